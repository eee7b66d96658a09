import { loadCatalog } from "../gpu/catalog/catalog.ts";
import type { InputQuery, InputSet, Ports } from "../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { condense, formatCounted } from "../output/condense.ts";
import { formatDiagnostics } from "../output/diagnostics.ts";
import type { Paint } from "../output/paint.ts";
import { formatLeft, formatTraces, formatUndone } from "../output/undo.ts";
import { clarifySyntax } from "../pipeline/clarify.ts";
import { explain } from "../pipeline/explain.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { undoByRecord } from "../pipeline/undo/by-record.ts";
import { undoByReport } from "../pipeline/undo/by-report.ts";
import { type ReportedFile, readReport } from "../pipeline/undo/read-report.ts";
import { checkChanged } from "./check-changed.ts";
import { deliver } from "./deliver.ts";
import type { Delivery } from "./invocation.ts";
import type { Paints } from "./patch.ts";

/** One run of `gpuify undo`: what the arguments mean, every value checked. */
export interface UndoInvocation {
  readonly inputs: InputQuery;
  readonly delivery: Delivery;
  /** The report of the run to take back; null where only records count. */
  readonly report: string | null;
  readonly strict: boolean;
  readonly quiet: boolean;
}

/**
 * `gpuify undo`: takes back what the report of a run or the records of workloads prove to be gpuify's; returns the exit
 * code. Where nothing proves anything, it lists what looks like gpuify's and writes nothing.
 * @throws Failure when inputs or the report cannot be read or output cannot be written.
 */
export async function runUndo(invocation: UndoInvocation, ports: Ports, paints: Paints): Promise<ExitCode> {
  const report = invocation.report === null ? null : await reportIn(invocation.report, ports);
  const inputs = await ports.readInputs(invocation.inputs);
  const { outcome, proof, traces } =
    report === null
      ? await byRecords(invocation, inputs)
      : { outcome: await undoByReport(inputs.files, report), proof: "report" as const, traces: [] };
  await tell(invocation, ports, paints.stderr, outcome);
  if (outcome.refused) {
    if (!invocation.quiet) ports.writeStderr("nothing was written\n");
    return EXIT.input;
  }
  if (proof === "none" && traces.length > 0) {
    ports.writeStderr(formatTraces(traces));
    return EXIT.input;
  }
  const changed = await deliver(invocation.delivery, { inputs, outcome, also: [] }, ports, paints.stdout);
  if (!invocation.quiet) {
    const preview = invocation.delivery.kind === "preview";
    ports.writeStderr(formatUndone(outcome, { preview, by: report === null ? "record" : "report" }));
    if (traces.length > 0) ports.writeStderr(formatLeft(traces));
  }
  return changed === "checked-and-differs" ? EXIT.findings : EXIT.ok;
}

async function byRecords(
  { strict }: UndoInvocation,
  inputs: InputSet,
): Promise<ReturnType<typeof undoByRecord>> {
  const found = undoByRecord(inputs.files, { strict }, loadCatalog());
  return { ...found, outcome: await checkChanged(await clarifySyntax(found.outcome)) };
}

async function reportIn(file: string, ports: Ports): Promise<readonly ReportedFile[]> {
  const text = await ports.readText(file);
  if (text === null)
    throw new Failure(
      EXIT.usage,
      `the report "${file}" does not exist`,
      "name the file that `gpuify patch --report FILE` wrote",
    );
  const report = readReport(text);
  if ("problem" in report)
    throw new Failure(
      EXIT.usage,
      `"${file}" is not a report that undo can use: ${report.problem}`,
      "name the file that `gpuify patch --report FILE` wrote; without one, use `git diff` and `git checkout`",
    );
  return report;
}

async function tell(
  { quiet }: UndoInvocation,
  ports: Ports,
  paint: Paint,
  { diagnostics, files, refused }: PatchOutcome,
): Promise<void> {
  const shown = diagnostics.filter(
    ({ severity }) => severity === "error" || (!refused && (severity === "warning" || !quiet)),
  );
  if (shown.length === 0) return;
  const sources = new Map(files.map(({ name, source }) => [name, source]));
  const condensed = condense(shown);
  const text = formatDiagnostics(await explain(condensed.shown), (file) => sources.get(file) ?? null, paint);
  ports.writeStderr(text + formatCounted(condensed));
}
