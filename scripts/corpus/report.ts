import type { FileResult, ProfileName } from "./check-file.ts";
import type { CorpusFile } from "./files.ts";
import type { WayBack } from "./way-back.ts";

/** Everything that one run over the corpus found. */
export interface CorpusRun {
  readonly files: readonly CorpusFile[];
  readonly profiles: readonly ProfileName[];
  readonly results: readonly FileResult[];
  /** Files with GPUs, taken to bursty and back to a GPU profile. */
  readonly waysBack: readonly WayBack[];
  readonly documents: number;
  readonly notUtf8: number;
  readonly seconds: number;
}

const WORKLOADS = new Set(
  "Pod PodTemplate ReplicationController ReplicaSet Deployment StatefulSet DaemonSet Job CronJob".split(" "),
);

/** True for files that hold one of the kinds that gpuify patches. */
export function hasWorkload(file: CorpusFile): boolean {
  return file.kinds.some((kind) => WORKLOADS.has(kind)) && file.podKinds.some((kind) => WORKLOADS.has(kind));
}

/** The table that is printed at the end of a run. */
export function formatReport(run: CorpusRun): string {
  const lines: string[] = [];
  const untouched = run.results.filter(({ profile }) => profile === "nothing");
  const identical = untouched.filter(({ problems }) => problems.length === 0).length;
  lines.push(`files                      ${run.files.length} (${run.notUtf8} not UTF-8)`);
  lines.push(`documents                  ${run.documents}`);
  lines.push(`nothing selected           ${identical} of ${untouched.length} byte-identical`);
  lines.push(`read by kubectl            ${run.files.filter(isReadByKubectl).length}`);
  lines.push(`with a workload            ${run.files.filter(hasWorkload).length}`);
  lines.push("", ...profileTable(run), "", ...codeTable(run));
  const ways = (wanted: WayBack["result"]) => run.waysBack.filter(({ result }) => result === wanted).length;
  if (run.waysBack.length > 0)
    lines.push(
      `bursty and back to GPUs: ${run.waysBack.length} ways, ${ways("same bytes")} the same bytes as at once, ` +
        `${ways("same values")} the same values, ${ways("other order")} in another order, ${ways("broken")} broken`,
    );
  lines.push("", `${run.seconds.toFixed(1)} s`);
  return lines.join("\n");
}

/** Share of the files that kubectl reads which the engine refuses, in percent. */
export function engineRate(run: CorpusRun, profile: ProfileName): number {
  const readable = new Set(run.files.filter(isReadByKubectl).map(({ file }) => file));
  const refused = resultsOf(run, profile).filter((one) => one.engine.length > 0 && readable.has(one.file));
  return (100 * refused.length) / Math.max(1, readable.size);
}

/** Broken promises, one line each. */
export function formatProblems(run: CorpusRun): readonly string[] {
  const ways = run.waysBack.flatMap(({ file, problem }) =>
    problem === null ? [] : [`bursty and back, ${file}: ${problem}`],
  );
  const files = run.results.flatMap((result) =>
    result.problems.map((problem) => `${result.profile} ${result.file}: ${problem}`),
  );
  return [...files, ...ways];
}

/**
 * Inputs of `bad/` that were not refused although some line says that they hold a workload, with what became of
 * them. The others hold nothing that gpuify has to read, and pass through byte for byte.
 */
export function formatLetThrough(run: CorpusRun, textOf: (file: string) => string): readonly string[] {
  const kind = new RegExp(`^\\s*(?:- )?["']?kind["']?\\s*:\\s*["']?(${[...WORKLOADS].join("|")})\\b`, "m");
  return run.results
    .filter(
      ({ profile, engine, decisions }) => profile !== "nothing" && engine.length + decisions.length === 0,
    )
    .flatMap(({ file, status }) => {
      const found = kind.exec(textOf(file))?.[1];
      return found === undefined ? [] : [`  ${status.padEnd(9)} ${found.padEnd(12)} ${file}`];
    });
}

/** What became of the inputs that are there to be refused, by their class. */
export function formatBad(run: CorpusRun): string {
  const patched = run.results.filter(({ profile }) => profile !== "nothing");
  const rows = [...new Set(run.files.map((file) => file.class ?? ""))].sort().map((name) => {
    const files = new Set(run.files.filter((file) => file.class === name).map(({ file }) => file));
    const ofClass = patched.filter(({ file }) => files.has(file));
    const refused = ofClass.filter(({ engine }) => engine.length > 0);
    const decided = ofClass.filter(({ engine, decisions }) => engine.length === 0 && decisions.length > 0);
    const changed = ofClass.filter(({ status }) => status === "changed");
    const counts = [...countCodes(refused, (one) => one.engine.slice(0, 1))];
    const codes = counts.map(([code, count]) => `${code} ${count}`).join(", ");
    const rest = ofClass.length - refused.length - decided.length - changed.length;
    return [name, ofClass.length, refused.length, decided.length, changed.length, rest, codes].map(String);
  });
  const head = ["bad/, with continuous", "files", "refused", "decision", "patched", "passed", "by"];
  return columns([head, ...rows]).join("\n");
}

function profileTable(run: CorpusRun): string[] {
  const head = ["", ...run.profiles];
  const row = (name: string, count: (results: readonly FileResult[]) => string | number): string[] => [
    name,
    ...run.profiles.map((profile) => String(count(resultsOf(run, profile)))),
  ];
  const withWorkload = new Set(run.files.filter(hasWorkload).map(({ file }) => file));
  const decided = (results: readonly FileResult[]) =>
    results.filter((one) => one.engine.length === 0 && one.decisions.length > 0);
  const rows = [
    row("patched", (all) => all.filter(({ status }) => status === "changed").length),
    row("unchanged", (all) => all.filter(({ status }) => status === "unchanged").length),
    row("refused, engine", (all) => all.filter(({ engine }) => engine.length > 0).length),
    ["  of what kubectl reads", ...run.profiles.map((profile) => `${engineRate(run, profile).toFixed(2)} %`)],
    row("refused, decision", (all) => decided(all).length),
    row("  of files with a workload", (all) => percent(decided(all).length, withWorkload.size)),
    row("crash or bug", (all) => all.filter(({ status }) => status === "crash").length),
    row("broken promises", (all) => all.filter(({ problems }) => problems.length > 0).length),
    row("not judged by the oracle", (all) => all.filter(({ judged }) => !judged).length),
  ];
  return columns([head, ...rows]);
}

function codeTable(run: CorpusRun): string[] {
  const sections = [
    ["engine refusals by code (files)", (one: FileResult) => one.engine],
    ["decision refusals by code (files)", (one: FileResult) => one.decisions],
    ["warnings by code (files)", (one: FileResult) => one.warnings],
  ] as const;
  return sections.flatMap(([title, codesOf]) => {
    const counts = run.profiles.map((profile) => countCodes(resultsOf(run, profile), codesOf));
    const codes = [...new Set(counts.flatMap((count) => [...count.keys()]))];
    const total = (code: string) => counts.reduce((sum, count) => sum + (count.get(code) ?? 0), 0);
    codes.sort((a, b) => total(b) - total(a));
    const rows = codes.map((code) => [`  ${code}`, ...counts.map((count) => String(count.get(code) ?? 0))]);
    return [...columns([[title, ...run.profiles], ...rows]), ""];
  });
}

function countCodes(
  results: readonly FileResult[],
  codesOf: (result: FileResult) => readonly string[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const result of results)
    for (const code of new Set(codesOf(result))) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

function resultsOf(run: CorpusRun, profile: ProfileName): readonly FileResult[] {
  return run.results.filter((result) => result.profile === profile);
}

function isReadByKubectl(file: CorpusFile): boolean {
  return file.features.kubectl === "accepts";
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

/** Rows as text columns: the first to the left, the others to the right. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  "),
  );
}
