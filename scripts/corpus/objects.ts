import { composeStream, type Node } from "./compose.ts";
import { fieldOf, fromNode, textOf, type Value } from "./value.ts";

/** One Kubernetes object of a stream, found without gpuify's code. Lines count from 1. */
export interface StreamObject {
  readonly title: string;
  readonly namespace: string | null;
  readonly value: Value;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** A stream as kubectl sees it: its objects, those in Lists too, and what is left of its documents. */
export interface Stream {
  readonly reader: "yaml-js" | "yaml";
  readonly documents: number;
  readonly objects: readonly StreamObject[];
  /** Documents that are no object, and Lists without their items. */
  readonly shells: readonly Value[];
}

/** Reads a stream with the independent reader. Throws where that one cannot. */
export function readStream(text: string): Stream {
  const { reader, documents } = composeStream(text);
  const objects: StreamObject[] = [];
  const shells: Value[] = [];
  for (const document of documents) if (document !== null) collect(document, objects, shells);
  return { reader, documents: documents.length, objects, shells };
}

function collect(node: Node, objects: StreamObject[], shells: Value[]): void {
  const value = fromNode(node);
  const kind = textOf(fieldOf(value, "kind"));
  if (kind === null || fieldOf(value, "apiVersion") === undefined) {
    if (value !== "null:") shells.push(value);
    return;
  }
  const items =
    node.id === "mapping"
      ? node.value.find(([key]) => key.id === "scalar" && key.value === "items")
      : undefined;
  if (kind.endsWith("List") && items?.[1].id === "sequence") {
    const shell = new Map(value as ReadonlyMap<string, Value>);
    shell.set("items", []);
    shells.push(shell);
    for (const item of items[1].value) collect(item, objects, shells);
    return;
  }
  objects.push({
    ...identity(value),
    value,
    firstLine: node.start_mark.line + 1,
    lastLine: node.end_mark.line + 1,
  });
}

/** `Deployment/web` and the namespace of an object. */
export function identity(value: Value): { readonly title: string; readonly namespace: string | null } {
  const kind = textOf(fieldOf(value, "kind")) ?? "";
  const metadata = fieldOf(value, "metadata");
  const generated = textOf(fieldOf(metadata, "generateName"));
  const name = textOf(fieldOf(metadata, "name")) ?? (generated === null ? "" : `${generated}*`);
  return { title: name === "" ? kind : `${kind}/${name}`, namespace: textOf(fieldOf(metadata, "namespace")) };
}
