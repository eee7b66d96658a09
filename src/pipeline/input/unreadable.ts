import { placeholderOver } from "../../k8s/placeholder.ts";
import type { DiagnosticText, Refusal } from "../../kernel/diagnostic.ts";
import { type FailedRead, MAX_DEPTH, readDocument } from "../../yaml/read.ts";
import { locate, type Source } from "../../yaml/source.ts";
import type { RawDocument } from "../../yaml/split.ts";
import { resolveAlias, type YamlNode } from "../../yaml/tree.ts";

/** With the way to render a chart and pipe it into the command that asks, where a template has no advice of its own. */
export function withRenderAdvice(problem: Refusal, command: string): Refusal {
  if (problem.code !== "template" || problem.advice !== undefined) return problem;
  return {
    ...problem,
    advice: `Render it first and pipe the result: \`helm template … | ${command}\`.`,
  };
}

/** A chart, whose advice is for the command to give. */
const TEMPLATE: DiagnosticText = {
  code: "template",
  message: "this is a template, not a manifest yet",
  why: "Text between {{ }} or {% %} decides what the manifest will be; before it is rendered nothing can be edited safely.",
};

/** Says what is wrong with a document that could not be read, in the user's words and at the right place. */
export function describeUnreadable(source: Source, document: RawDocument, failure: FailedRead): Refusal {
  const content = source.text.slice(document.content.start, document.content.end);
  const template = failure.problem === "syntax" ? templateOffset(content) : -1;
  if (template >= 0) return diagnosticAt(source, document, document.content.start + template, TEMPLATE);
  const placeholder =
    failure.problem === "syntax" ? placeholderWhereItStopped(source, document, failure) : null;
  if (placeholder !== null) return placeholder;
  const base = diagnosticAt(source, document, failure.offset, wordsFor(source, failure, content));
  if (failure.other === undefined) return base;
  const first = locate(source, { start: failure.other, end: failure.other });
  return { ...base, related: [{ message: "the first one is here", location: first }] };
}

/**
 * A placeholder without quotes that ends the YAML: `${NAME}` in a flow collection, where a brace begins a map, and a
 * value that begins with `@`, which YAML reserves.
 */
function placeholderWhereItStopped(
  source: Source,
  document: RawDocument,
  { offset }: FailedRead,
): Refusal | null {
  const lines = source.lines;
  const line = lines.lineText(lines.position(offset).line);
  const lineStart = source.text.lastIndexOf("\n", offset - 1) + 1;
  const placeholder = offset - lineStart > LONG_LINE ? null : placeholderOver(line, offset - lineStart);
  if (placeholder === null) return null;
  const { start, text } = placeholder;
  return diagnosticAt(source, document, lineStart + start, {
    code: "template",
    message: `this is a template, not a manifest yet: the placeholder ${text} is not in quotes`,
    why: text.startsWith("@")
      ? "A YAML value cannot start with `@`, so nothing can be edited safely until the template is rendered."
      : "Inside brackets or braces, YAML reads its `{` as the start of a map, so nothing can be edited safely until the template is rendered.",
    advice: `Render it first and pipe the result${text.startsWith("@") ? "" : ", for example with `envsubst`"}, or quote the placeholder if the field takes a string.`,
  });
}

function diagnosticAt(source: Source, document: RawDocument, offset: number, words: DiagnosticText): Refusal {
  const span = { start: offset, end: offset };
  return {
    severity: "error",
    category: "read",
    ...words,
    location: locate(source, span, { document: document.index }),
  };
}

function wordsFor(source: Source, failure: FailedRead, content: string): DiagnosticText {
  switch (failure.problem) {
    case "duplicate-key":
      return {
        code: "duplicate-key",
        message: failure.reason,
      };
    case "depth":
      return {
        code: "too-deep",
        message: `the document is nested deeper than ${MAX_DEPTH} levels`,
        advice: "Flatten it, or leave this document out.",
      };
    case "several-documents":
      return {
        code: "missing-marker",
        message: "a second document begins here without a `---` line",
      };
    case "unknown-alias":
      return {
        code: "unknown-alias",
        message: failure.reason,
      };
    case "alias-loop":
      return {
        code: "alias-loop",
        message: failure.reason,
      };
    case "excessive-aliases":
      return {
        code: "excessive-aliases",
        message: failure.reason,
      };
    case "not-indented":
      return {
        code: "kubectl-only-text",
        message: "from here on, too many lines inside quotes or brackets are not indented",
      };
    case "syntax":
      return syntaxWords(source, failure, content);
    default:
      return failure.problem satisfies never;
  }
}

function syntaxWords(source: Source, failure: FailedRead, content: string): DiagnosticText {
  const lines = source.lines;
  const line = lines.position(failure.offset).line;
  const nearby = [lines.lineText(line), lines.lineText(Math.max(1, line - 1))];
  if (/^\s*[[{]/.test(content) && /\}\s*\{/.test(content))
    return {
      code: "several-json-objects",
      message: "several JSON objects follow each other in one document",
    };
  if (nearby.some((text) => /^ *\t/.test(text)))
    return {
      code: "tab-indentation",
      message: "a tab is used for indentation",
    };
  return {
    code: "invalid-yaml",
    message: notValid(failure.reason),
  };
}

/** The message of a text that is no YAML. `reason` is a reader's clause. */
export function notValid(reason: string): string {
  return `this is not valid YAML: ${reason}`;
}

/** No template is written that far to the right, and what stands before a mark is looked through for each. */
const LONG_LINE = 1000;

/** Offset of the first template mark that is not inside quotes or a comment, or -1. */
function templateOffset(content: string): number {
  const pattern = /\{\{|\{%/g;
  for (let match = pattern.exec(content); match !== null; match = pattern.exec(content)) {
    const start = content.lastIndexOf("\n", match.index) + 1;
    if (match.index - start > LONG_LINE) {
      const end = content.indexOf("\n", match.index);
      if (end < 0) return -1;
      pattern.lastIndex = end;
      continue;
    }
    const before = content.slice(start, match.index);
    const isQuoted =
      /^\s*(?:-\s+)*(?:[\w./"'-]+\s*:\s*)?(?:-\s+)*["']/.test(before) &&
      !/["'][^"']*["']/.test(before.replace(/^\s*["'][^"']*["']\s*:/, ""));
    if (!isQuoted && !/(?:^|\s)#/.test(before)) return match.index;
  }
  return -1;
}

/** A line whose value begins with `{{`, bare: in a block text it means nothing, elsewhere it is a template. */
const BARE_BRACES = /^[ \t]*(?:-[ \t]+)?(?:[\w.-]+:[ \t]+)?\{\{/m;

/**
 * A template in a document that no decision needs, and that is not read for any other reason: passing it on would
 * only move the failure to kubectl. Braces in quotes and in block texts are legal and mean nothing.
 */
export function unrenderedTemplate(source: Source, document: RawDocument, content: string): Refusal | null {
  if (!content.includes("{{")) return null;
  const bare = BARE_BRACES.exec(content);
  if (bare === null) return null;
  const result = readDocument(source.text, document.content);
  if (result.ok) return result.root === null ? null : templateInTree(source, document, result.root);
  return diagnosticAt(source, document, document.content.start + bare.index + bare[0].length - 2, TEMPLATE);
}

/** A template that reads as YAML: `{{ x }}` without quotes is a legal map with a map as its key. */
export function templateInTree(source: Source, document: RawDocument, root: YamlNode): Refusal | null {
  const content = source.text.slice(document.content.start, document.content.end);
  if (!content.includes("{{")) return null;
  const found = mapAsKey(root);
  return found === null ? null : diagnosticAt(source, document, found.span.start, TEMPLATE);
}

function mapAsKey(node: YamlNode): YamlNode | null {
  const resolved = node.kind === "alias" ? resolveAlias(node) : node;
  if (node.kind === "alias" || resolved.kind === "scalar") return null;
  const children = resolved.kind === "seq" ? resolved.items : resolved.entries.map((entry) => entry.value);
  if (resolved.kind === "map" && resolved.entries.some((entry) => entry.key.kind === "map")) return resolved;
  for (const child of children) {
    const found = mapAsKey(child);
    if (found !== null) return found;
  }
  return null;
}
