import type { Location } from "../../kernel/span.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import type { Source } from "../../yaml/source.ts";

/** A stretch of one line: columns from 1 in UTF-16 units, `endColumn` behind the last. */
interface LinePlace {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Gives the text of a file by its name; null where it could not be decoded. */
export type SourceOf = (file: string) => Source | null;

/** The texts of a run. */
export function sourcesOf({ files }: LintOutcome): SourceOf {
  const sources = new Map(files.map(({ name, source }) => [name, source]));
  return (file) => sources.get(file) ?? null;
}

/**
 * The first line of a place. GitHub shows an alert on a pull request only where all its lines are in the diff, and
 * draws an annotation under its last line: a block of forty lines would be shown nowhere, or far from its key.
 * At least one letter wide where the line has one. What is missing at the end of a file is the last letter before it:
 * servers do not show a line that the file does not have.
 */
export function onOneLine(location: Location, source: Source | null): LinePlace {
  if (source !== null && location.line > 1 && isAfterLastLine(source, location.line))
    return lastLetter(source, location.line - 1);
  const { line, column } = location;
  const length = source === null ? null : lineLength(source, line);
  const end = location.endLine === line ? (location.endColumn ?? column) : (length ?? column - 1) + 1;
  const isEmpty = end <= column;
  return { line, column, endColumn: isEmpty ? column + (length !== null && column <= length ? 1 : 0) : end };
}

function isAfterLastLine(source: Source, line: number): boolean {
  const lines = source.lines;
  return lines.lineText(line) === "" && line === lines.position(source.text.length).line;
}

function lastLetter(source: Source, line: number): LinePlace {
  const length = lineLength(source, line);
  return { line, column: Math.max(1, length), endColumn: length + 1 };
}

/** Without spaces at its end, and without the byte order mark, which is no column. */
function lineLength(source: Source, line: number): number {
  return source.lines
    .lineText(line)
    .replace(/^\uFEFF/, "")
    .trimEnd().length;
}
