import { type KubeObject, objectsIn } from "../../../src/k8s/object.ts";
import { readDocument } from "../../../src/yaml/read.ts";
import { makeSource } from "../../../src/yaml/source.ts";
import { splitDocuments } from "../../../src/yaml/split.ts";
import type { JsonObject } from "./oracle.ts";

/** All objects of a stream; documents that cannot be read are left out. */
export function objectsInText(text: string): readonly KubeObject[] {
  const source = makeSource("test.yaml", text);
  return splitDocuments(text).flatMap(({ content, span }, index) => {
    const read = readDocument(text, content);
    if (!read.ok) return [];
    return objectsIn(source, { index, span, root: read.root, aliases: read.aliases }, 0);
  });
}

/** A value as it is read from its JSON; null where that is no object any more. */
export function objectOf(value: JsonObject): KubeObject | null {
  return objectsInText(JSON.stringify(value))[0] ?? null;
}
