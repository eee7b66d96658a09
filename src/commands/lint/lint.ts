import type { Policy } from "../../config/policy.ts";
import type { Ports } from "../../io/ports.ts";
import { type Diagnostic, isRefusal } from "../../kernel/diagnostic.ts";
import { EXIT, type ExitCode } from "../../kernel/failure.ts";
import { formatDiagnostics } from "../../output/diagnostics.ts";
import { formatLintSummary } from "../../output/lint/summary.ts";
import type { Paint } from "../../output/paint.ts";
import { clarifyFindings } from "../../pipeline/clarify.ts";
import { explain } from "../../pipeline/explain.ts";
import { lintManifests } from "../../pipeline/lint.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import { newFile } from "../deliver.ts";
import { findPolicies, refuseConfig } from "../find-policies.ts";
import type { Paints } from "../patch.ts";
import type { Policies } from "../policies.ts";
import { baselineOf, compareBaseline, newBaseline, readBaseline } from "./baseline.ts";
import type { LintInvocation } from "./invocation.ts";
import { assertManifests, assertOutputs } from "./outputs.ts";
import { type PreparedLint, prepare } from "./prepare.ts";
import { fileReports, stdoutReport } from "./reports.ts";
import { fails, notesOnNamed, nothingToLint, unreadInputs } from "./verdict.ts";

/** From how many files on a run takes long enough to say so. */
const LONG_RUN = 1000;

/**
 * `gpuify lint`: reads, looks, tells, and with `--fix` mends; returns the exit code.
 * @throws Failure when inputs cannot be read, a name does not exist, or output cannot be written.
 */
export async function runLint(invocation: LintInvocation, ports: Ports, paints: Paints): Promise<ExitCode> {
  const all = await ports.readInputs(invocation.inputs);
  const policies = await findPolicies(invocation.config, all, ports);
  if (policies?.diagnostics.some(isRefusal) === true)
    return await refuseConfig(policies, ports, paints.stderr);
  const prepared = await prepare(invocation, all, policies, ports);
  const baseline = await readBaseline(invocation.baseline, policiesIn(policies), ports);
  const { length } = prepared.inputs.files;
  const isLong = length > LONG_RUN && !invocation.quiet;
  if (isLong) await ports.showProgress(`linting ${length} files …`);
  const fixed = await fix(invocation, prepared);
  const found = await clarifyFindings(
    fixed?.remaining ?? lintManifests(prepared.inputs.files, prepared.tools, prepared.memory),
  );
  if (isLong) await ports.showProgress("");
  assertManifests(prepared.inputs, found);
  await assertOutputs(invocation, prepared.inputs, found, prepared, ports);
  const { outcome, gone } = compareBaseline(
    found,
    baseline ?? baselineOf(invocation.baseline, found),
    prepared.tools,
  );
  const unread = unreadInputs(outcome, invocation);
  const writes = [
    ...(fixed?.writes ?? []),
    ...(await fileReports(invocation, outcome)),
    ...newBaseline(invocation.baseline, found, prepared.tools).map(({ file, text }) => newFile(file, text)),
  ];
  if (writes.length > 0) await ports.writeFiles(writes);
  ports.writeStdout(fixed?.diff ?? (await stdoutReport(invocation, outcome, paints.stdout)));
  await tell(
    [
      ...prepared.diagnostics,
      ...unread,
      ...notesOnNamed(outcome),
      ...outcome.unjudged,
      ...(prepared.namedOut.length > 0 ? [] : nothingToLint(found)),
    ],
    prepared,
    outcome,
    ports,
    paints.stderr,
    invocation,
  );
  if (!invocation.quiet)
    ports.writeStderr(
      formatLintSummary(outcome, {
        fixed: fixed?.summary ?? null,
        gone,
        unreadable: prepared.inputs.unreadable.length,
        baseline: invocation.baseline?.use === "update" ? invocation.baseline.file : null,
      }),
    );
  if (unread.some(isRefusal)) return EXIT.input;
  return fails(outcome, invocation) ? EXIT.findings : EXIT.ok;
}

/** What mends is loaded where it is asked for. */
async function fix({ fix }: LintInvocation, { inputs, tools, memory }: PreparedLint) {
  if (fix === null) return null;
  const { fixInputs } = await import("./fix.ts");
  return fixInputs(inputs, tools, memory, fix);
}

function policiesIn(policies: Policies | null): readonly Policy[] {
  return [...(policies?.byInput.values() ?? [])].map(({ policy }) => policy);
}

async function tell(
  diagnostics: readonly Diagnostic[],
  { sources: configs }: PreparedLint,
  { files }: LintOutcome,
  ports: Ports,
  paint: Paint,
  { quiet }: LintInvocation,
): Promise<void> {
  const shown = diagnostics.filter(({ severity }) => !quiet || severity === "error");
  if (shown.length === 0) return;
  const sources = new Map([...configs, ...files.map((file) => [file.name, file.source] as const)]);
  ports.writeStderr(formatDiagnostics(await explain(shown), (file) => sources.get(file) ?? null, paint));
}
