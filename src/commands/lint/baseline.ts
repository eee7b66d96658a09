import type { Policy } from "../../config/policy.ts";
import type { Ports } from "../../io/ports.ts";
import { type Baseline, compareWithBaseline, formatBaseline } from "../../lint/baseline.ts";
import type { LintOutcome, LintTools } from "../../pipeline/lint-types.ts";
import { baselineOfPolicies, readBaselineFile } from "../baselines.ts";
import type { LintInvocation } from "./invocation.ts";

/**
 * The baseline that findings are compared with: the one that is named, else those of the configs; null where there is
 * none, or where this run makes it anew.
 * @throws Failure (usage) where the file does not exist or is none.
 */
export async function readBaseline(
  wanted: LintInvocation["baseline"],
  policies: Iterable<Pick<Policy, "file" | "baseline">>,
  ports: Pick<Ports, "readText">,
): Promise<Baseline | null> {
  if (wanted === null) return await baselineOfPolicies(policies, ports);
  return wanted.use === "update" ? null : await readBaselineFile(wanted.file, ports);
}

/** What a run that makes a baseline accepts by that: all that it found. */
export function baselineOf(wanted: LintInvocation["baseline"], { findings }: LintOutcome): Baseline | null {
  if (wanted?.use !== "update") return null;
  return { entries: new Map(findings.map(({ fingerprint, location }) => [fingerprint, location.file])) };
}

/** Takes out what the baseline has; `gone` counts its entries that are found no more. */
export function compareBaseline(
  outcome: LintOutcome,
  baseline: Baseline | null,
  { nameOf }: Pick<LintTools, "nameOf">,
): { readonly outcome: LintOutcome; readonly gone: number } {
  if (baseline === null) return { outcome, gone: 0 };
  const files = new Set(outcome.files.map(({ name }) => nameOf(name)));
  const { fresh, known, gone } = compareWithBaseline(outcome.findings, baseline, files);
  const suppressed = known.map((finding) => ({ finding, kind: "baseline", reason: "" }) as const);
  return {
    outcome: { ...outcome, findings: fresh, suppressed: [...outcome.suppressed, ...suppressed] },
    gone,
  };
}

/** The file to write where a baseline is to be made. */
export function newBaseline(
  wanted: LintInvocation["baseline"],
  { findings }: LintOutcome,
  { nameOf }: Pick<LintTools, "nameOf">,
): readonly { readonly file: string; readonly text: string }[] {
  return wanted?.use === "update" ? [{ file: wanted.file, text: formatBaseline(findings, nameOf) }] : [];
}
