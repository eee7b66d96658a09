import { groupBy } from "../../src/kernel/group-by.ts";
import type { Heard, Patched } from "./patched.ts";
import { columns } from "./report.ts";

/** How a finding was heard of, and what its column says. */
const HEADS: Readonly<Record<Heard["as"], string>> = {
  run: "told as run",
  input: "told as input's",
  own: "told under own code",
  counted: "counted",
};

const WAYS = Object.keys(HEADS) as readonly Heard["as"][];

/** The table of all runs, and under it what was told as brought about by the run, by rule, with `show` samples of each. */
export function formatPatched(runs: readonly Patched[], show: number): string {
  const groups = groupBy(runs, ({ profile, platform }) => `${profile}, ${platform ?? "no platform"}`);
  const row = (name: string, some: readonly Patched[]): readonly string[] => {
    const heard = some.flatMap((one) => one.heard);
    const files = new Set(some.map(({ file }) => file)).size;
    const workloads = some.reduce((total, one) => total + one.workloads, 0);
    const counts = WAYS.map((way) => heard.filter(({ as }) => as === way).length);
    return [name, ...[files, workloads, heard.length, ...counts].map(String)];
  };
  return [
    ...columns([
      ["", "files", "workloads", "found", ...WAYS.map((way) => HEADS[way])],
      ...[...groups].map(([name, some]) => row(name, some)),
      row("all", runs),
    ]),
    "",
    ...WAYS.flatMap((way) => byRule(runs, way, show)),
  ].join("\n");
}

function byRule(runs: readonly Patched[], way: Heard["as"], show: number): readonly string[] {
  const all = runs.flatMap(({ heard, file, profile, platform }) =>
    heard.flatMap((one) => (one.as === way ? [{ ...one, file, profile, platform }] : [])),
  );
  const rules = [...groupBy(all, ({ rule, severity }) => `${rule} ${severity}`)];
  rules.sort((a, b) => b[1].length - a[1].length);
  return [
    `${HEADS[way]}:`,
    ...rules.flatMap(([rule, some]) => {
      const step = Math.max(1, Math.floor(some.length / Math.max(show, 1)));
      const samples = show === 0 ? [] : some.filter((_, index) => index % step === 0).slice(0, show);
      return [
        `${String(some.length).padStart(6)}  ${rule}`,
        ...samples.map(
          ({ profile, platform, file, line, workload, message }) =>
            `          ${profile} ${platform ?? "nowhere"} ${file}:${line} ${workload}: ${message}`,
        ),
      ];
    }),
  ];
}

/** Broken promises, one a line. */
export function patchedProblems(runs: readonly Patched[]): readonly string[] {
  return runs.flatMap(({ problems }) => problems);
}
