import manifest from "../../package.json" with { type: "json" };
import { objectTitle } from "../k8s/object.ts";
import type { LastWord } from "../pipeline/last-word.ts";
import type { Change, FileOutcome, PatchOutcome, PlacedEdit } from "../pipeline/outcome.ts";
import { digestOf } from "../pipeline/undo/digest.ts";
import { type ReversibleEdit, withSurroundings } from "../pipeline/undo/surroundings.ts";
import { jsonText } from "./json-text.ts";

/** Version of the report's form; it grows only when a reader of the old form would go wrong. */
const FORM = 1;

/**
 * The report for editors and bots, as JSON: `schemas/report.schema.json` describes it. Offsets count UTF-16
 * code units of the original text, a byte order mark included; the edits of a file are sorted and do not
 * overlap, so applying them from the last to the first gives the patched text. With the old texts, their surroundings
 * and the digests `gpuify undo` takes the run back.
 */
export async function formatReport(outcome: PatchOutcome, word: LastWord | null = null): Promise<string> {
  const report = {
    version: FORM,
    gpuify: manifest.version,
    files: await Promise.all(outcome.files.map(fileEntry)),
    workloads: outcome.workloads,
    unhandled: outcome.unhandled,
    diagnostics:
      outcome.scopeProblem === null ? outcome.diagnostics : [...outcome.diagnostics, outcome.scopeProblem],
    findings: word === null ? [] : word.told.map(findingEntry),
    moreFindings: word?.more ?? 0,
    commands: outcome.commands,
    passedThrough: outcome.passedThrough,
  };
  return jsonText(report);
}

/** A finding of the linter about what the run leaves. */
function findingEntry({ finding, cause }: LastWord["told"][number]): object {
  const { rule, severity, message, advice, location, object, container } = finding;
  return {
    rule: rule.id,
    severity,
    cause,
    message,
    advice,
    object: object === null ? null : objectTitle(object),
    container,
    location,
  };
}

async function fileEntry(file: FileOutcome): Promise<object> {
  const { name, status, source, text } = file;
  const original = source?.text ?? "";
  const input = source === null ? null : await digestOf(original);
  const edits = withSurroundings(original, file.edits);
  return {
    name,
    status,
    input,
    output: status === "changed" ? await digestOf(text) : input,
    edits: edits.map(editEntry),
    changes: file.changes.map(changeEntry),
  };
}

function editEntry(edit: PlacedEdit & ReversibleEdit): object {
  return {
    start: edit.start,
    end: edit.end,
    text: edit.text,
    oldText: edit.oldText,
    before: edit.before,
    after: edit.after,
    object: edit.object,
    namespace: edit.namespace,
  };
}

/** Field by field, so that the form changes only on purpose. */
function changeEntry(change: Change): object {
  return {
    object: change.object,
    namespace: change.namespace,
    document: change.document,
    base: change.base,
    role: change.role,
    step: change.step,
    op: change.op,
    path: change.path,
    steps: change.steps,
    oldText: change.oldText,
    newValue: change.newValue,
    reason: change.reason,
    origin: change.origin,
    sources: change.sources,
    span: change.span,
    line: change.line,
    column: change.column,
  };
}
