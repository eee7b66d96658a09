import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { Location } from "../kernel/span.ts";
import type { Source } from "../yaml/source.ts";
import type { Paint } from "./paint.ts";
import { visible, visibleLine } from "./visible.ts";

/** Longest stretch of a source line that is shown: lines of minified JSON have thousands of letters. */
const FRAME_WIDTH = 120;

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
  const told = new Set<string>();
  const once = (label: string, text: string | undefined, { code }: Diagnostic): readonly string[] => {
    const key = `${code} ${label} ${text}`;
    if (text === undefined || told.has(key)) return [];
    told.add(key);
    return [`  ${paint.faint(`${label}:`)} ${indent(text)}`];
  };
  return diagnostics
    .map((diagnostic) => {
      const { why, advice } = diagnostic;
      const reasons = [...once("why", why, diagnostic), ...once("fix", advice, diagnostic)];
      return formatDiagnostic(diagnostic, reasons, sources, paint);
    })
    .join("");
}

function formatDiagnostic(
  diagnostic: Diagnostic,
  reasons: readonly string[],
  sources: (file: string) => Source | null,
  paint: Paint,
): string {
  const { severity, code, message, location, related } = diagnostic;
  const where = location === undefined ? "" : `${paint.strong(place(location))}: `;
  const lines = [`${where}${paint[severity](`${severity}[${code}]`)}: ${indent(message)}`];
  if (location !== undefined) lines.push(...frame(location, sources(location.file), paint));
  lines.push(...reasons);
  for (const other of related ?? [])
    lines.push(`  ${paint.faint("see:")} ${place(other.location)}: ${indent(other.message)}`);
  return `${lines.join("\n")}\n`;
}

function place({ file, line, column }: Location): string {
  return `${visibleLine(file)}:${line}:${column}`;
}

function indent(text: string): string {
  return visible(text).replaceAll("\n", "\n       ");
}

/** The line with a caret under the place; nothing where the text is not known. */
function frame(location: Location, source: Source | null, paint: Paint): readonly string[] {
  if (source === null || location.span === undefined) return [];
  const text = source
    .lines()
    .lineText(location.line)
    .replace(/^\uFEFF/, "");
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
