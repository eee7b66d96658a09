import type { Span } from "../kernel/span.ts";

/** How a scalar is written. A value that is not written at all (`key:`) is plain with an empty span. */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** What every node has. Spans are UTF-16 offsets into the whole source text. */
interface NodeBase {
  /** The node itself, quotes and brackets included, anchor and tag not. A block collection ends with its last content. */
  readonly span: Span;
  /** Where the node's anchor or tag begins, else `span.start`. */
  readonly outerStart: number;
  readonly anchor: string | null;
  readonly tag: string | null;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** Decoded text; never judged as a number or boolean here, because YAML 1.1 and 1.2 disagree. */
  readonly text: string;
}

export interface MapEntry {
  readonly key: YamlNode;
  /** The key's text when it is a scalar without a tag, else null. */
  readonly name: string | null;
  readonly value: YamlNode;
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  readonly flow: boolean;
  readonly entries: readonly MapEntry[];
}

export interface SeqNode extends NodeBase {
  readonly kind: "seq";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface AliasNode extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
  /** The anchored node the alias stands for. */
  readonly target: YamlNode;
}

/** The neutral tree: no library's node leaves this folder. */
export type YamlNode = ScalarNode | MapNode | SeqNode | AliasNode;

/** One `---` part of a source, read. `root` is null when it holds no node at all. */
export interface YamlDocument {
  readonly index: number;
  readonly span: Span;
  readonly root: YamlNode | null;
  /** Anchored node → aliases that use it, in order of appearance. Empty in nearly every file. */
  readonly aliases: ReadonlyMap<YamlNode, readonly AliasNode[]>;
}

/** Field names and item indexes from the top of an object, as in `["spec", "containers", 0]`. */
export type FieldPath = readonly (string | number)[];

/** A path as people write it: `spec.containers[0].resources.limits["nvidia.com/gpu"]`. */
export function formatPath(path: FieldPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** True for `null`, `~` and a value that is not written, as both YAML versions read them; not for an alias of one. */
export function isNullScalar(node: YamlNode): boolean {
  return node.kind === "scalar" && node.style === "plain" && node.tag === null && NULLS.has(node.text);
}

const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);

/** The node an alias stands for, or the node itself. */
export function resolveAlias(node: YamlNode): Exclude<YamlNode, AliasNode> {
  let current = node;
  while (current.kind === "alias") current = current.target;
  return current;
}

/** True for the plain key `<<`, which merges other maps in; in quotes it is a field like any other. */
export function isMergeKey(key: YamlNode): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.tag === null && key.text === "<<";
}
