import type { Diagnostic, Severity } from "../kernel/diagnostic.ts";
import type { Location } from "../kernel/span.ts";
import type { Source } from "../yaml/source.ts";
import type { Paint } from "./paint.ts";
import { joinLines, visible, visibleLine } from "./visible.ts";

/** Longest stretch of a source line that is shown: lines of minified JSON have thousands of letters. */
const FRAME_WIDTH = 120;

/** Something said about a place: a diagnostic, or a finding of the linter. */
interface Entry {
  readonly severity: Severity;
  /** Of the diagnostic, or the rule's name. */
  readonly code: string;
  readonly message: string;
  readonly location?: Location;
  readonly related?: readonly { readonly message: string; readonly location: Location }[];
}

/** How an entry is shown. */
interface EntryLook {
  /** The text that the place is in; without one there is no frame. */
  readonly source: Source | null;
  /** Lines between the frame and the related places. */
  readonly details: readonly string[];
  readonly paint: Paint;
}

/** Gives the line of a reason or an advice the first time that it is asked for, and nothing later. */
export type TellOnce = (code: string, label: string, text: string | undefined) => readonly string[];

/**
 * Diagnostics for people: `file:line:col: error[code]: message`, the line with a caret, why, and what to do.
 * The same reason or advice is told once: a folder of like manifests would repeat it for each.
 * `sources` gives the text of a file by its name, where it could be decoded.
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => Source | null,
  paint: Paint,
): string {
  const once = tellOnce(paint);
  return diagnostics
    .map((diagnostic) => {
      const { code, why, advice, location, lines = [] } = diagnostic;
      const details = [
        ...lines.map((line) => `    ${visibleLine(line)}`),
        ...once(code, "why", why),
        ...once(code, "fix", advice),
      ];
      const source = location === undefined ? null : sources(location.file);
      return formatEntry(diagnostic, { source, details, paint });
    })
    .join("");
}

/** One that has told nothing yet. */
export function tellOnce(paint: Paint): TellOnce {
  const told = new Set<string>();
  return (code, label, text) => {
    const key = `${code} ${label} ${text}`;
    if (text === undefined || told.has(key)) return [];
    told.add(key);
    return [detail(label, text, paint)];
  };
}

/** A line under an entry, such as `  why: …`. */
export function detail(label: string, text: string, paint: Paint): string {
  return `  ${paint.faint(`${label}:`)} ${said(text)}`;
}

/** The lines of one entry; ends with a newline. */
export function formatEntry(entry: Entry, { source, details, paint }: EntryLook): string {
  const { severity, code, message, location, related } = entry;
  const where = location === undefined ? "" : `${paint.strong(place(location))}: `;
  const lines = [`${where}${paint[severity](`${severity}[${code}]`)}: ${said(message)}`];
  if (location !== undefined) lines.push(...frame(location, source, paint));
  lines.push(...details);
  for (const other of related ?? [])
    lines.push(`  ${paint.faint("see:")} ${place(other.location)}: ${said(other.message)}`);
  return `${lines.join("\n")}\n`;
}

function place({ file, line, column }: Location): string {
  return `${visibleLine(file)}:${line}:${column}`;
}

/** On one line, whatever names it quotes: see `joinLines`. */
function said(text: string): string {
  return visible(joinLines(text));
}

/** The line with a caret under the place; nothing where the text is not known. */
function frame(location: Location, source: Source | null, paint: Paint): readonly string[] {
  if (source === null || location.span === undefined) return [];
  const text = source.lines.lineText(location.line).replace(/^\uFEFF/, "");
  const at = location.column - 1;
  const start = text.length > FRAME_WIDTH ? Math.max(0, at - FRAME_WIDTH / 2) : 0;
  const shown = text.slice(start, start + FRAME_WIDTH);
  const end = location.endLine === location.line ? (location.endColumn ?? at + 2) - 1 : text.trimEnd().length;
  const width = Math.max(1, Math.min(end, start + shown.length) - at);
  const number = String(location.line);
  // Tabs stay tabs, so that the caret stands under its letter whatever their width.
  const before = shown.slice(0, at - start).replace(/[^\t]/g, " ");
  const bar = paint.faint("|");
  return [
    `  ${paint.faint(number)} ${bar} ${visible(shown)}`,
    `  ${" ".repeat(number.length)} ${bar} ${before}${paint.error("^".repeat(width))}`,
  ];
}
