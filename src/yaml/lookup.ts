import {
  type FieldPath,
  isMergeKey,
  type MapNode,
  resolveAlias,
  type SeqNode,
  type YamlNode,
} from "./tree.ts";

/** Finding nodes in the neutral tree the way kubectl would: aliases followed, merge keys honored. */

/**
 * The value of a field, or null where the map has no such field. Of a field and the merge keys (`<<`) beside it the
 * last one wins, and in a merged list the first map (go-yaml v2 `mappingStruct`, which kubectl reads with).
 */
export function member(node: YamlNode | null, name: string): YamlNode | null {
  const map = asMap(node);
  if (map === null) return null;
  for (let index = map.entries.length - 1; index >= 0; index--) {
    const entry = map.entries[index];
    if (entry?.name === "<<" && isMergeKey(entry.key)) {
      const merged = memberOfMerge(entry.value, name);
      if (merged !== null) return merged;
    } else if (entry?.name === name) return entry.value;
  }
  return null;
}

function memberOfMerge(merged: YamlNode, name: string): YamlNode | null {
  const source = resolveAlias(merged);
  if (source.kind === "map") return member(source, name);
  if (source.kind !== "seq") return null;
  for (const item of source.items) {
    const found = member(item, name);
    if (found !== null) return found;
  }
  return null;
}

/** Follows a path; null where a step does not exist. */
export function at(node: YamlNode | null, path: FieldPath): YamlNode | null {
  let current = node;
  for (const step of path) {
    if (current === null) return null;
    current = typeof step === "number" ? (asSeq(current)?.items[step] ?? null) : member(current, step);
  }
  return current;
}

/** The node as a map (aliases followed), or null. */
export function asMap(node: YamlNode | null): MapNode | null {
  if (node?.kind === "map") return node;
  return node?.kind === "alias" ? asMap(resolveAlias(node)) : null;
}

/** The node as a list (aliases followed), or null. */
export function asSeq(node: YamlNode | null): SeqNode | null {
  if (node?.kind === "seq") return node;
  return node?.kind === "alias" ? asSeq(resolveAlias(node)) : null;
}
