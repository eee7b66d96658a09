import type { Catalog } from "../../src/gpu/types.ts";
import type { KubeObject } from "../../src/k8s/object.ts";
import { loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import { nearestVersion } from "../../src/k8s/schema/versions.ts";
import type { Diagnostic } from "../../src/kernel/diagnostic.ts";
import { checkOutput } from "../../src/pipeline/check-output.ts";
import type {
  Change,
  FileOutcome,
  PatchFlags,
  PatchOutcome,
  PatchRequest,
} from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { decode } from "./files.ts";
import { readStream, type Stream } from "./objects.ts";
import { judge, judgeShells } from "./oracle.ts";
import { overlooked } from "./overlooked.ts";

const NEWEST = nearestVersion(null);

/** What is patched must not be rejected where the input was not: that throws, as a crash does. */
const SCHEMAS = new Map([[NEWEST, await loadApiSchema(NEWEST)]]);

export const PROFILES = ["continuous", "bursty", "training"] as const;
export type ProfileName = (typeof PROFILES)[number];

/** A file of the corpus, read once for all profiles. */
export interface Subject {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Null when the bytes are not UTF-8. */
  readonly text: string | null;
  /** What the independent reader says; null when it cannot read the file. Read on first use. */
  readonly stream: () => Stream | null;
}

/** What became of one file under one profile. `problems` are broken promises: there must be none. */
export interface FileResult {
  readonly file: string;
  readonly profile: ProfileName | "nothing";
  readonly status: FileOutcome["status"] | "crash";
  /** A refusal of the engine: it could not read or edit safely. */
  readonly engine: readonly string[];
  /** Codes of decisions that were refused. */
  readonly decisions: readonly string[];
  readonly warnings: readonly string[];
  readonly workloads: PatchOutcome["workloads"];
  readonly problems: readonly string[];
  /** The patched text and what was done to it, for the other readers; null where nothing changed. */
  readonly output: { readonly text: string; readonly changes: readonly Change[] } | null;
  /** Whether the oracle could judge: false when the independent reader reads the input or output not at all. */
  readonly judged: boolean;
}

/** Reads a file's text once and lazily what the oracle makes of it. */
export function makeSubject(file: string, bytes: Uint8Array): Subject {
  const text = decode(bytes);
  let stream: Stream | null | undefined;
  return {
    file,
    bytes,
    text,
    stream: () => {
      if (stream === undefined) stream = text === null ? null : tryRead(text);
      return stream;
    },
  };
}

/** Runs gpuify with nothing selected: every byte must stay. */
export function checkUntouched(subject: Subject, catalog: Catalog): FileResult {
  const request: PatchRequest = {
    profile: "continuous",
    scope: { all: false, select: [{ kind: "*", name: "gpuify-no-such-name" }], labels: [], namespace: null },
    strict: false,
    flags: {},
  };
  const outcome = runOne(subject.file, subject.bytes, request, catalog);
  if (typeof outcome === "string") return crashed(subject, "nothing", outcome);
  const result = summarize(subject, "nothing", outcome);
  const problems = [...result.problems];
  if (subject.text !== null && outcome.files[0]?.text !== subject.text)
    problems.push("bytes changed, nothing selected");
  return { ...result, problems };
}

/** Runs one profile over every workload of a file and holds the result against the promises. */
export function checkProfile(subject: Subject, request: ProfileRequest, catalog: Catalog): FileResult {
  const { profile } = request;
  const outcome = runOne(subject.file, subject.bytes, request, catalog);
  if (typeof outcome === "string") return crashed(subject, profile, outcome);
  const result = summarize(subject, profile, outcome);
  const file = outcome.files[0];
  if (file === undefined) return { ...result, problems: ["no outcome for the file"] };
  const isRead = file.status !== "skipped" && result.engine.length === 0;
  const isWhole = request.scope.all;
  const missed = isRead && isWhole ? overlooked(subject.stream()?.objects ?? [], outcome) : [];
  if (missed.length > 0) return { ...result, problems: [...result.problems, ...missed] };
  if (file.status !== "changed") {
    const kept = subject.text === null || file.text === subject.text;
    return kept
      ? result
      : { ...result, problems: [...result.problems, `${file.status}, but the text differs`] };
  }
  const again = secondRun(subject.file, file.text, request, catalog);
  const judged = consult(subject, file);
  return {
    ...result,
    problems: [...result.problems, ...textProblems(subject, file), ...again, ...(judged ?? [])],
    output: { text: file.text, changes: file.changes },
    judged: judged !== null,
  };
}

/** A request for one of the built-in profiles. */
export type ProfileRequest = PatchRequest & { readonly profile: ProfileName };

/** The request of `-p PROFILE --all`. */
export function allWorkloads(profile: ProfileName, flags: PatchFlags = {}): ProfileRequest {
  const scope = { all: true, select: [], labels: [], namespace: null };
  return { profile, scope, strict: false, flags };
}

/** The request of `-p PROFILE --select KIND/NAME`. */
export function oneWorkload(
  profile: ProfileName,
  { kind, name }: Pick<KubeObject, "kind" | "name">,
  flags: PatchFlags = {},
): ProfileRequest {
  const select = [{ kind, name: name === "" ? null : name }];
  return { profile, scope: { all: false, select, labels: [], namespace: null }, strict: false, flags };
}

/** Runs the pipeline over one file; a crash is told in words. */
export function runOne(
  file: string,
  bytes: Uint8Array,
  request: PatchRequest,
  catalog: Catalog,
): PatchOutcome | string {
  try {
    const outcome = patchManifests([{ name: file, bytes, named: true }], request, catalog);
    checkOutput(outcome.changed, SCHEMAS);
    return outcome;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function crashed(subject: Subject, profile: FileResult["profile"], message: string): FileResult {
  return {
    file: subject.file,
    profile,
    status: "crash",
    engine: [],
    decisions: [],
    warnings: [],
    workloads: [],
    problems: [message],
    output: null,
    judged: true,
  };
}

function summarize(subject: Subject, profile: FileResult["profile"], outcome: PatchOutcome): FileResult {
  const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
  const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
  const status = outcome.files[0]?.status ?? "crash";
  const problems = errors
    .filter((error) => !isLocated(error, subject.file))
    .map(({ code }) => `${code} has no place`);
  if (status === "refused" && errors.length === 0) problems.push("refused without a reason");
  if (outcome.scopeProblem !== null && profile !== "nothing") problems.push(outcome.scopeProblem.message);
  return {
    file: subject.file,
    profile,
    status,
    engine: codes(errors.filter(({ category }) => category === "read" || category === "edit")),
    decisions: codes(errors.filter(({ category }) => category === "decision" || category === "advice")),
    warnings: codes(outcome.diagnostics.filter(({ severity }) => severity === "warning")),
    workloads: outcome.workloads,
    problems,
    output: null,
    judged: true,
  };
}

function isLocated({ location }: Diagnostic, file: string): boolean {
  return location !== undefined && location.file === file && location.line >= 1 && location.column >= 1;
}

function secondRun(file: string, text: string, request: PatchRequest, catalog: Catalog): readonly string[] {
  const outcome = runOne(file, new TextEncoder().encode(text), request, catalog);
  if (typeof outcome === "string") return [`second run: ${outcome}`];
  const [second] = outcome.files;
  if (second === undefined || second.status === "refused") {
    const codes = outcome.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
    return [`second run refuses: ${codes.join(", ")}`];
  }
  if (second.text === text) return [];
  return [`second run changes ${second.changes.map((change) => `${change.op} ${change.path}`).join(", ")}`];
}

/** The output is the input with the reported edits, and nothing else. */
function textProblems(subject: Subject, file: FileOutcome): readonly string[] {
  const text = subject.text ?? "";
  let at = 0;
  let result = "";
  for (const edit of file.edits) {
    if (edit.start < at || edit.end < edit.start) return ["the edits overlap or are out of order"];
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at) === file.text ? [] : ["the text is not the input with the edits applied"];
}

function consult(subject: Subject, file: FileOutcome): readonly string[] | null {
  const before = subject.stream();
  if (before === null) return null;
  const after = tryRead(file.text);
  if (after === null) return ["the independent reader reads the input but not the output"];
  return [...judge(before.objects, after.objects, file.changes), ...judgeShells(before, after, file.changes)];
}

function tryRead(text: string): Stream | null {
  try {
    return readStream(text);
  } catch {
    return null;
  }
}
