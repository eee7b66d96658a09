import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseAllDocuments } from "yaml";
import yamlJs, { type Mark, type Node } from "yaml-js";

export type { Node } from "yaml-js";

/** What an independent reader says about a stream. */
export interface Composed {
  /** `yaml` speaks only where yaml-js refuses what YAML 1.2 and kubectl allow (tabs, repeated anchors). */
  readonly reader: "yaml-js" | "yaml";
  /** One node per document; null for a document without any. An alias is the anchored node itself. */
  readonly documents: readonly (Node | null)[];
}

/**
 * Reads a stream with yaml-js, a port of PyYAML that shares no code with gpuify's readers and, like kubectl,
 * follows YAML 1.1; else with `yaml` in 1.1 mode. Throws where neither reads it.
 * A missing final newline is added, as kubectl does before it reads: it decides how a last `|` ends.
 */
export function composeStream(text: string): Composed {
  try {
    return {
      reader: "yaml-js",
      documents: yamlJs.compose_all(text.replace(/^\uFEFF/, "").replace(/[^\n]$/, "$&\n")),
    };
  } catch {
    return { reader: "yaml", documents: composeWithYaml(text) };
  }
}

function composeWithYaml(text: string): (Node | null)[] {
  const lines = new LineCounter();
  const options = { version: "1.1", merge: true, uniqueKeys: false, logLevel: "error" } as const;
  const documents = parseAllDocuments(text, { ...options, lineCounter: lines });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const anchors = new Map<string, Node>();
    return document.contents === null ? null : convert(document.contents, lines, anchors);
  });
}

function convert(node: ParsedNode, lines: LineCounter, anchors: Map<string, Node>): Node {
  if (isAlias(node)) {
    const target = anchors.get(node.source);
    if (target === undefined) throw new Error(`alias *${node.source} without an anchor`);
    return target;
  }
  const marks = { start_mark: markAt(lines, node.range[0]), end_mark: markAt(lines, node.range[1]) };
  const remember = (made: Node): Node => {
    if (node.anchor !== undefined) anchors.set(node.anchor, made);
    return made;
  };
  if (isScalar(node))
    return remember({ id: "scalar", ...resolve(node.value, node.source), style: null, ...marks });
  if (isSeq(node)) {
    const value = node.items.map((item) => convert(item as ParsedNode, lines, anchors));
    return remember({ id: "sequence", tag: "tag:yaml.org,2002:seq", value, ...marks });
  }
  if (!isMap(node)) throw new Error("a node of no kind");
  const value = node.items.map((pair): readonly [Node, Node] => [
    convert(pair.key as ParsedNode, lines, anchors),
    pair.value === null
      ? { id: "scalar", tag: "tag:yaml.org,2002:null", value: "", style: null, ...marks }
      : convert(pair.value as ParsedNode, lines, anchors),
  ]);
  return remember({ id: "mapping", tag: "tag:yaml.org,2002:map", value, ...marks });
}

function resolve(value: unknown, source: string | undefined): { tag: string; value: string } {
  const text = source ?? String(value ?? "");
  const tag = (name: string) => `tag:yaml.org,2002:${name}`;
  if (value === null) return { tag: tag("null"), value: text };
  if (typeof value === "boolean") return { tag: tag("bool"), value: text };
  if (typeof value === "bigint") return { tag: tag("int"), value: text };
  if (typeof value === "number") return { tag: tag(Number.isInteger(value) ? "int" : "float"), value: text };
  return { tag: tag(text === "<<" ? "merge" : "str"), value: typeof value === "string" ? value : text };
}

function markAt(lines: LineCounter, offset: number): Mark {
  const { line, col } = lines.linePos(offset);
  return { line: line - 1, column: col - 1 };
}
