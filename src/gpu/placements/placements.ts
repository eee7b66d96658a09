import type { PlatformFile } from "../files/platform-file.ts";
import { provenanceOf } from "../files/sourced.ts";
import { componentPlacements } from "./components.ts";
import { ec2Placements } from "./ec2.ts";
import { gkePlacements } from "./gke.ts";
import { machinePlacements } from "./machines.ts";
import { byLabels, type Placements } from "./placement.ts";

/** How a platform selects its models; none where no label tells them. */
export function placementsOn(file: PlatformFile): Placements {
  const { models } = file;
  if (models === undefined) return new Map();
  switch (models.way) {
    case "components":
      return componentPlacements(models.vendors, models.only);
    case "machines":
      return machinePlacements(models, file);
    case "gke":
      return gkePlacements(models);
    case "ec2":
      return ec2Placements(models);
    case "values": {
      const { key } = models.label;
      const source = provenanceOf(models.label);
      return new Map(
        Object.entries(models.values).map(([model, value]) => [
          model,
          byLabels([{ key, values: [value], uniform: value, ...source }]),
        ]),
      );
    }
    default:
      return models satisfies never;
  }
}
