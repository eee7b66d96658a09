import { memoized } from "../../kernel/memoized.ts";
import { vendorFile } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { ModelFacts, ModelsOfVendor, VendorFile } from "../files/vendor-file.ts";
import type { ModelPlacement } from "../rows.ts";
import type { Vendor } from "../types.ts";
import { byLabels, type Placements } from "./placement.ts";

/** By the labels that the vendors' own components write; `only` some models. */
export function componentPlacements(vendors: readonly Vendor[], only?: readonly string[]): Placements {
  const all = vendors.flatMap((vendor) => [...placementsOf(vendorFile(vendor))]);
  return new Map(only === undefined ? all : all.filter(([name]) => only.includes(name)));
}

/** Several platforms have the same. */
const placementsOf = memoized(({ models }: VendorFile): Placements => {
  const placements = new Map<string, ModelPlacement>();
  if (models === undefined) return placements;
  for (const [name, facts] of Object.entries(models.rows)) {
    const placement = placementOf(name, facts, models);
    if (placement !== null) placements.set(name, placement);
  }
  return placements;
});

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
