import type { Diagnostic, Refusal } from "../../kernel/diagnostic.ts";
import { checkDocument, type FailedRead } from "../../yaml/read.ts";
import { locate, type Source } from "../../yaml/source.ts";
import type { RawDocument } from "../../yaml/split.ts";
import { describeUnreadable } from "./unreadable.ts";

/**
 * What is wrong with a document that no decision needs: passing on what kubectl refuses would only move the failure to
 * the next step, where half of the stream may be applied already. What kubectl reads is no problem, because nothing in
 * the document is edited.
 */
export function unneededProblem(source: Source, raw: RawDocument): Refusal | null {
  if (raw.contentOnMarker) return contentOnMarker(source, raw);
  // kubectl ignores what follows `...` up to the next `---`.
  if (raw.afterEnd) return null;
  const failure = checkDocument(source.text, raw.content);
  if (failure === null || isReadByKubectl(source, raw, failure)) return null;
  const problem = describeUnreadable(source, raw, failure);
  return isTextOfKubectl(source, raw, failure, problem) ? null : problem;
}

/** Where our reader stopped and kubectl's reads on. */
function isReadByKubectl(source: Source, raw: RawDocument, failure: FailedRead): boolean {
  // go-yaml stops at 10,000 levels; up to there nobody can tell here whether the rest is YAML.
  if (failure.problem === "depth" || failure.problem === "not-indented") return true;
  return isCommentWithoutSpace(source, failure) || isReadWithOldLineEnds(source, raw);
}

/** JSON objects in a row, and tabs in front of a line inside quotes or brackets. */
function isTextOfKubectl(
  { text }: Source,
  raw: RawDocument,
  { offset }: FailedRead,
  { code }: Diagnostic,
): boolean {
  if (code === "several-json-objects") return true;
  return code === "tab-indentation" && isInsideQuotesOrFlow(text, raw, offset);
}

/** True when a quote or bracket that is open at the place is closed later in the document. */
function isInsideQuotesOrFlow(text: string, document: Pick<RawDocument, "content">, offset: number): boolean {
  const before = text.slice(document.content.start, offset);
  const rest = text.slice(offset, document.content.end);
  const isOdd = (mark: string): boolean => before.split(mark).length % 2 === 0;
  // Text inside may have brackets of its own, in pairs.
  const isOpen = (open: string, close: string): boolean =>
    before.lastIndexOf(open) > before.lastIndexOf(close) ||
    before.split(open).length > before.split(close).length;
  return (
    (isOdd('"') && rest.includes('"')) ||
    (isOdd("'") && rest.includes("'")) ||
    (isOpen("{", "}") && rest.includes("}")) ||
    (isOpen("[", "]") && rest.includes("]"))
  );
}

/** An object that begins on the line of its marker. */
export function contentOnMarker(source: Source, raw: RawDocument): Refusal {
  return {
    code: "content-on-marker",
    severity: "error",
    category: "read",
    message: "the object begins on the `---` line",
    location: locate(source, { start: raw.content.start, end: raw.content.start }, { document: raw.index }),
  };
}

/** Characters that end a line in YAML 1.1, which kubectl reads, and are letters like any other in YAML 1.2. */
const OLD_LINE_END = /[\u0085\u2028\u2029]/g;

function isReadWithOldLineEnds({ text }: Source, { content }: RawDocument): boolean {
  const slice = text.slice(content.start, content.end);
  const lines = slice.replace(OLD_LINE_END, "\n");
  return lines !== slice && checkDocument(lines, { start: 0, end: lines.length }) === null;
}

/** `"value"#comment` and `|#comment`: libyaml's readers, of which kubectl's is one, ask for no space before it. */
function isCommentWithoutSpace({ text }: Source, { offset }: FailedRead): boolean {
  return text.charAt(offset) === "#";
}
