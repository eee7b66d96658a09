import type { Span } from "../kernel/span.ts";
import type { YamlNode } from "../yaml/tree.ts";
import type { Json } from "./operation.ts";

/**
 * A plain value as a tree that stands in no text: `span` is the place of all of it. Strings count as quoted, so that
 * `"1"` is not taken for a number.
 */
export function nodeOf(value: Json, span: Span): YamlNode {
  const base = { span, outerStart: span.start, anchor: null, tag: null };
  if (value === null) return { ...base, kind: "scalar", style: "plain", text: "null" };
  if (typeof value !== "object")
    return {
      ...base,
      kind: "scalar",
      style: typeof value === "string" ? "double" : "plain",
      text: String(value),
    };
  if (isList(value))
    return { ...base, kind: "seq", flow: false, items: value.map((item) => nodeOf(item, span)) };
  const entries = Object.entries(value).map(([name, item]) => ({
    key: nodeOf(name, span),
    name,
    value: nodeOf(item, span),
  }));
  return { ...base, kind: "map", flow: false, entries };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
