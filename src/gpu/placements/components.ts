import { vendorFile } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { ModelFacts, ModelsOfVendor } from "../files/vendor-file.ts";
import type { ModelPlacement } from "../rows.ts";
import type { Vendor } from "../types.ts";
import { byLabels, type Placements } from "./placement.ts";

/** By the labels that the vendors' own components write. */
export function componentPlacements(vendors: readonly Vendor[], only?: readonly string[]): Placements {
  return new Map(
    vendors.flatMap((vendor) => {
      const { models } = vendorFile(vendor);
      return Object.entries(models?.rows ?? {}).flatMap(
        ([name, facts]): readonly (readonly [string, ModelPlacement])[] => {
          if (models === undefined || only?.includes(name) === false) return [];
          const placement = placementOf(name, facts, models);
          return placement === null ? [] : [[name, placement]];
        },
      );
    }),
  );
}

/** Null for a model of which no value is verified. */
function placementOf(
  name: string,
  { values, recognised, key }: ModelFacts,
  { label, recognised: recognisedLabel }: ModelsOfVendor,
): ModelPlacement | null {
  const [uniform] = values ?? [];
  if (label === undefined || values === undefined || uniform === undefined) return null;
  const source = provenanceOf(label);
  return byLabels([{ key: key ?? label.key, values, uniform, ...source }], {
    ...(recognised !== undefined &&
      recognisedLabel !== undefined && {
        recognised: [{ key: recognisedLabel.key, values: recognised, ...provenanceOf(recognisedLabel) }],
      }),
    ...(label.caveat !== undefined && {
      caveat: { value: label.caveat.replace("MODEL", name), ...source },
    }),
  });
}
