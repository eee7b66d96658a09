import type { Facts } from "./facts.ts";
import type { NodeSketch } from "./node.ts";

/** The machine with all its GPUs cut, under the mixed strategy: a resource for each profile, and no whole GPU. */
export function mixedMig(facts: Facts, whole: NodeSketch): readonly NodeSketch[] {
  const table = facts.migProfiles[facts.models[whole.model ?? ""]?.mig ?? ""] ?? {};
  return Object.entries(table).map(([profile, instances]) => ({
    ...whole,
    kind: "renamed",
    profile,
    devices: 0,
    more: { [`nvidia.com/mig-${profile.replace("+", ".")}`]: instances * whole.devices },
    note: `${whole.note} cut into ${profile}, mixed strategy`,
  }));
}
