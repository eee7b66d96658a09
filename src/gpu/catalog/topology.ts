import { provenanceOf } from "../files/sourced.ts";
import type { Label, MachineRow, ModelPlacement, ModelRow, PlatformRow, TopologyRow } from "../rows.ts";
import type { CatalogDiagnostic, Fact, Placement, PlacementQuestion } from "../types.ts";
import { topologyNotForModel, topologyUnknown } from "./problems.ts";

/** The shape of a TPU slice for pods that each take `count` chips. */
type TopologyResult =
  | {
      readonly ok: true;
      readonly labels: readonly Fact<Label>[];
      readonly slice: Placement["slice"];
    }
  | { readonly ok: false; readonly problem: CatalogDiagnostic };

type SliceQuestion = Pick<PlacementQuestion, "count" | "topology" | "topologyNow">;

/**
 * Chooses the shape: the one that was named, else the one that the manifest selects where it fits, else the one that
 * a single machine with so many chips is. A model that is sold without shapes has no label, and takes no shape.
 */
export function selectTopology(
  model: ModelRow,
  platform: PlatformRow,
  { topology: row, machines }: ModelPlacement,
  ask: SliceQuestion,
): TopologyResult {
  if (row === undefined)
    return ask.topology === undefined
      ? { ok: true, labels: [], slice: null }
      : { ok: false, problem: topologyNotForModel(model, platform.name) };
  const single = row.single[String(ask.count)];
  const fits = (shape: string) => hostsOf(shape, row, ask.count) !== null;
  const now = ask.topologyNow !== undefined && fits(ask.topologyNow) ? ask.topologyNow : undefined;
  const chosen = ask.topology ?? now ?? single;
  const hosts = chosen === undefined ? null : hostsOf(chosen, row, ask.count);
  if (chosen === undefined || hosts === null)
    return { ok: false, problem: topologyUnknown(model, ask, possible(row, machines, ask)) };
  return {
    ok: true,
    labels: labelsFor(row, machines, chosen, ask.count),
    slice: { topology: chosen, hosts },
  };
}

/** Shapes that pods of so many chips can make, smallest first, and the chips that would make the shape named. */
function possible(row: TopologyRow, machines: readonly MachineRow[], { count, topology }: SliceQuestion) {
  return {
    ofCount: row.values.filter((shape) => hostsOf(shape, row, count) !== null),
    countsFor: machines
      .map((machine) => machine.gpus)
      .filter((chips) => topology !== undefined && hostsOf(topology, row, chips) !== null),
  };
}

/** Machines of a slice: one where a machine is the whole shape, else one for each `perHost` chips; null for no fit. */
function hostsOf(shape: string, row: TopologyRow, count: number): number | null {
  if (!row.values.includes(shape)) return null;
  if (row.single[String(count)] === shape) return 1;
  const chips = chipsOf(shape);
  if (count !== row.perHost || chips <= count || chips % count !== 0) return null;
  return chips / count;
}

/** Chips of a shape such as `2x4`. */
export function chipsOf(shape: string): number {
  return shape.split("x").reduce((product, side) => product * Number(side), 1);
}

/**
 * The shape, and where one machine as well as several make it, the chips of a machine: else a pod of 4 chips could
 * meet a machine of 8, which takes only a pod of 8.
 */
function labelsFor(
  row: TopologyRow,
  machines: readonly MachineRow[],
  shape: string,
  count: number,
): readonly Fact<Label>[] {
  const provenance = provenanceOf(row);
  const label: Fact<Label> = {
    value: { key: row.key, value: shape },
    reason: "GKE makes slices by their shape, and its nodes carry it",
    provenance,
  };
  const ways = machines.filter((machine) => hostsOf(shape, row, machine.gpus) !== null);
  if (ways.length < 2 || row.countKey === undefined) return [label];
  return [
    label,
    {
      value: { key: row.countKey, value: String(count) },
      reason: `machines of another size make the shape ${shape} too`,
      provenance,
    },
  ];
}
