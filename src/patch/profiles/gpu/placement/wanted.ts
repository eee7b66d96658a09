import type { Catalog, Placement } from "../../../../gpu/types.ts";
import type { Settings } from "../../../../profile/settings.ts";
import type { Surroundings } from "../../../../workload/surroundings.ts";

/** The answer of the catalog, seen as what each label key may be. */
export interface Wanted {
  readonly placement: Placement;
  readonly catalog: Catalog;
  readonly settings: Settings;
  /** Values that the answer allows, by label key. */
  readonly allowed: ReadonlyMap<string, readonly string[]>;
  /** GPUs one pod needs on its node. */
  readonly count: number;
  readonly surroundings: Surroundings;
}

/** The answer as allowed values by key. */
export function wantedFrom(
  placement: Placement,
  { catalog, settings, surroundings }: Pick<Wanted, "catalog" | "settings" | "surroundings">,
  count: number,
): Wanted {
  const allowed = new Map<string, readonly string[]>();
  for (const { value } of placement.nodeSelector) allowed.set(value.key, [value.value]);
  for (const { value } of placement.affinity)
    if (value.operator === "In") allowed.set(value.key, value.values ?? []);
  return { placement, catalog, settings, surroundings, allowed, count };
}
