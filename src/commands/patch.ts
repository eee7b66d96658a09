import { loadCatalog } from "../gpu/catalog.ts";
import type { InputSet, Ports } from "../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { formatDiagnostics } from "../output/diagnostics.ts";
import type { Paint } from "../output/paint.ts";
import { formatSummary } from "../output/summary.ts";
import { clarifySyntax } from "../pipeline/clarify.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { patchManifests } from "../pipeline/patch.ts";
import { deliver } from "./deliver.ts";
import type { PatchInvocation } from "./invocation.ts";

/** From how many files on a run takes long enough to say so. */
const LONG_RUN = 500;

/** The colours of the two output streams. */
export interface Paints {
  readonly stdout: Paint;
  readonly stderr: Paint;
}

/**
 * `gpuify patch`: reads, patches, tells and writes; returns the exit code. When there is an error nothing is
 * written but messages and the report.
 * @throws Failure when inputs cannot be read or output cannot be written.
 */
export async function runPatch(invocation: PatchInvocation, ports: Ports, paints: Paints): Promise<ExitCode> {
  const { request, failOn } = invocation;
  const inputs = await ports.readInputs(invocation.inputs);
  const { gpu, platform } = request.flags;
  const catalog = await loadCatalog({
    models: gpu !== undefined || (platform !== undefined && platform !== "generic"),
  });
  const isLong = inputs.files.length > LONG_RUN && !invocation.quiet;
  if (isLong) await ports.showProgress(`patching ${inputs.files.length} files …`);
  const outcome = await clarifySyntax(patchManifests(inputs.files, request, catalog));
  if (isLong) await ports.showProgress("");
  assertManifests(inputs, outcome);
  tell(invocation, ports, paints.stderr, outcome);
  const refusal = refusalOf(outcome);
  await writeReport(invocation, ports, outcome);
  if (refusal !== EXIT.ok) return refusal;
  const changed = await deliver(invocation.delivery, ports, paints.stdout, inputs, outcome);
  if (invocation.explain) await explain(ports, paints.stderr, outcome);
  if (!invocation.quiet) {
    const preview = invocation.delivery.kind === "preview";
    ports.writeStderr(formatSummary(outcome, { preview, unreadable: inputs.unreadable.length }));
  }
  const warned = outcome.diagnostics.some((diagnostic) => diagnostic.severity === "warning");
  return changed === "checked-and-differs" || (failOn === "warning" && warned) ? EXIT.findings : EXIT.ok;
}

/** A folder without any object is a mistake in the path; a walk that found nothing must not look like success. */
function assertManifests(inputs: InputSet, outcome: PatchOutcome): void {
  const [folder] = inputs.folders;
  const hasNothing = outcome.files.every((file) => !file.hasObjects && file.status !== "refused");
  if (folder === undefined || !hasNothing) return;
  const { length } = inputs.files;
  const skipped = outcome.files.filter((file) => file.status === "skipped").length;
  throw new Failure(
    EXIT.input,
    `"${folder}" holds no Kubernetes manifest: ${length === 1 ? "one file was" : `${length} files were`} read${skipped > 0 ? `, ${skipped} of them could not be understood (templates?)` : ""}`,
    skipped > 0 ? "render templates first, or run with --strict to see why" : "name the folder that has them",
  );
}

function tell(invocation: PatchInvocation, ports: Ports, paint: Paint, outcome: PatchOutcome): void {
  const all =
    outcome.scopeProblem === null ? outcome.diagnostics : [...outcome.diagnostics, outcome.scopeProblem];
  const shown = invocation.quiet ? all.filter((diagnostic) => diagnostic.severity !== "info") : all;
  if (shown.length === 0) return;
  const sources = new Map(outcome.files.map((file) => [file.name, file.source]));
  ports.writeStderr(formatDiagnostics(shown, (file) => sources.get(file) ?? null, paint));
}

function refusalOf(outcome: PatchOutcome): ExitCode {
  if (outcome.diagnostics.some((diagnostic) => diagnostic.severity === "error")) return EXIT.input;
  return outcome.scopeProblem === null ? EXIT.ok : EXIT.usage;
}

async function writeReport(invocation: PatchInvocation, ports: Ports, outcome: PatchOutcome): Promise<void> {
  if (invocation.report === null) return;
  const { formatReport } = await import("../output/report.ts");
  const bytes = new TextEncoder().encode(formatReport(outcome));
  await ports.writeFiles([{ path: invocation.report, bytes, expected: null, folders: "must-exist" }]);
}

async function explain(ports: Ports, paint: Paint, outcome: PatchOutcome): Promise<void> {
  const { formatExplanation } = await import("../output/explain.ts");
  ports.writeStderr(formatExplanation(outcome, paint));
}
