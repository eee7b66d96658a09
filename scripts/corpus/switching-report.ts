import { columns } from "./report.ts";
import { COMPARISONS, type ComparisonName, VERDICTS, type Verdict, type Walk } from "./switching.ts";

/** What each row of the table holds together. */
const ROWS: Readonly<Record<ComparisonName, string>> = {
  training: "training: after continuous = at once",
  direct: "continuous: after training = at once",
  bursty: "bursty: after training = without it",
  back: "continuous → training → bursty → continuous = continuous",
  none: "none of that = none of the original, in placement",
};

const HEADS: Readonly<Record<Verdict, string>> = {
  bytes: "bytes",
  values: "values",
  order: "but for order",
  said: "differs, said",
  silent: "differs, silently",
};

/** The table of all walks, and what was refused on the way. */
export function formatSwitching(walks: readonly Walk[]): string {
  const results = walks.flatMap((walk) => walk.results);
  const count = (comparison: ComparisonName, verdict: Verdict): string =>
    String(results.filter((one) => one.comparison === comparison && one.verdict === verdict).length);
  const rows = COMPARISONS.map((comparison) => [
    ROWS[comparison],
    ...VERDICTS.map((verdict) => count(comparison, verdict)),
  ]);
  const refused = new Map<string, number>();
  for (const { at, code } of walks.flatMap((walk) => walk.refused))
    refused.set(`${at}: ${code}`, (refused.get(`${at}: ${code}`) ?? 0) + 1);
  return [
    ...columns([["equal …", ...VERDICTS.map((verdict) => HEADS[verdict])], ...rows]),
    "",
    "refused on the way (workloads)",
    ...[...refused].map(([what, times]) => `  ${what} ${times}`),
  ].join("\n");
}

/** Silent differences and crashes, one a line. */
export function switchingProblems(walks: readonly Walk[]): readonly string[] {
  return walks.flatMap(({ file, results, crash }) => [
    ...(crash === null ? [] : [`${file}: ${crash}`]),
    ...results
      .filter(({ verdict }) => verdict === "silent")
      .map((one) => `${one.comparison} ${file} ${one.object}: ${one.differences.join("; ")}`),
  ]);
}
