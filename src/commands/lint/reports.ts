import manifest from "../../../package.json" with { type: "json" };
import type { FileWrite } from "../../io/ports.ts";
import { type LintFormat, loadLintFormat } from "../../output/lint/formats/formats.ts";
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
    if (file !== null) writes.push(newFile(file, await textOf(format, outcome, PLAIN)));
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
  return await textOf(target.format, quiet ? errorsOnly(outcome) : outcome, paint);
}

/**
 * Code scanning on GitHub shows suppressed results as open alerts (github/codeql-action#1230), so SARIF goes without
 * them; JSON has them.
 */
async function textOf(format: LintFormat, outcome: LintOutcome, paint: Paint): Promise<string> {
  const write = await loadLintFormat(format);
  const shown = format === "sarif" ? { ...outcome, suppressed: [] } : outcome;
  // The edit engine is loaded where a format asks for edits.
  let editsOf: ReturnType<typeof fixEdits> | undefined;
  return write(shown, {
    version: manifest.version,
    editsOf: (finding) => {
      editsOf ??= fixEdits(outcome);
      return editsOf(finding);
    },
    paint,
  });
}

function errorsOnly(outcome: LintOutcome): LintOutcome {
  return { ...outcome, findings: outcome.findings.filter(({ severity }) => severity === "error") };
}
