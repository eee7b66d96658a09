import { loadCatalog } from "../gpu/catalog/catalog.ts";
import type { FileWrite, InputSet, Ports } from "../io/ports.ts";
import { type Advice, isRefusal } from "../kernel/diagnostic.ts";
import { EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { shellWord } from "../kernel/shell-word.ts";
import { condense, formatCounted } from "../output/condense.ts";
import { formatDiagnostics } from "../output/diagnostics.ts";
import type { Paint } from "../output/paint.ts";
import { formatRefusal, formatRefusedFiles, formatSummary } from "../output/summary.ts";
import { clarifySyntax } from "../pipeline/clarify.ts";
import { explain } from "../pipeline/explain.ts";
import type { LastWord } from "../pipeline/last-word.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { neededParts, type ResolvedRun, resolveRun } from "../pipeline/resolve-run.ts";
import type { Source } from "../yaml/source.ts";
import { checkChanged } from "./check-changed.ts";
import { deliver, type Goods, newFile } from "./deliver.ts";
import { withEmptyStream } from "./empty-input.ts";
import { refuseConfig } from "./find-policies.ts";
import type { PatchInvocation } from "./invocation.ts";
import { kustomizeFacts } from "./kustomize/facts.ts";
import { decideJudged } from "./patch-judged.ts";
import { assertProfile, type PreparedPatch, prepare } from "./prepare.ts";
import { isStream } from "./stream-input.ts";

/** From how many files on a run takes long enough to say so. */
const LONG_RUN = 500;

/** The colours of the two output streams. */
export interface Paints {
  readonly stdout: Paint;
  readonly stderr: Paint;
}

/** What a run came to. */
export interface PatchRun {
  readonly code: ExitCode;
  /** Null where nothing was delivered. */
  readonly outcome: PatchOutcome | null;
}

/** `gpuify patch`: the exit code of a run. */
export async function runPatch(invocation: PatchInvocation, ports: Ports, paints: Paints): Promise<ExitCode> {
  return (await patchOnce(invocation, ports, paints)).code;
}

/**
 * One run: reads, patches, tells and writes. When there is an error nothing is
 * written but messages and the report; a run that keeps going leaves out the files that have one.
 * @throws Failure when inputs cannot be read or output cannot be written.
 */
export async function patchOnce(
  invocation: PatchInvocation,
  ports: Ports,
  paints: Paints,
): Promise<PatchRun> {
  const { request, failOn } = invocation;
  const all = await ports.readInputs(invocation.inputs);
  const prepared = await prepare(invocation, all, ports);
  const { inputs, namedOut } = prepared;
  if (prepared.diagnostics.some(isRefusal))
    return { code: await refuseConfig(prepared, ports, paints.stderr), outcome: null };
  const named = filesNamed(invocation);
  if (named.length > 0)
    await ports.assertNoInput(
      named,
      inputs.files.flatMap(({ path }) => path ?? []),
      "name another file, or use --write",
    );
  const isLong = inputs.files.length > LONG_RUN && !invocation.quiet;
  if (isLong) await ports.showProgress(`patching ${inputs.files.length} files …`);
  const kustomize = await kustomizeFacts(inputs.files, ports);
  const run = resolveRun(inputs.files, request, {
    policyOf: prepared.policyOf,
    kustomize,
  });
  assertProfile(prepared, run);
  const patched = await checkChanged(await clarifySyntax(await decide(run, prepared)));
  const judged = withEmptyStream(patched, inputs, request.scope.whenUnmatched ?? "warn");
  const decided = await explained(withoutInput(judged, prepared));
  if (isLong) await ports.showProgress("");
  assertManifests(prepared, decided);
  const refusal = refusalOf(decided);
  if (refusal !== EXIT.ok) {
    await tell(invocation, ports, paints.stderr, prepared, decided);
    const report = await reportOf(invocation, decided, null);
    if (report.length > 0) await ports.writeFiles(report);
    if (!invocation.quiet) ports.writeStderr(formatRefusal(decided));
    return { code: refusal, outcome: null };
  }
  const { outcome, word, told } = await inTheEnd(decided, prepared, ports);
  const also = await reportOf(invocation, outcome, word);
  const goods = await withNamedOut({ inputs, outcome, also }, all, namedOut);
  const changed = await deliver(invocation.delivery, goods, ports, paints.stdout);
  await tell(invocation, ports, paints.stderr, prepared, outcome, told);
  if (invocation.explain) await tellChanges(ports, paints.stderr, outcome);
  const preview = invocation.delivery.kind === "preview";
  if (!invocation.quiet) {
    const left = word === null || word.more === 0 ? null : { more: word.more, lint: lintCommand(inputs) };
    ports.writeStderr(formatSummary(outcome, { preview, unreadable: inputs.unreadable.length, left }));
  }
  ports.writeStderr(formatRefusedFiles(outcome, { preview }));
  if (outcome.files.some(({ status }) => status === "refused")) return { code: EXIT.input, outcome };
  const isBad = fails(outcome, word, failOn);
  return { code: changed === "checked-and-differs" || isBad ? EXIT.findings : EXIT.ok, outcome };
}

/** What a run does not need is not loaded: starting is most of what a small manifest costs. */
async function decide(
  run: ResolvedRun,
  { own, deviceClasses, resources, inputs }: PreparedPatch,
): Promise<PatchOutcome> {
  const needs = neededParts(run);
  const catalog = loadCatalog({ own, deviceClasses, resources });
  const recognizer = needs.recognizer ? await import("../pipeline/recognize.ts") : null;
  const chooser = needs.chooser ? await import("../pipeline/gpu-auto/choose-gpu.ts") : null;
  return await decideJudged(run, inputs, catalog, {
    ...(recognizer !== null && { recognize: recognizer.recognizeSettings }),
    ...(chooser !== null && { chooseGpu: chooser.chooseGpu }),
  });
}

/** A folder without any object is a mistake in the path; a walk that found nothing must not look like success. */
function assertManifests({ inputs, leftOut }: PreparedPatch, outcome: PatchOutcome): void {
  const [folder] = inputs.folders;
  const hasNothing = outcome.files.every((file) => !file.hasObjects && file.status !== "refused");
  if (folder === undefined || !hasNothing) return;
  const { length } = inputs.files;
  const skipped = outcome.files.filter((file) => file.status === "skipped").length;
  throw new Failure(
    EXIT.input,
    `"${folder}" holds no Kubernetes manifest: ${length === 1 ? "one file was" : `${length} files were`} read${skipped > 0 ? `, ${skipped} of them could not be understood (templates?)` : ""}${leftOut > 0 ? `; \`exclude\` of the config leaves out ${leftOut === 1 ? "one more" : `${leftOut} more`}` : ""}`,
    leftOut > 0 && skipped === 0
      ? "see which globs `exclude` has, or name a file: what is named is always read"
      : skipped > 0
        ? "render templates first, or run with --strict to see why"
        : "name the folder that has them",
  );
}

/**
 * Where something was refused nothing is done, so what else could be said of the doing would only hide why. Where
 * nobody said a profile nothing was decided: a warning then is about a mistyped annotation, the likely cause.
 */
async function tell(
  invocation: PatchInvocation,
  ports: Ports,
  paint: Paint,
  { diagnostics, sources: configs }: PreparedPatch,
  outcome: PatchOutcome,
  told: readonly Advice[] = [],
): Promise<void> {
  const problem = outcome.scopeProblem === null ? [] : [outcome.scopeProblem];
  const all = [...diagnostics, ...outcome.diagnostics, ...problem, ...told];
  const refusal = refusalOf(outcome);
  const shown = all.filter(
    ({ severity }) =>
      severity === "error" ||
      (severity === "warning" && refusal !== EXIT.input) ||
      (refusal === EXIT.ok && !invocation.quiet),
  );
  if (shown.length === 0) return;
  const sources = new Map<string, Source | null>([
    ...configs,
    ...outcome.files.map((file) => [file.name, file.source] as const),
  ]);
  const condensed = condense(shown);
  const text = formatDiagnostics(await explain(condensed.shown), (file) => sources.get(file) ?? null, paint);
  ports.writeStderr(text + formatCounted(condensed));
}

/** A hook names whatever was changed: where all of it is excluded, that nothing is left is no mistake. */
function withoutInput(outcome: PatchOutcome, { inputs, namedOut }: PreparedPatch): PatchOutcome {
  if (namedOut.length === 0 || inputs.files.length > 0 || inputs.folders.length > 0) return outcome;
  return { ...outcome, diagnostics: [], scopeProblem: null };
}

/** With what goes through as it is, because a config excludes it. */
async function withNamedOut(
  goods: Goods,
  all: InputSet,
  namedOut: PreparedPatch["namedOut"],
): Promise<Goods> {
  if (namedOut.length === 0) return goods;
  const { withExcludedStdin } = await import("./named-excluded.ts");
  const { outcome, inputs } = withExcludedStdin(goods.outcome, goods.inputs.files, all.files, namedOut);
  return { ...goods, outcome, inputs: { ...goods.inputs, files: inputs } };
}

/** The linter's rules are loaded where there is something that they could be about. */
async function inTheEnd(outcome: PatchOutcome, prepared: PreparedPatch, ports: Ports) {
  const { review, diagnostics } = outcome;
  if (review === null || (review.subjects.length === 0 && diagnostics.length === 0))
    return { outcome, word: null, told: [] };
  const { sayLastWord } = await import("./last-word.ts");
  return await sayLastWord(outcome, review, prepared, ports);
}

/**
 * What the run told of its own work, or brought about, is bad enough. What the input already had, and nobody touched, does
 * not count: `gpuify lint` is for that.
 */
function fails(
  { diagnostics }: PatchOutcome,
  word: LastWord | null,
  failOn: PatchInvocation["failOn"],
): boolean {
  const caused = (word?.told ?? []).filter(({ cause }) => cause === "run");
  const severities = [...diagnostics, ...caused.map(({ finding }) => finding)].map(
    ({ severity }) => severity,
  );
  return severities.includes("error") || (failOn === "warning" && severities.includes("warning"));
}

/** The command that tells the rest. */
function lintCommand({ files, folders }: InputSet): string {
  const named = [...folders, ...files.flatMap((file) => (file.named ? [file.name] : []))];
  if (files.some(isStream)) return "gpuify lint -";
  return `gpuify lint ${named.length === 0 || named.length > FEW ? "." : named.map(shellWord).join(" ")}`;
}

/** How many paths a command for people to copy names. */
const FEW = 3;

/** With the reasons and the advice of what is declared, for messages and for the report. */
async function explained(outcome: PatchOutcome): Promise<PatchOutcome> {
  const { diagnostics, scopeProblem } = outcome;
  const [problem = null] = scopeProblem === null ? [] : await explain([scopeProblem]);
  return { ...outcome, diagnostics: await explain(diagnostics), scopeProblem: problem };
}

function refusalOf(outcome: PatchOutcome): ExitCode {
  if (outcome.refused) return EXIT.input;
  return outcome.scopeProblem === null ? EXIT.ok : EXIT.usage;
}

/** The files that the user named for output of their own kind. */
function filesNamed({ delivery, report }: PatchInvocation): readonly string[] {
  const targets = delivery.kind === "formats" ? delivery.targets : [];
  return [report, ...targets.map((target) => target.file)].filter((file) => file !== null);
}

async function reportOf(
  { report }: PatchInvocation,
  outcome: PatchOutcome,
  word: LastWord | null,
): Promise<readonly FileWrite[]> {
  if (report === null) return [];
  const { formatReport } = await import("../output/report.ts");
  return [newFile(report, await formatReport(outcome, word))];
}

async function tellChanges(ports: Ports, paint: Paint, outcome: PatchOutcome): Promise<void> {
  const { formatExplanation } = await import("../output/explain.ts");
  ports.writeStderr(formatExplanation(outcome, paint));
}
