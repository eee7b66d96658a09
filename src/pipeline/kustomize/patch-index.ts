import { apiGroup } from "../../k8s/kinds.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { asMap, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { Fragment } from "./fragments.ts";
import { compileTarget, literalsOf, type MatchObject } from "./patch-target.ts";
import type { PlacedPatch } from "./tree.ts";

/** A document of a patch, its place among the others, and which objects it is for. */
interface IndexedPatch {
  readonly fragment: Fragment;
  readonly order: number;
  readonly isFor: MatchObject;
}

/** The patches of a kustomization by the names they are for, so that not each is tried on each object. */
export interface PatchIndex {
  readonly byName: ReadonlyMap<string, readonly IndexedPatch[]>;
  /** Those whose target is no plain name. */
  readonly others: readonly IndexedPatch[];
}

/** Sorts patches by the names they are for. */
export function indexPatches(
  list: readonly PlacedPatch[],
  fragmentsOf: (placed: PlacedPatch) => readonly Fragment[],
): PatchIndex {
  const byName = new Map<string, IndexedPatch[]>();
  const others: IndexedPatch[] = [];
  let order = 0;
  for (const placed of list) {
    const { target } = placed.patch;
    const compiled = target === null ? null : compileTarget(target);
    const literals = target === null ? null : literalsOf(target.name);
    for (const fragment of fragmentsOf(placed)) {
      const isFor = compiled ?? matchStrategicMerge(fragment.root);
      const one = { fragment, order: order++, isFor };
      const names = target === null ? [textAt(fragment.root, ["metadata", "name"]) ?? ""] : literals;
      if (names === null) others.push(one);
      else
        for (const name of names) {
          const same = byName.get(name);
          if (same === undefined) byName.set(name, [one]);
          else same.push(one);
        }
    }
  }
  return { byName, others };
}

/** The patches for an object that is called one of the names, in the order in which kustomize merges them. */
export function patchesFor(
  index: PatchIndex,
  object: KubeObject,
  names: ReadonlySet<string>,
): readonly Fragment[] {
  const found = [...namedPatches(index, names), ...index.others].filter(({ isFor }) => isFor(object, names));
  return found.length < 2 ? found.map(fragmentOf) : found.sort((a, b) => a.order - b.order).map(fragmentOf);
}

/** Looks up the fewer names: a base of many overlays may be called many things. */
function namedPatches({ byName }: PatchIndex, names: ReadonlySet<string>): Iterable<IndexedPatch> {
  if (byName.size === 0) return [];
  const known =
    byName.size < names.size
      ? [...byName.keys()].filter((name) => names.has(name))
      : [...names].filter((name) => byName.has(name));
  return new Set(known.flatMap((name) => byName.get(name) ?? []));
}

function fragmentOf({ fragment }: IndexedPatch): Fragment {
  return fragment;
}

/** A strategic merge without a target names its object by group, kind and name. */
function matchStrategicMerge(root: YamlNode): MatchObject {
  const isMap = asMap(root) !== null;
  const kind = textAt(root, ["kind"]);
  const group = apiGroup(textAt(root, ["apiVersion"]) ?? "");
  const name = textAt(root, ["metadata", "name"]) ?? "";
  const namespace = textAt(root, ["metadata", "namespace"]);
  return (object, names) =>
    isMap &&
    kind === object.kind &&
    group === apiGroup(object.apiVersion) &&
    (namespace === null || object.namespace === null || namespace === object.namespace) &&
    names.has(name);
}
