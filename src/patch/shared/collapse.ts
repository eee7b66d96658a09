import type { PodSet } from "../../k8s/workload.ts";
import type { Origin } from "../../profile/settings.ts";
import { asMap, asSeq, at, fields } from "../../yaml/access.ts";
import { type PathSet, pathSet } from "../../yaml/path-set.ts";
import type { FieldPath, MapNode } from "../../yaml/tree.ts";
import type { ReasonedOperation, Step } from "./decision.ts";

/** A field or item that has to go, before it is known whether its parents go with it. */
export interface Removal {
  readonly path: FieldPath;
  readonly step: Step;
  readonly reason: string;
  readonly origin: Origin;
}

/**
 * What of a pod set stays even where nothing is left in it: the template, the pod spec and its containers, and a map of
 * amounts that a kind has in place of limits and requests, which it may require (VLLMRuntime `resources`).
 */
export function podFloors({ templatePath, podSpecPath, containers }: PodSet): readonly FieldPath[] {
  const maps = containers.flatMap(({ amounts }) =>
    amounts?.form === "maps" && amounts.requests === null ? [amounts.limits.path] : [],
  );
  return [templatePath, podSpecPath, ...containers.map(({ path }) => path), ...maps];
}

/**
 * Turns removals into the fewest `remove` operations: a map or list that would be left empty goes as a whole, and so
 * on upwards. What was empty before stays, and so does a parent that one of `additions` writes into.
 * A path in `floors` (pod spec, containers) never goes.
 */
export function collapseRemovals(
  root: MapNode,
  removals: readonly Removal[],
  additions: readonly FieldPath[],
  floors: readonly FieldPath[],
): readonly ReasonedOperation[] {
  const gone = new Map<string, Removal>();
  for (const removal of removals) gone.set(keyOf(removal.path), removal);
  const fixed = new Set(floors.map(keyOf));
  const added = pathSet(additions);
  for (let queue = [...gone.values()]; queue.length > 0; ) {
    const parents = new Map<string, FieldPath>();
    for (const { path } of queue) {
      const parent = path.slice(0, -1);
      if (parent.length > 0 && !fixed.has(keyOf(parent))) parents.set(keyOf(parent), parent);
    }
    queue = [...parents.values()].flatMap((parent) => {
      const merged = emptied(root, parent, gone, added);
      return merged === null ? [] : [merged];
    });
  }
  return [...gone.values()].map((removal) => ({ op: "remove", ...removal }));
}

/** Replaces the removals of all children of `parent` by one of the parent itself; null where something stays. */
function emptied(
  root: MapNode,
  parent: FieldPath,
  gone: Map<string, Removal>,
  added: PathSet,
): Removal | null {
  if (gone.has(keyOf(parent))) return null;
  if (added.hasWithin(parent)) return null;
  const children = childPaths(root, parent).map((path) => keyOf(path));
  const removed = children.map((child) => gone.get(child));
  const [first] = removed;
  if (first === undefined || removed.includes(undefined)) return null;
  const reasons = new Set(removed.flatMap((removal) => (removal === undefined ? [] : [removal.reason])));
  const merged: Removal = { ...first, path: parent, reason: [...reasons].join("; ") };
  for (const child of children) gone.delete(child);
  gone.set(keyOf(parent), merged);
  return merged;
}

function childPaths(root: MapNode, parent: FieldPath): readonly FieldPath[] {
  const node = at(root, parent);
  if (asMap(node) !== null) return fields(node).map(({ name }) => [...parent, name]);
  return asSeq(node)?.items.map((_, index) => [...parent, index]) ?? [];
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path);
}
