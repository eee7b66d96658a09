import type { ReadResult } from "../../src/yaml/read.ts";
import type { RawDocument } from "../../src/yaml/split.ts";
import { resolveAlias, type YamlNode } from "../../src/yaml/tree.ts";
import { composeStream, type Node } from "./compose.ts";

/** One way in which gpuify's reader and the independent one differ, or a broken promise of the tree. */
export interface ReaderProblem {
  readonly kind: "refused" | "documents" | "structure" | "text" | "span" | "gap" | "oracle-refused";
  readonly offset: number;
  readonly message: string;
}

interface Reader {
  readonly splitDocuments: (text: string) => readonly RawDocument[];
  readonly readDocument: (text: string, span: { start: number; end: number }) => ReadResult;
}

/** Reads a stream with gpuify's reader and with the independent one, and tells every difference. */
export function compareStream(
  text: string,
  reader: Reader,
): { readonly documents: number; readonly problems: readonly ReaderProblem[] } {
  const problems: ReaderProblem[] = [];
  const report = (kind: ReaderProblem["kind"], offset: number, message: string): void => {
    problems.push({ kind, offset, message });
  };
  const parts = reader.splitDocuments(text);
  checkCover(text, parts, report);
  const roots: (YamlNode | null)[] = [];
  for (const part of parts) {
    const result = reader.readDocument(text, part.content);
    if (!result.ok) {
      report("refused", result.offset, `${result.problem}: ${result.reason}`);
      continue;
    }
    roots.push(result.root);
    if (result.root !== null) checkSpans(text, result.root, part.content, reader, report);
  }
  if (problems.some((problem) => problem.kind === "refused")) return { documents: parts.length, problems };
  compareDocuments(text, roots, report);
  return { documents: parts.length, problems };
}

type Report = (kind: ReaderProblem["kind"], offset: number, message: string) => void;

function compareDocuments(text: string, roots: readonly (YamlNode | null)[], report: Report): void {
  let documents: readonly (Node | null)[];
  try {
    documents = composeStream(text).documents;
  } catch (error) {
    report("oracle-refused", 0, String(error).slice(0, 200));
    return;
  }
  const ours = roots.filter((root) => root !== null);
  const theirs = documents.filter((node): node is Node => node !== null && !isNothing(node));
  if (ours.length !== theirs.length) report("documents", 0, `${ours.length} documents, not ${theirs.length}`);
  ours.forEach((root, index) => {
    const node = theirs[index];
    if (node !== undefined) compareNodes(root, node, report);
  });
}

/** A document of white space and comments is a plain empty scalar to some readers. */
function isNothing(node: Node): boolean {
  return node.id === "scalar" && node.value === "" && node.tag.endsWith(":null");
}

function compareNodes(ours: YamlNode, theirs: Node, report: Report): void {
  const node = resolveAlias(ours);
  const at = ours.span.start;
  if (node.kind === "scalar") {
    if (theirs.id !== "scalar") report("structure", at, `scalar, not ${theirs.id}`);
    else if (theirs.value !== node.text)
      report("text", at, `${JSON.stringify(node.text)}, not ${JSON.stringify(theirs.value)}`);
    return;
  }
  if (node.kind === "seq") {
    if (theirs.id !== "sequence") report("structure", at, `list, not ${theirs.id}`);
    else if (theirs.value.length !== node.items.length)
      report("structure", at, `${node.items.length} items, not ${theirs.value.length}`);
    else for (const [index, item] of theirs.value.entries()) compareWhere(node.items[index], item, report);
    return;
  }
  if (theirs.id !== "mapping") report("structure", at, `map, not ${theirs.id}`);
  else if (theirs.value.length !== node.entries.length)
    report("structure", at, `${node.entries.length} fields, not ${theirs.value.length}`);
  else
    theirs.value.forEach(([key, value], index) => {
      compareWhere(node.entries[index]?.key, key, report);
      compareWhere(node.entries[index]?.value, value, report);
    });
}

function compareWhere(ours: YamlNode | undefined, theirs: Node, report: Report): void {
  if (ours !== undefined) compareNodes(ours, theirs, report);
}

/** Document spans lie end to end over the whole text, and each content within its span. */
function checkCover(text: string, parts: readonly RawDocument[], report: Report): void {
  let at = 0;
  for (const { span, content } of parts) {
    if (span.start !== at) report("gap", at, `the next document begins at ${span.start}`);
    if (content.start < span.start || content.end !== span.end) report("gap", at, "content outside its span");
    at = span.end;
  }
  if (at !== text.length) report("gap", at, `the text ends at ${text.length}`);
}

function checkSpans(
  text: string,
  node: YamlNode,
  bounds: { start: number; end: number },
  reader: Reader,
  report: Report,
): void {
  const { start, end } = node.span;
  const say = (message: string): void =>
    report("span", start, `${message}: ${JSON.stringify(text.slice(start, Math.min(end, start + 60)))}`);
  if (node.outerStart > start || node.outerStart < bounds.start || end > bounds.end || end < start)
    say(
      `${node.kind} [${node.outerStart} ${start} ${end}] outside its parent [${bounds.start} ${bounds.end}]`,
    );
  const first = text[start];
  const last = text[end - 1];
  if (node.anchor !== null && !text.slice(node.outerStart, start).includes(`&${node.anchor}`)) say("anchor");
  if (node.tag !== null && !text.slice(node.outerStart, start).includes("!")) say("tag");
  if (node.kind === "alias") {
    if (text.slice(start, end) !== `*${node.name}`) say("alias");
    return;
  }
  if (node.kind === "scalar") {
    checkScalar(text, node, reader, say);
    return;
  }
  const children = node.kind === "seq" ? node.items : node.entries.flatMap(({ key, value }) => [key, value]);
  if (
    node.flow &&
    (first !== (node.kind === "seq" ? "[" : "{") || last !== (node.kind === "seq" ? "]" : "}"))
  ) {
    const pair = node.kind === "map" && node.entries.length === 1 && first !== "{";
    if (!pair) say("brackets");
  }
  if (!node.flow && children.length > 0 && end !== Math.max(start, children.at(-1)?.span.end ?? 0))
    say("a block collection ends elsewhere than its last child");
  if (node.kind === "seq" && !node.flow && first !== "-") say("block list without dash");
  let at = start;
  for (const child of children) {
    if (child.outerStart < at) say(`children overlap at ${child.outerStart}`);
    at = child.span.end;
    checkSpans(text, child, node.span, reader, report);
  }
}

function checkScalar(
  text: string,
  node: Extract<YamlNode, { kind: "scalar" }>,
  reader: Reader,
  say: (message: string) => void,
): void {
  const { start, end } = node.span;
  const first = text[start];
  const last = text[end - 1];
  if (node.style === "single" && (first !== "'" || last !== "'")) say("single quotes");
  if (node.style === "double" && (first !== '"' || last !== '"')) say("double quotes");
  if (node.style === "literal" && first !== "|") say("literal header");
  if (node.style === "folded" && first !== ">") say("folded header");
  if (start === end) {
    // Right behind the colon, dash, question mark, anchor or tag that it belongs to, or a flow separator.
    if (!/[:\-?,[{\w!>\s]/.test(text[start - 1] ?? " ") || /\s/.test(text[start - 1] ?? ""))
      say(`empty value behind ${JSON.stringify(text.slice(Math.max(0, start - 10), start))}`);
    if (node.text !== "") say("text without a span");
    return;
  }
  if (node.style === "literal" || node.style === "folded") return;
  const alone = reader.readDocument(text, node.span);
  const again = alone.ok && alone.root?.kind === "scalar" ? alone.root.text : null;
  if (again !== node.text && !(alone.ok && alone.root === null))
    say(`read alone it is ${JSON.stringify(again)}`);
}
