import manifest from "../../../package.json" with { type: "json" };
import type { FileWrite } from "../../io/ports.ts";
import type { LintExtras } from "../../output/lint/extras.ts";
import { loadLintFormat } from "../../output/lint/formats.ts";
import { type Paint, PLAIN } from "../../output/paint.ts";
import { fixEdits } from "../../pipeline/lint-fix.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import { newFile } from "../deliver.ts";
import type { LintInvocation } from "./invocation.ts";

/** The reports that go into files. */
export async function fileReports(
  { targets }: LintInvocation,
  outcome: LintOutcome,
): Promise<readonly FileWrite[]> {
  const writes: FileWrite[] = [];
  for (const { format, file } of targets)
    if (file !== null)
      writes.push(newFile(file, (await loadLintFormat(format))(outcome, extras(outcome, PLAIN))));
  return writes;
}

/** The report for standard output; empty where all go into files. */
export async function stdoutReport(
  { targets, quiet }: LintInvocation,
  outcome: LintOutcome,
  paint: Paint,
): Promise<string> {
  const target = targets.find(({ file }) => file === null);
  if (target === undefined) return "";
  const format = await loadLintFormat(target.format);
  return format(quiet ? errorsOnly(outcome) : outcome, extras(outcome, paint));
}

function errorsOnly(outcome: LintOutcome): LintOutcome {
  return { ...outcome, findings: outcome.findings.filter(({ severity }) => severity === "error") };
}

function extras(outcome: LintOutcome, paint: Paint): LintExtras {
  return { version: manifest.version, editsOf: fixEdits(outcome), paint };
}
