import { nodeCounts } from "../../gpu/node-counts.ts";
import type {
  CountRule,
  MachineRow,
  ModelLabel,
  ModelPlacement,
  ModelRow,
  PlatformRow,
} from "../../gpu/rows.ts";
import { listed } from "../../kernel/words.ts";
import { proof } from "./citations.ts";
import { taintClause, taintsMetBy, toleranceOf } from "./tolerance.ts";
import { choice, devices } from "./words.ts";

/** Where a model is shown on. */
interface Shown {
  readonly model: ModelRow;
  readonly platform: PlatformRow;
  readonly placement: ModelPlacement;
}

/** What is known of a model on one platform, line by line: what selects it, its nodes, and what one must know. */
export function placementLines(shown: Shown): readonly string[] {
  const { placement } = shown;
  return [
    ...placement.labels.flatMap(labelLines),
    ...machineLabelLine(placement),
    ...alikeLines(placement),
    ...countLines(shown),
    ...machineLines(shown),
    ...topologyLines(placement),
    ...recognisedLines(placement),
    ...taintLines(shown),
    ...(placement.caveat === undefined
      ? []
      : [`caution: ${placement.caveat.value} ${proof(placement.caveat)}`]),
  ];
}

function labelLines(label: ModelLabel): readonly string[] {
  const selected = `${label.key} ${choice(label.values)} ${proof(label)}`;
  if (label.values.length < 2) return [selected];
  return [selected, `pods that work together get one value: ${label.uniform}`];
}

function machineLabelLine({ machineLabel, machines }: ModelPlacement): readonly string[] {
  if (machineLabel === null) return [];
  const names = machines.map((machine) => machine.name);
  return [`${machineLabel.key} ${choice(names)} ${proof(machineLabel)}`];
}

/** Where a label alone does not keep ranks on like machines. */
function alikeLines({ machineLabel, seriesLabel, machines }: ModelPlacement): readonly string[] {
  const series = [...new Set(machines.map((machine) => machine.series))];
  if (series.length < 2 || (machineLabel === null && seriesLabel === undefined)) return [];
  const label = seriesLabel === undefined ? "" : ` by ${seriesLabel.key} ${proof(seriesLabel)}`;
  return [`pods that work together get machines of one series${label}: ${series.join(" or ")}`];
}

function countLines({ model, platform, placement }: Shown): readonly string[] {
  const rule = placement.countRule ?? platform.countRule;
  const unit = `${devices(model.vendor, 2)} per node`;
  return [...perNode(placement).map((counts) => `${unit}: ${counts}`), `per pod: ${perPod(rule, placement)}`];
}

function perNode(placement: ModelPlacement): readonly string[] {
  const byValue = placement.labels.flatMap((label) => Object.entries(label.counts ?? {}));
  if (byValue.length > 1) return byValue.map(([value, counts]) => `${counts.join(", ")} (${value})`);
  const { machines, machineLabel } = placement;
  const groups = grouped(machines, (machine) => machine.gpus);
  const areNamed = machineLabel !== null && groups.length === 1;
  if (groups.length > 0 && !areNamed) return [groups.map(counted).join(", ")];
  const counts = nodeCounts(placement);
  return counts.length === 0 ? [] : [counts.join(", ")];
}

function perPod(rule: CountRule, placement: ModelPlacement): string {
  const counts = nodeCounts(placement);
  if (rule === "unknown" || counts.length === 0) return "any number; how many a node has is not known";
  if (rule === "up-to-machine") return `up to ${counts.at(-1)}`;
  return `exactly ${listed(counts.map(String), "or")}: all of a node`;
}

/** What the machines have besides, and what they are not sold as. */
function machineLines({ placement: { machines } }: Shown): readonly string[] {
  const parts = [...new Set(machines.flatMap((machine) => Object.keys(machine.parts ?? {})))];
  const neverSpot = machines.filter((machine) => machine.neverSpot === true);
  const amounts = [
    ...parts.map((part) => [part, grouped(machines, (machine) => machine.parts?.[part])] as const),
    ["vpc.amazonaws.com/efa", grouped(machines, (machine) => machine.efa)] as const,
  ];
  return [
    ...amounts
      .filter(([, groups]) => groups.length > 0)
      .map(([resource, groups]) => `${resource}: ${groups.map(counted).join(", ")}`),
    ...(neverSpot.length === 0 ? [] : [`never spot: ${neverSpot.map(({ name }) => name).join(", ")}`]),
  ];
}

type Group = readonly [amount: number, names: readonly string[]];

function counted([amount, names]: Group): string {
  return `${amount} (${names.join(", ")})`;
}

/** Machines that have the same amount of something, the smallest amount first; those without it are left out. */
function grouped(
  machines: readonly MachineRow[],
  amountOf: (machine: MachineRow) => number | undefined,
): readonly Group[] {
  const amounts = machines.map(amountOf).filter((amount) => amount !== undefined);
  return [...new Set(amounts)]
    .sort((a, b) => a - b)
    .map((amount) => [
      amount,
      machines.filter((machine) => amountOf(machine) === amount).map(({ name }) => name),
    ]);
}

function topologyLines({ topology }: ModelPlacement): readonly string[] {
  if (topology === undefined) return [];
  const single = Object.entries(topology.single).map(([chips, shape]) => `${shape} with ${chips}`);
  return [
    `${topology.key} in ${topology.values.join(", ")} ${proof(topology)}`,
    `slices of one machine: ${single.join(", ")} ${devices("google", 2)} per pod`,
    `slices of several machines: ${topology.perHost} ${devices("google", topology.perHost)} per pod`,
  ];
}

function recognisedLines({ recognised, machines }: ModelPlacement): readonly string[] {
  return recognised.map((label) => {
    const isListed = machines.length > 0 && machines.every(({ name }) => label.values.includes(name));
    const values =
      isListed && label.values.length === machines.length ? "of these machines" : choice(label.values);
    return `understood, never written: ${label.key} ${values} ${proof(label)}`;
  });
}

function taintLines({ model, platform }: Shown): readonly string[] {
  return taintsMetBy(model, platform).map(
    (taint) => `taint ${taintClause(taint, toleranceOf(taint, platform, model.vendor))} ${proof(taint)}`,
  );
}
