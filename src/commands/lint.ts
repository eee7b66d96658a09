import { loadWholeCatalog } from "../gpu/whole-catalog.ts";
import type { InputSet, Ports } from "../io/ports.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { nearest } from "../kernel/suggest.ts";
import { RULES } from "../lint/registry.ts";
import { formatDiagnostics } from "../output/diagnostics.ts";
import { formatLintSummary } from "../output/lint/summary.ts";
import type { Paint } from "../output/paint.ts";
import { clarifyFindings } from "../pipeline/clarify.ts";
import { lintManifests, objectsToLint } from "../pipeline/lint.ts";
import type { LintOutcome, LintSettings, LintTools } from "../pipeline/lint-types.ts";
import type { Source } from "../yaml/source.ts";
import { newFile } from "./deliver.ts";
import { findPolicies, refuseConfig } from "./find-policies.ts";
import { baselineOf, compareBaseline, newBaseline, readBaseline } from "./lint/baseline.ts";
import { fixInputs } from "./lint/fix.ts";
import type { LintInvocation } from "./lint/invocation.ts";
import { kustomizeRoleOf } from "./lint/kustomize.ts";
import { fileReports, stdoutReport } from "./lint/reports.ts";
import { customChecks, loadSchemas } from "./lint/schemas.ts";
import { settingsFor, unknownRules, versionNotes } from "./lint/settings.ts";
import type { Paints } from "./patch.ts";
import type { Policies } from "./policies.ts";

/** From how many files on a run takes long enough to say so. */
const LONG_RUN = 1000;

/** What a run stands on besides the flags. */
interface Prepared {
  /** Without the files that a config leaves out. */
  readonly inputs: InputSet;
  readonly tools: LintTools;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * `gpuify lint`: reads, looks, tells, and with `--fix` mends; returns the exit code.
 * @throws Failure when inputs cannot be read, a name does not exist, or output cannot be written.
 */
export async function runLint(invocation: LintInvocation, ports: Ports, paints: Paints): Promise<ExitCode> {
  const all = await ports.readInputs(invocation.inputs);
  const policies = await findPolicies(invocation.config, all, ports);
  if (policies?.diagnostics.some(({ severity }) => severity === "error") === true)
    return refuseConfig(policies, ports, paints.stderr);
  const prepared = await prepare(invocation, all, policies, ports);
  const baseline = await readBaseline(invocation.baseline, ports);
  const { length } = prepared.inputs.files;
  const isLong = length > LONG_RUN && !invocation.quiet;
  if (isLong) await ports.showProgress(`linting ${length} files …`);
  const fixed = invocation.fix === null ? null : fixInputs(prepared.inputs, prepared.tools, invocation.fix);
  const found = await clarifyFindings(
    fixed?.remaining ?? lintManifests(prepared.inputs.files, prepared.tools),
  );
  if (isLong) await ports.showProgress("");
  assertManifests(prepared.inputs, found);
  await assertOutputs(invocation, manifestsIn(prepared.inputs, found), prepared, ports);
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
  tell(
    [...prepared.diagnostics, ...unread, ...nothingToLint(found)],
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
  if (unread.some(({ severity }) => severity === "error")) return EXIT.input;
  return fails(outcome, invocation) ? EXIT.findings : EXIT.ok;
}

async function prepare(
  invocation: LintInvocation,
  all: InputSet,
  policies: Policies | null,
  ports: Ports,
): Promise<Prepared> {
  const ids = RULES.map(({ id }) => id);
  assertRules(invocation.only, ids);
  const files = all.files.filter(({ name, named }) => named || policies?.excluded.has(name) !== true);
  const whole = await loadWholeCatalog(policies?.own);
  assertPlatform(invocation.platform, whole);
  const settingsOf = settingsFor(invocation, (file) => policies?.byInput.get(file) ?? null);
  const minors = new Set(files.map(({ name }) => settingsOf(name).minor));
  const tools = {
    whole,
    rules: invocation.only.length === 0 ? RULES : RULES.filter(({ id }) => invocation.only.includes(id)),
    ids,
    settingsOf,
    schemas: await loadSchemas(minors),
    nameOf: namesOf(files, ports),
    roleOf: await kustomizeRoleOf(files, ports),
  };
  const needsObjects = invocation.schemaLocations.length > 0;
  const custom = await customChecks(
    invocation.schemaLocations,
    needsObjects ? objectsToLint(files) : [],
    minorOf(files[0]?.name, settingsOf),
    ports,
  );
  return {
    inputs: { ...all, files },
    tools: { ...tools, checkCustom: custom.check },
    diagnostics: [
      ...(policies?.diagnostics ?? []),
      ...unknownRules(policies?.chains ?? [], ids),
      ...custom.notes,
      ...(invocation.minor === null
        ? versionNotes([...(policies?.byInput.values() ?? [])].map(({ policy }) => policy))
        : []),
    ],
    sources: policies?.sources ?? new Map(),
  };
}

/** Standard input without a name is in no repository. */
function namesOf(files: InputSet["files"], ports: Pick<Ports, "repositoryNames">): LintTools["nameOf"] {
  const inRepository = ports.repositoryNames();
  const paths = new Map(files.map(({ name, path }) => [name, path ?? (name === "-" ? null : name)]));
  return (file) => {
    const path = paths.get(file) ?? null;
    return path === null ? file : inRepository(path);
  };
}

function minorOf(file: string | undefined, settingsOf: (file: string) => LintSettings): number {
  return settingsOf(file ?? "").minor;
}

function assertRules(only: readonly string[], ids: readonly string[]): void {
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const guess = nearest(unknown, ids);
  throw new Failure(
    EXIT.usage,
    `there is no rule "${unknown}"`,
    guess === undefined ? "`gpuify show rules` lists them" : `did you mean "${guess}"?`,
  );
}

function assertPlatform(platform: string | null, { catalog }: LintTools["whole"]): void {
  if (platform === null) return;
  const found = catalog.platform(platform);
  if (!found.ok) throw new Failure(EXIT.usage, found.problem.message, found.problem.advice);
}

/** A folder without any object is a mistake in the path; a walk that found nothing must not look like success. */
function assertManifests({ folders }: InputSet, { files }: LintOutcome): void {
  const [folder] = folders;
  if (folder === undefined || files.some(({ status }) => status !== "nothing")) return;
  throw new Failure(
    EXIT.input,
    `"${folder}" holds no Kubernetes manifest: ${files.length === 1 ? "one file was" : `${files.length} files were`} read`,
    "name the folder that has them",
  );
}

/** As `patch` tells it: what the manifests come from may have failed. */
function nothingToLint({ files }: LintOutcome): readonly Diagnostic[] {
  if (files.some(({ status }) => status !== "nothing")) return [];
  return [
    {
      code: "nothing-to-lint",
      severity: "warning",
      category: "advice",
      message: "the input has no Kubernetes object",
    },
  ];
}

/** A report or a baseline of an earlier run may lie in the folder: only manifests must not be written over. */
function manifestsIn(inputs: InputSet, { files }: LintOutcome): InputSet {
  const manifests = new Set(files.filter(({ objects }) => objects.length > 0).map(({ name }) => name));
  return { ...inputs, files: inputs.files.filter(({ name, named }) => named || manifests.has(name)) };
}

/** Templates have to be rendered first: an error where they were named, else counted. */
function unreadInputs(
  { diagnostics, files }: LintOutcome,
  { strict }: LintInvocation,
): readonly Diagnostic[] {
  const named = new Set(files.filter((file) => file.named).map(({ name }) => name));
  return diagnostics.filter(({ location }) => strict || named.has(location?.file ?? ""));
}

function fails({ findings }: LintOutcome, { failOn, maxWarnings }: LintInvocation): boolean {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  if (maxWarnings !== null && warnings > maxWarnings) return true;
  const failing = {
    none: [],
    error: ["error"],
    warning: ["error", "warning"],
    info: ["error", "warning", "info"],
  };
  const severities: readonly string[] = failing[failOn];
  return findings.some(({ severity }) => severities.includes(severity));
}

/** A report must not take the place of a manifest, a config or the baseline it was made with. */
async function assertOutputs(
  { targets, baseline }: LintInvocation,
  manifests: InputSet,
  { sources }: Pick<Prepared, "sources">,
  ports: Pick<Ports, "assertNoInput">,
): Promise<void> {
  const reports = targets.flatMap(({ file }) => file ?? []);
  const files = baseline === null ? reports : [...reports, baseline.file];
  const read = [...manifests.files.flatMap(({ path }) => path ?? []), ...sources.keys()];
  if (files.length > 0) await ports.assertNoInput(files, read, "name another file");
  if (baseline?.use === "compare" && reports.length > 0)
    await ports.assertNoInput(
      reports,
      [baseline.file],
      "name another file; --update-baseline writes the baseline",
    );
}

function tell(
  diagnostics: readonly Diagnostic[],
  { sources: configs }: Prepared,
  { files }: LintOutcome,
  ports: Ports,
  paint: Paint,
  { quiet }: LintInvocation,
): void {
  const shown = diagnostics.filter(({ severity }) => !quiet || severity === "error");
  if (shown.length === 0) return;
  const sources = new Map([...configs, ...files.map((file) => [file.name, file.source] as const)]);
  ports.writeStderr(formatDiagnostics(shown, (file) => sources.get(file) ?? null, paint));
}
