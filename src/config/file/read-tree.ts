import type { Diagnostic, DiagnosticText, Refusal } from "../../kernel/diagnostic.ts";
import type { Span } from "../../kernel/span.ts";
import { type FailedRead, MAX_DEPTH, type ReadFailureKind, readDocument } from "../../yaml/read.ts";
import { locate, type Source } from "../../yaml/source.ts";
import { type RawDocument, splitDocuments } from "../../yaml/split.ts";
import type { YamlNode } from "../../yaml/tree.ts";

/** The tree of a config (null for a file that says nothing), or why there is none. */
type ConfigTree =
  | { readonly ok: true; readonly root: YamlNode | null }
  | { readonly ok: false; readonly problem: Diagnostic };

/** Largest config, in UTF-16 units: two hundred rules have about 20 KiB. */
const MAX_LENGTH = 256 * 1024;

/** Reads the one document of a config. What is no YAML is explained by the library that has the clearer words. */
export async function readTree(source: Source): Promise<ConfigTree> {
  const { text } = source;
  if (text.length > MAX_LENGTH) return refuse(source, { start: 0, end: 0 }, tooLarge(text.length));
  let root: YamlNode | null = null;
  for (const document of splitDocuments(text)) {
    const result = readDocument(text, document.content);
    if (!result.ok) return { ok: false, problem: await unreadable(source, document, result) };
    if (result.root === null) continue;
    if (root !== null) return refuse(source, markerOf(text, document), SEVERAL);
    root = result.root;
  }
  const template = root === null ? null : templateIn(root, text);
  if (template !== null) return refuse(source, { start: template, end: template + 2 }, TEMPLATE);
  if (root !== null && root.kind !== "map") return refuse(source, firstLine(root.span, text), notAMap(root));
  return { ok: true, root };
}

function refuse(source: Source, span: Span, words: DiagnosticText): Extract<ConfigTree, { ok: false }> {
  return { ok: false, problem: diagnosticAt(source, span, words) };
}

function diagnosticAt(source: Source, span: Span, words: DiagnosticText): Refusal {
  return { severity: "error", category: "read", ...words, location: locate(source, span) };
}

function markerOf(text: string, { span }: RawDocument): Span {
  return firstLine(span, text);
}

function firstLine({ start, end }: Span, text: string): Span {
  const line = /^[^\r\n]*/.exec(text.slice(start, end))?.[0] ?? "";
  return { start, end: start + line.length };
}

const SEVERAL: DiagnosticText = {
  code: "several-documents",
  message: "a config is one document, and here a second one begins",
};

const TEMPLATE: DiagnosticText = {
  code: "template",
  message: "this is a template, not a config yet",
};

function tooLarge(length: number): DiagnosticText {
  return {
    code: "too-large",
    message: `the config has ${Math.ceil(length / 1024)} KiB; gpuify reads up to ${MAX_LENGTH / 1024} KiB`,
    advice: "Use globs in `match`: one rule can say what many rules say by name.",
  };
}

function notAMap({ kind }: YamlNode): DiagnosticText {
  return {
    code: "wrong-type",
    message: `a config is a map of keys, not ${kind === "seq" ? "a list" : "text"}`,
    advice: "Begin with a key, such as `platform: gke` or `rules:`.",
  };
}

/** Offset of `{{ x }}` without quotes, which is a legal map with a map as its key; null where there is none. */
function templateIn(node: YamlNode, text: string): number | null {
  if (node.kind === "seq") return firstOf(node.items, text);
  if (node.kind !== "map") return null;
  const key = node.entries.find(
    (entry) => entry.key.kind === "map" && text.startsWith("{{", node.span.start),
  );
  if (key !== undefined) return node.span.start;
  return firstOf(
    node.entries.map(({ value }) => value),
    text,
  );
}

function firstOf(nodes: readonly YamlNode[], text: string): number | null {
  for (const node of nodes) {
    const found = templateIn(node, text);
    if (found !== null) return found;
  }
  return null;
}

async function unreadable(source: Source, document: RawDocument, failure: FailedRead): Promise<Diagnostic> {
  const { problem, offset, reason, other } = failure;
  if (problem === "syntax") return await notYaml(source, document, failure);
  const found = diagnosticAt(source, { start: offset, end: offset }, wordsFor(problem, reason));
  if (other === undefined) return found;
  const first = locate(source, { start: other, end: other });
  return { ...found, related: [{ message: "the first one is here", location: first }] };
}

function wordsFor(problem: Exclude<ReadFailureKind, "syntax">, reason: string): DiagnosticText {
  switch (problem) {
    case "duplicate-key":
      return {
        code: problem,
        message: reason,
        why: "Only one of them could count, and which one is not said.",
        advice: "Remove one of the two.",
      };
    case "depth":
      return {
        code: "too-deep",
        message: `the config is nested deeper than ${MAX_DEPTH} levels`,
      };
    case "not-indented":
      return {
        code: problem,
        message: "from here on, too many lines inside quotes or brackets are not indented",
        advice: "Indent the continuation lines.",
      };
    case "several-documents":
      return SEVERAL;
    case "unknown-alias":
      return {
        code: problem,
        message: reason,
        advice:
          'A text that begins with `*` has to be in quotes ("*-name"); an alias needs its anchor before it.',
      };
    case "alias-loop":
    case "excessive-aliases":
      return { code: problem, message: reason, advice: "Write the value out." };
    default:
      return problem satisfies never;
  }
}

/** A line with `{{` or `{%` that is neither in quotes nor in a comment. */
const BARE_TEMPLATE = /^[^#"'\n]*?(?=\{\{|\{%)/m;

async function notYaml(source: Source, { content }: RawDocument, failure: FailedRead): Promise<Diagnostic> {
  const lines = source.lines;
  const template = BARE_TEMPLATE.exec(source.text.slice(content.start, content.end));
  if (template !== null) {
    const start = content.start + template.index + template[0].length;
    return diagnosticAt(source, { start, end: start + 2 }, TEMPLATE);
  }
  const line = lines.position(failure.offset).line;
  const nearby = [lines.lineText(line), lines.lineText(Math.max(1, line - 1))];
  const here = { start: failure.offset, end: failure.offset };
  if (nearby.some((text) => /^ *\t/.test(text))) return diagnosticAt(source, here, TAB);
  const { secondOpinion } = await import("../../yaml/second-opinion.ts");
  const opinion = secondOpinion(source.text, content, failure.offset);
  const at = opinion === null ? here : { start: opinion.offset, end: opinion.offset };
  return diagnosticAt(source, at, {
    code: "invalid-yaml",
    message: `this is not valid YAML: ${opinion?.reason ?? failure.reason}`,
  });
}

const TAB: DiagnosticText = {
  code: "tab-indentation",
  message: "a tab is used for indentation",
};
