import type { Span } from "../kernel/span.ts";
import type { YamlNode } from "../yaml/tree.ts";
import type { Json } from "./operation.ts";

/**
 * A plain value as a tree that stands in no text: `span` is the place of all of it. Strings count as quoted, so that
 * `"1"` is not taken for a number.
 */
export function nodeOf(value: Json, span: Span): YamlNode {
  // The fields in the order that the reader writes them in: one form of object to whoever looks at both.
  const outerStart = span.start;
  if (value === null || typeof value !== "object")
    return {
      kind: "scalar",
      style: typeof value === "string" ? "double" : "plain",
      text: String(value),
      span,
      outerStart,
      anchor: null,
      tag: null,
    };
  if (isList(value)) {
    const items = value.map((item) => nodeOf(item, span));
    return { kind: "seq", flow: false, items, span, outerStart, anchor: null, tag: null };
  }
  const entries = Object.entries(value).map(([name, item]) => ({
    key: nodeOf(name, span),
    name,
    value: nodeOf(item, span),
  }));
  return { kind: "map", flow: false, entries, span, outerStart, anchor: null, tag: null };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
