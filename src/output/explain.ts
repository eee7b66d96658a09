import type { Json } from "../edit/operation.ts";
import { shortened } from "../kernel/words.ts";
import type { Change, PatchOutcome } from "../pipeline/outcome.ts";
import { originText } from "../profile/origin.ts";
import type { Paint } from "./paint.ts";
import { visible, visibleLine } from "./visible.ts";

/** Longest value that is shown on one line, in letters. */
const VALUE_WIDTH = 100;

/** Every change with its field, old and new value, reason, origin and sources, grouped by object. */
export function formatExplanation(outcome: PatchOutcome, paint: Paint): string {
  const lines: string[] = [];
  const notes = new Map(outcome.workloads.map((workload) => [titleOf(workload), workload.notes]));
  let title = "";
  for (const file of outcome.files) {
    for (const change of file.changes) {
      const next = titleOf(change);
      if (next !== title) {
        lines.push(paint.strong(visibleLine(next)));
        for (const note of notes.get(next) ?? [])
          lines.push(`  ${paint.faint("note:")} ${visibleLine(note)}`);
      }
      title = next;
      lines.push(...explainChange(change, paint));
    }
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function titleOf({ file, object, namespace }: Pick<Change, "file" | "object" | "namespace">): string {
  return `${file}: ${object}${namespace === null ? "" : ` in ${namespace}`}`;
}

function explainChange(change: Change, paint: Paint): readonly string[] {
  const from = change.sources.length === 0 ? "" : `; source: ${change.sources.join(", ")}`;
  const path = change.path === "" ? "(the whole object)" : visibleLine(change.path);
  return [
    `  ${change.line}:${change.column} ${path}`,
    `    ${valueLine(change, paint)}`,
    `    ${paint.faint("because")} ${visibleLine(change.reason)} ${paint.faint(`[${originText(change.origin)}${from}]`)}`,
  ];
}

function valueLine(change: Change, paint: Paint): string {
  const before = change.oldText === null ? null : onOneLine(change.oldText);
  switch (change.op) {
    case "set":
      return before === null
        ? paint.added(`set to ${show(change.newValue)}`)
        : `${paint.removed(before)} → ${paint.added(show(change.newValue))}`;
    case "append":
    case "prepend":
      return paint.added(`${change.op === "append" ? "added" : "added in front"}: ${show(change.newValue)}`);
    case "add-object":
      return paint.added(`added: ${show(change.newValue)}`);
    case "remove":
    case "remove-object":
      return paint.removed(before === null ? "removed" : `removed: ${before}`);
    default:
      return change.op satisfies never;
  }
}

/** Text without quotes, unless it would look like something else. */
function show(value: Json): string {
  const isPlainText = typeof value === "string" && !/^(?:|true|false|null|[-+\d.].*)$/.test(value);
  return onOneLine(isPlainText ? value : JSON.stringify(value));
}

function onOneLine(text: string): string {
  const flat = visible(text)
    .trim()
    .replace(/\s*\n\s*/g, " ");
  return shortened(flat, VALUE_WIDTH);
}
