import type { KubeObject } from "../../k8s/object.ts";
import type { Span } from "../../kernel/span.ts";
import { asMap, asSeq, at } from "../../yaml/access.ts";
import { entryNamed } from "../../yaml/entry-named.ts";
import { type FieldPath, formatPath, type YamlNode } from "../../yaml/tree.ts";
import type { ReasonedOperation } from "../shared/decision.ts";

/** How many places a message names before it counts: more than any real dump has, and few enough to print. */
const NAMED = 64;

interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Fields for a person who takes them out by hand: by their lines (`lines 3-5, 9 and 12`), or by their paths where a
 * line has other fields beside them, as in JSON on one line.
 */
export function placesOf(object: KubeObject, removals: readonly Pick<ReasonedOperation, "path">[]): string {
  const start = (path: FieldPath) => at(object.root, path)?.span.start ?? 0;
  const paths = removals.map(({ path }) => path).sort((a, b) => start(a) - start(b));
  const ranges = paths.map((path) => ownLines(object, path));
  if (!ranges.every((range) => range !== null)) return listed(paths.map(formatPath));
  const joined = joinRanges(ranges);
  const words = joined.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  const isOne = joined.length === 1 && joined[0]?.first === joined[0]?.last;
  return `${isOne ? "line" : "lines"} ${listed(words)}`;
}

/** The lines that a field or item has for itself; null where it shares them with its neighbors. */
function ownLines({ source, root }: KubeObject, path: FieldPath): LineRange | null {
  const own = spanOf(at(root, path.slice(0, -1)), path.at(-1) ?? "");
  if (own === null) return null;
  const { start, end } = own.span;
  const { line: first, column } = source.lines.position(start);
  if (!own.before.test(source.lines.lineText(first).slice(0, column - 1))) return null;
  // A block scalar ends behind its last line break.
  const last = source.text[end - 1] === "\n" ? end - 1 : end;
  return { first, last: source.lines.position(Math.max(start, last)).line };
}

/** Where a field or item of a block collection is, and what may be in front of it on a line of its own. */
function spanOf(
  parent: YamlNode | null,
  step: string | number,
): { readonly span: Span; readonly before: RegExp } | null {
  const list = asSeq(parent);
  const item = typeof step === "number" ? list?.items[step] : undefined;
  if (item !== undefined)
    return list?.flow === true ? null : { span: { ...item.span, start: item.outerStart }, before: /^ *- *$/ };
  const map = asMap(parent);
  const entry = map === null || typeof step !== "string" ? null : entryNamed(map, step);
  if (entry === null || map?.flow === true) return null;
  const end = Math.max(entry.key.span.end, entry.value.span.end);
  return { span: { start: entry.key.outerStart, end }, before: /^ *$/ };
}

function joinRanges(ranges: readonly LineRange[]): readonly LineRange[] {
  const joined: LineRange[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    if (before === undefined || range.first > before.last + 1) joined.push(range);
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return joined;
}

function listed(words: readonly string[]): string {
  const shown = words.length > NAMED ? [...words.slice(0, NAMED), `${words.length - NAMED} more`] : words;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
