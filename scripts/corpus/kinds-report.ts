import { BUILT_IN, type KindsRun, type SetResult } from "./kinds.ts";
import { columns } from "./report.ts";

const FATES = ["patched", "unchanged", "elsewhere", "left", "refused"] as const;

/** How many sets of pods with GPUs of one kind met which fate. */
export type KindCounts = Readonly<Record<"sets" | (typeof FATES)[number], number>> & {
  /** Refusals by code. */
  readonly codes: Readonly<Record<string, number>>;
};

/** The lines of the table for GPUs (the profile that fits the kind) or for CPUs, by kind: the most sets first, built-in last. */
export function countKinds({ sets }: KindsRun, onto: "gpus" | "cpus"): ReadonlyMap<string, KindCounts> {
  const wanted = sets.filter(({ profile }) => (profile === "bursty") === (onto === "cpus"));
  const kinds = [...new Set(wanted.map(({ kind }) => kind))];
  const counted = kinds.map((kind) => [kind, countSets(wanted.filter((one) => one.kind === kind))] as const);
  const rank = (kind: string) => Number(kind === BUILT_IN);
  return new Map(
    counted.sort(([a, one], [b, other]) => rank(a) - rank(b) || other.sets - one.sets || (a < b ? -1 : 1)),
  );
}

function countSets(sets: readonly SetResult[]): KindCounts {
  const codes: Record<string, number> = {};
  for (const { code } of sets) if (code !== null) codes[code] = (codes[code] ?? 0) + 1;
  const of = (wanted: SetResult["fate"]) => sets.filter(({ fate }) => fate === wanted).length;
  return {
    sets: sets.length,
    patched: of("patched"),
    unchanged: of("unchanged"),
    elsewhere: of("elsewhere"),
    left: of("left"),
    refused: of("refused"),
    codes,
  };
}

/** Both tables, with the sums of custom resources and of everything. */
export function formatKinds(run: KindsRun): string {
  const ways = (wanted: string) => run.waysBack.filter(({ result }) => result === wanted).length;
  return [
    ...tableOf(run, "gpus", "pod sets with GPUs, kept on GPUs"),
    "",
    ...tableOf(run, "cpus", "pod sets with GPUs, taken to CPUs"),
    "",
    `bursty and back to GPUs: ${run.waysBack.length} ways, ${ways("same bytes")} the same bytes as at once, ` +
      `${ways("same values")} the same values, ${ways("other order")} in another order, ${ways("broken")} broken`,
  ].join("\n");
}

function tableOf({ sets }: KindsRun, onto: "gpus" | "cpus", title: string): readonly string[] {
  const wanted = sets.filter(({ profile }) => (profile === "bursty") === (onto === "cpus"));
  const custom = wanted.filter(({ kind }) => kind !== BUILT_IN);
  const rows = [
    ...countKinds({ sets, results: [], waysBack: [] }, onto),
    ["custom resources", countSets(custom)] as const,
    ["all", countSets(wanted)] as const,
  ];
  const head = [title, "sets", ...FATES];
  const codes = ["by", ...rows.map(([, counts]) => codesOf(counts))];
  const lines = columns([head, ...rows.map(([kind, counts]) => lineOf(kind, counts))]);
  return lines.map((line, index) => `${line}  ${codes[index] ?? ""}`.trimEnd());
}

function lineOf(kind: string, counts: KindCounts): readonly string[] {
  return [kind, String(counts.sets), ...FATES.map((fate) => String(counts[fate] || "·"))];
}

function codesOf({ codes }: KindCounts): string {
  return Object.entries(codes)
    .map(([code, count]) => `${code} ${count}`)
    .join(", ");
}

/** Broken promises, one line each. */
export function kindsProblems({ results, waysBack }: KindsRun): readonly string[] {
  const files = results.flatMap(({ profile, file, problems }) =>
    problems.map((problem) => `${profile} ${file}: ${problem}`),
  );
  const ways = waysBack.flatMap(({ file, problem }) =>
    problem === null ? [] : [`bursty and back, ${file}: ${problem}`],
  );
  return [...files, ...ways];
}
