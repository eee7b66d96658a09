import type { TextEdit } from "../edit/text-edit.ts";
import type { Change, FileOutcome } from "../pipeline/outcome.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Lines of context round a change, as git shows them. */
const CONTEXT = 3;

/** Longest reason behind `@@`, in letters. */
const REASON_WIDTH = 160;

/** Why a line is changed. */
type ReasonedLine = Pick<Change, "line" | "reason">;

/** Some lines of the old text that become other lines; line numbers from 0, `end` exclusive. */
interface Block {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/**
 * A unified diff of one changed file, which `git apply` takes in the folder where gpuify ran: it has no `diff --git`
 * line, because behind one names count from the root of the repository and elsewhere are skipped in silence.
 * The hunks come from the edits, not from comparing texts, and each names the reasons of its changes behind `@@`.
 */
export function formatDiff(
  file: Pick<FileOutcome, "name" | "source"> & {
    readonly edits: readonly TextEdit[];
    readonly changes: readonly ReasonedLine[];
  },
  paint: Paint,
): string {
  if (file.source === null || file.edits.length === 0) return "";
  const old = splitLines(file.source.text);
  const blocks = blocksOf(file.source.text, old, file.edits);
  if (blocks.length === 0) return "";
  const name = file.name.replace(/^(?:\.?\/)+/, "");
  const head = [
    `--- ${quoted(`a/${name}`)}${name.includes(" ") ? "\t" : ""}`,
    `+++ ${quoted(`b/${name}`)}${name.includes(" ") ? "\t" : ""}`,
  ];
  let shift = 0;
  const changes = byLine(file.changes);
  const hunks = hunksOf(blocks).map((hunk) => {
    const text = formatHunk(hunk, old, shift, changes, paint);
    shift += hunk.reduce((total, block) => total + block.lines.length - (block.end - block.start), 0);
    return text;
  });
  return `${head.map((line) => paint.strong(line)).join("\n")}\n${hunks.join("")}`;
}

/** Lines with their line ends; only a line feed ends a line, as for git. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Widens every edit to whole lines, joins those that touch, and drops the lines that did not change. */
function blocksOf(text: string, old: readonly string[], edits: readonly TextEdit[]): readonly Block[] {
  const starts = lineStarts(old);
  const blocks: Block[] = [];
  for (let at = 0; at < edits.length; ) {
    const first = edits[at];
    if (first === undefined) break;
    const start = lineOf(starts, first.start);
    let end = lastLine(starts, old.length, first);
    let next = at + 1;
    for (let edit = edits[next]; edit !== undefined && lineOf(starts, edit.start) < end; edit = edits[++next])
      end = Math.max(end, lastLine(starts, old.length, edit));
    const from = starts[start] ?? text.length;
    const to = starts[end] ?? text.length;
    const block = trim(
      { start, end, lines: splitLines(rewrite(text, edits.slice(at, next), from, to)) },
      old,
    );
    if (block !== null) blocks.push(block);
    at = next;
  }
  return blocks;
}

/** Where each line begins; the place behind the last line end begins a line too. */
function lineStarts(lines: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length;
  }
  if (lines.length === 0 || lines[lines.length - 1]?.endsWith("\n")) starts.push(at);
  return starts;
}

/** Index of the line that holds an offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The line behind the last one an edit touches. Whole lines put between two lines, or taken away, touch neither. */
function lastLine(starts: readonly number[], count: number, edit: TextEdit): number {
  const line = lineOf(starts, edit.end);
  const isWhole = edit.text.endsWith("\n") || (edit.text === "" && isLineStart(starts, edit.start));
  return isWhole && isLineStart(starts, edit.end) ? line : Math.min(line + 1, count);
}

function isLineStart(starts: readonly number[], offset: number): boolean {
  return starts[lineOf(starts, offset)] === offset;
}

function rewrite(text: string, edits: readonly TextEdit[], from: number, to: number): string {
  let result = "";
  let at = from;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, to);
}

function trim(block: Block, old: readonly string[]): Block | null {
  let { start, end } = block;
  let from = 0;
  let to = block.lines.length;
  while (start < end && from < to && old[start] === block.lines[from]) {
    start++;
    from++;
  }
  while (end > start && to > from && old[end - 1] === block.lines[to - 1]) {
    end--;
    to--;
  }
  return start === end && from === to ? null : { start, end, lines: block.lines.slice(from, to) };
}

/** Blocks whose contexts touch share a hunk. */
function hunksOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const hunks: Block[][] = [];
  let current: Block[] = [];
  for (const block of blocks) {
    const last = current[current.length - 1];
    if (last !== undefined && block.start - last.end > 2 * CONTEXT) {
      hunks.push(current);
      current = [];
    }
    current.push(block);
  }
  if (current.length > 0) hunks.push(current);
  return hunks;
}

function formatHunk(
  hunk: readonly Block[],
  old: readonly string[],
  shift: number,
  changes: ReadonlyMap<number, readonly ReasonedLine[]>,
  paint: Paint,
): string {
  const start = Math.max(0, (hunk[0]?.start ?? 0) - CONTEXT);
  const end = Math.min(old.length, (hunk[hunk.length - 1]?.end ?? 0) + CONTEXT);
  const lines: string[] = [];
  let at = start;
  let grown = 0;
  for (const block of hunk) {
    for (const line of old.slice(at, block.start)) lines.push(marked(" ", line));
    for (const line of old.slice(block.start, block.end)) lines.push(paint.removed(marked("-", line)));
    for (const line of block.lines) lines.push(paint.added(marked("+", line)));
    grown += block.lines.length - (block.end - block.start);
    at = block.end;
  }
  for (const line of old.slice(at, end)) lines.push(marked(" ", line));
  const before = range(start, end - start);
  const after = range(start + shift, end - start + grown);
  const reason = reasonsOf(changes, start, end);
  return `${paint.info(`@@ -${before} +${after} @@`)}${reason}\n${lines.join("\n")}\n`;
}

/** A line as a hunk shows it, without its line feed; the marker tells git that it has none. */
function marked(sign: string, line: string): string {
  return line.endsWith("\n") ? sign + line.slice(0, -1) : `${sign}${line}\n\\ No newline at end of file`;
}

/** `start,length` as in a hunk's head: lines count from 1, an empty range names the line before. */
function range(start: number, length: number): string {
  return length === 0 ? `${start},0` : `${start + 1},${length}`;
}

/** A file of many objects has many hunks: none looks through the changes of all. */
function byLine(changes: readonly ReasonedLine[]): ReadonlyMap<number, readonly ReasonedLine[]> {
  const lines = new Map<number, ReasonedLine[]>();
  for (const change of changes) {
    const known = lines.get(change.line);
    if (known === undefined) lines.set(change.line, [change]);
    else known.push(change);
  }
  return lines;
}

function reasonsOf(
  changes: ReadonlyMap<number, readonly ReasonedLine[]>,
  start: number,
  end: number,
): string {
  const reasons = new Set<string>();
  for (let line = start + 1; line <= end; line++)
    for (const { reason } of changes.get(line) ?? []) reasons.add(reason);
  const text = visible([...reasons].join("; ").replace(/\s+/g, " "));
  if (text === "") return "";
  return text.length > REASON_WIDTH ? ` ${text.slice(0, REASON_WIDTH - 1)}…` : ` ${text}`;
}

/** Quotes a name the way git does when it has to. */
function quoted(name: string): string {
  if (!/["\\\u0000-\u001F\u007F-\uFFFF]/.test(name)) return name;
  const escaped = [...new TextEncoder().encode(name)].map((byte) => {
    const letter = String.fromCharCode(byte);
    if (letter === '"' || letter === "\\") return `\\${letter}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, "0")}` : letter;
  });
  return `"${escaped.join("")}"`;
}
