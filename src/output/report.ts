import manifest from "../../package.json" with { type: "json" };
import type { Change, FileOutcome, PatchOutcome } from "../pipeline/outcome.ts";

/** Version of the report's form; it grows only when a reader of the old form would go wrong. */
const FORM = 1;

/**
 * The report for editors and bots, as JSON: `schemas/report.schema.json` describes it. Offsets count UTF-16
 * code units of the original text, a byte order mark included; the edits of a file are sorted and do not
 * overlap, so applying them from the last to the first gives the patched text.
 */
export function formatReport(outcome: PatchOutcome): string {
  const report = {
    version: FORM,
    gpuify: manifest.version,
    files: outcome.files.map(fileEntry),
    workloads: outcome.workloads,
    unhandled: outcome.unhandled,
    diagnostics:
      outcome.scopeProblem === null ? outcome.diagnostics : [...outcome.diagnostics, outcome.scopeProblem],
    commands: outcome.commands,
    passedThrough: outcome.passedThrough,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function fileEntry(file: FileOutcome): object {
  return {
    name: file.name,
    status: file.status,
    edits: file.edits.map(({ start, end, text }) => ({ start, end, text })),
    changes: file.changes.map(changeEntry),
  };
}

/** Field by field, so that the form changes only on purpose. */
function changeEntry(change: Change): object {
  return {
    object: change.object,
    namespace: change.namespace,
    document: change.document,
    base: change.base,
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
