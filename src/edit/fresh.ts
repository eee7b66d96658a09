import { resolveAlias, type YamlNode } from "../yaml/tree.ts";
import type { Json } from "./operation.ts";
import { type QuoteStyle, quotedText, stringText } from "./scalar-text.ts";

/**
 * A value that is about to be written: structure with scalars that already know their source text,
 * in YAML and in JSON spelling, so that what is copied from the manifest keeps its spelling.
 */
export type Fresh =
  | {
      readonly kind: "scalar";
      readonly text: string;
      /** Spelling in YAML; null for a text that gets the quotes that its neighbours have. */
      readonly yaml: string | null;
      readonly json: string;
    }
  | { readonly kind: "map"; readonly entries: readonly FreshEntry[] }
  | {
      readonly kind: "seq";
      readonly items: readonly Fresh[];
      /** Items that were put in front: what was item 0 at first is item `shift` now. */
      readonly shift?: number;
    };

export interface FreshEntry {
  readonly name: string;
  readonly value: Fresh;
  /** The new name of a field of a copy, which paths reach by the old one. */
  readonly renamed?: string;
}

/** A value from a decision. */
export function freshFromJson(value: Json): Fresh {
  if (typeof value === "string")
    return {
      kind: "scalar",
      text: value,
      yaml: null,
      json: JSON.stringify(value),
    };
  if (value === null || typeof value === "number" || typeof value === "boolean") {
    const text = String(value);
    return { kind: "scalar", text, yaml: text, json: text };
  }
  if (Array.isArray(value)) return { kind: "seq", items: (value as readonly Json[]).map(freshFromJson) };
  const entries = Object.entries(value as { readonly [key: string]: Json });
  return { kind: "map", entries: entries.map(([name, item]) => ({ name, value: freshFromJson(item) })) };
}

/** The value again, of what `freshFromJson` made. */
export function jsonFromFresh(value: Fresh): Json {
  if (value.kind === "scalar") return JSON.parse(value.json) as Json;
  if (value.kind === "seq") return value.items.map(jsonFromFresh);
  return Object.fromEntries(value.entries.map(({ name, value: own }) => [name, jsonFromFresh(own)]));
}

/**
 * A copy of a node of the manifest, for the place where an alias stood: scalars keep their source text,
 * anchors are left off, aliases become copies too. Null when a part cannot be copied onto one line.
 */
export function freshCopy(source: string, node: YamlNode): Fresh | null {
  const resolved = resolveAlias(node);
  if (resolved.kind === "scalar") {
    const text = source.slice(resolved.span.start, resolved.span.end);
    if (/[\r\n]/.test(text) || resolved.tag !== null) return null;
    const quoted = resolved.style !== "plain";
    return {
      kind: "scalar",
      text: resolved.text,
      yaml: text === "" ? "null" : text,
      json: quoted ? JSON.stringify(resolved.text) : text,
    };
  }
  if (resolved.tag !== null) return null;
  if (resolved.kind === "seq") {
    const items = resolved.items.map((item) => freshCopy(source, item));
    return items.some((item) => item === null) ? null : { kind: "seq", items: items as Fresh[] };
  }
  const entries: FreshEntry[] = [];
  for (const entry of resolved.entries) {
    const value = freshCopy(source, entry.value);
    if (value === null || entry.name === null || entry.name === "<<") return null;
    entries.push({ name: entry.name, value });
  }
  return { kind: "map", entries };
}

/** The same scalar, but in the quotes that the value it replaces had. */
export function inQuotes(value: Fresh, quotes: QuoteStyle): Fresh {
  if (value.kind !== "scalar") return value;
  const { text } = value;
  return { kind: "scalar", text, yaml: quotedText(text, quotes), json: JSON.stringify(text) };
}

/** Source text of a scalar in YAML. */
export function yamlText({ text, yaml }: Extract<Fresh, { kind: "scalar" }>, quotes: QuoteStyle): string {
  return yaml ?? stringText(text, quotes);
}

/** Source text of a key. */
export function keyText(name: string, quotes: QuoteStyle): string {
  return stringText(name, quotes);
}
