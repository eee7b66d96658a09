import { applyEdits, type TextEdit } from "../../edit/text-edit.ts";
import { type Diagnostic, isRefusal } from "../../kernel/diagnostic.ts";
import { deleteCommand } from "../../patch/shared/delete-command.ts";
import { decodeSource, encodeText, type Source } from "../../yaml/source.ts";
import { sortDiagnostics } from "../diagnostics.ts";
import { isJson, readFiles } from "../input/load.ts";
import type { ManifestInput } from "../input/manifest-input.ts";
import { EVERYTHING, hasObject } from "../input/relevance.ts";
import type { FileOutcome, PatchOutcome } from "../outcome.ts";
import { type Digest, digestOf, sameDigest } from "./digest.ts";
import { haystackOf } from "./find-hunk.ts";
import { type Hunk, hunksOf } from "./hunks.ts";
import { plainName, reportedFileOf } from "./match-files.ts";
import type { ReportedFile } from "./read-report.ts";
import { takeBack } from "./take-back.ts";
import { territoriesOf } from "./territories.ts";
import {
  alreadyBack,
  damaged,
  leavesNoYaml,
  notGiven,
  notInReport,
  textChanged,
} from "./undo-diagnostics.ts";
import { whereChanged } from "./where-changed.ts";

/** What becomes of one input. */
interface FileReversal {
  readonly edits: readonly TextEdit[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One input with what the report says about it. */
interface Judged {
  readonly file: FileOutcome;
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the report knows nothing about it. */
  readonly reported: ReportedFile | null;
}

/**
 * Takes back what a run did, by its report: the edits of each file in reverse, where their text is still as the run wrote
 * it. What cannot be found so is an error that names its place; then nothing may be written.
 */
export async function undoByReport(
  inputs: readonly ManifestInput[],
  report: readonly ReportedFile[],
): Promise<PatchOutcome> {
  const judged = await Promise.all(inputs.map((input) => judge(input, report, inputs.length === 1)));
  const matched = new Set(judged.map(({ reported }) => reported));
  const left = report.filter((file) => file.edits.length > 0 && !matched.has(file));
  const isAbout = judged.some(({ reported }) => reported !== null);
  const missed = left.length === 0 ? [] : [notGiven(left.map(nameOf), isAbout ? "partial" : "refused")];
  const diagnostics = [...judged.flatMap((one) => one.diagnostics), ...missed];
  return {
    refused: diagnostics.some(isRefusal),
    files: judged.map(({ file }) => file),
    diagnostics: sortDiagnostics(
      diagnostics,
      inputs.map((input) => ({ input })),
    ),
    workloads: [],
    passedThrough: 0,
    commands: judged.flatMap(({ file, reported }) =>
      file.status === "changed" ? commandsFor(reported) : [],
    ),
    partFiles: 0,
    unhandled: [],
    scopeProblem: null,
    changed: [],
    review: null,
  };
}

async function judge(
  input: ManifestInput,
  report: readonly ReportedFile[],
  isOnly: boolean,
): Promise<Judged> {
  const source = decodeSource(input.name, input.bytes);
  if ("severity" in source)
    return { file: outcomeOf(input, null, null), diagnostics: [source], reported: null };
  const digest = await digestOf(source.text);
  const reported = reportedFileOf(input, digest, report, isOnly);
  const { edits, diagnostics } = verdictOn(input, source, digest, reported);
  const isRefused = diagnostics.some(isRefusal);
  return { file: outcomeOf(input, source, isRefused ? null : edits), diagnostics, reported };
}

function nameOf({ name }: ReportedFile): string {
  return plainName(name);
}

/** Objects that the run had put into the file stay in a live cluster, because apply does not prune. */
function commandsFor(reported: ReportedFile | null): PatchOutcome["commands"] {
  return (reported?.made ?? []).map(({ object, namespace }) => {
    const [kind = "", name = ""] = object.split("/", 2);
    return {
      command: deleteCommand({ kind, name, namespace }),
      reason: "the run that is undone added it",
    };
  });
}

function verdictOn(
  input: ManifestInput,
  source: Source,
  digest: Digest,
  reported: ReportedFile | null,
): FileReversal {
  if (reported === null) return input.named ? say(notInReport(source)) : say();
  const { edits, input: before, output: after } = reported;
  if (edits.length === 0) return say();
  if (before !== null && sameDigest(digest, before)) return say(alreadyBack(source));
  const hunks = hunksOf(reported);
  if (hunks === null) return say(damaged(source));
  if (after === null || !sameDigest(digest, after)) return changedSince(source, input, hunks);
  const reversed = hunks.flatMap(({ at, written, reversed: all }) =>
    source.text.startsWith(written, at)
      ? all.map((edit) => ({ ...edit, start: edit.start + at, end: edit.end + at }))
      : [],
  );
  // The digest of what was written is right, so edits that do not fit it are not those of the run.
  if (reversed.length !== edits.length || applyEdits(source.text, reversed).length !== before?.length)
    return say(damaged(source));
  return { edits: reversed, diagnostics: [] };
}

/** Nothing is edited. */
function say(...diagnostics: readonly Diagnostic[]): FileReversal {
  return { edits: [], diagnostics };
}

/** Somebody has edited the file since the run. */
function changedSince(source: Source, input: ManifestInput, hunks: readonly Hunk[]): FileReversal {
  const [now] = readFiles([input], EVERYTHING);
  const territories = territoriesOf(now?.documents ?? []);
  const haystack = haystackOf(source.text, territories);
  const { edits, already, lost } = takeBack(haystack, hunks);
  if (lost.length > 0)
    return say(
      ...lost.map(({ hunk, near }) => {
        const { offset, words } = whereChanged(source.text, territories, hunk, near);
        return textChanged(source, hunk, offset, words);
      }),
    );
  if (edits.length === 0) return say(alreadyBack(source));
  const bytes = encodeText(applyEdits(source.text, edits));
  const [then] = readFiles([{ ...input, bytes }], EVERYTHING);
  const [problem] = then?.problems ?? [];
  if (problem !== undefined && (then?.problems.length ?? 0) > (now?.problems.length ?? 0))
    return say(leavesNoYaml(source, problem.message));
  return { edits, diagnostics: already > 0 ? [alreadyBack(source)] : [] };
}

/** The file with its edits; null for one that is refused. */
function outcomeOf(
  { name, named }: ManifestInput,
  source: Source | null,
  edits: readonly TextEdit[] | null,
): FileOutcome {
  const original = source?.text ?? "";
  const text = applyEdits(original, edits ?? []);
  return {
    name,
    named,
    status: edits === null ? "refused" : text === original ? "unchanged" : "changed",
    source,
    text,
    edits: (edits ?? []).map((edit) => ({ ...edit, object: null, namespace: null })),
    changes: [],
    hasObjects: hasObject(text),
    json: isJson(text),
    generated: [],
  };
}
