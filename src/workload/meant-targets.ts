import type { KubeObject } from "../k8s/object.ts";
import { groupBy } from "../kernel/group-by.ts";
import { lastUpTo } from "../kernel/last-up-to.ts";

/**
 * Several workloads of one kind and name, and the objects that aim at that name, by where they are. Each question takes as
 * long as its answer: overlays may have thousands of both.
 */
export interface AimedName {
  /** Files that have such workloads: by file and namespace, the workloads in order. */
  readonly twins: ReadonlyMap<string, readonly KubeObject[]>;
  /** Namespaces of the workloads, and of the objects. */
  readonly targetSpaces: ReadonlySet<string | null>;
  readonly spaces: ReadonlySet<string | null>;
  /** Objects in files with workloads, by file. */
  readonly beside: ReadonlyMap<string, Place>;
  /** Objects in other files, by folder; null: no workload is in their folder. */
  readonly apart: ReadonlyMap<string | null, Place>;
}

/** Objects of one file or folder, in order. */
interface Place {
  readonly bySpace: ReadonlyMap<string | null, readonly KubeObject[]>;
  /** Those in a namespace that no workload is in. */
  readonly free: readonly KubeObject[];
}

/** Puts the objects that aim at a name, and the workloads of that name, in order. */
export function aimedName(objects: readonly KubeObject[], targets: readonly KubeObject[]): AimedName {
  const targetSpaces = new Set(targets.map(({ namespace }) => namespace));
  const files = new Set(targets.map(({ source }) => source.name));
  const folders = new Set(targets.map(folderOf));
  const places = (some: readonly KubeObject[], keyOf: (object: KubeObject) => string | null) =>
    new Map([...groupBy(some, keyOf)].map(([key, own]) => [key, placeOf(own, targetSpaces)] as const));
  const isBeside = ({ source }: KubeObject): boolean => files.has(source.name);
  const apart = objects.filter((object) => !isBeside(object));
  return {
    twins: new Map([...groupBy(targets, twinKey)].map(([key, some]) => [key, inOrder(some)])),
    targetSpaces,
    spaces: new Set(objects.map(({ namespace }) => namespace)),
    beside: places(objects.filter(isBeside), ({ source }) => source.name) as AimedName["beside"],
    apart: places(apart, (object) => (folders.has(folderOf(object)) ? folderOf(object) : null)),
  };
}

/**
 * Of the objects that aim at a name, those that mean one of its workloads: in its namespace, in its file and last before
 * it there, else those in its folder.
 */
export function meaning(target: KubeObject, name: AimedName): readonly KubeObject[] {
  // By id: a workload is also asked about as it will be once restored.
  const twins = name.twins.get(twinKey(target)) ?? [];
  const index = lastUpTo(twins, target.id, ({ id }) => id);
  const isOne = twins[index]?.id === target.id;
  const inPlace = (place: Place | undefined): readonly KubeObject[] => objectsFor(target, place, name);
  const after = index === 0 ? Number.NEGATIVE_INFINITY : target.id;
  const next = twins[index + 1]?.id ?? Number.POSITIVE_INFINITY;
  return inOrder([
    ...(isOne ? between(inPlace(name.beside.get(target.source.name)), after, next) : []),
    ...(isOne ? inPlace(name.apart.get(folderOf(target))) : []),
    ...inPlace(name.apart.get(null)),
  ]);
}

/** An object without a namespace goes to whichever `kubectl -n` names, unless a workload or an object is without one, too. */
function objectsFor(
  { namespace }: KubeObject,
  place: Place | undefined,
  { spaces, targetSpaces }: AimedName,
): readonly KubeObject[] {
  if (place === undefined) return [];
  if (spaces.has(namespace)) return place.bySpace.get(namespace) ?? [];
  if (namespace === null) return place.free;
  return targetSpaces.has(null) ? [] : (place.bySpace.get(null) ?? []);
}

function placeOf(objects: readonly KubeObject[], targetSpaces: ReadonlySet<string | null>): Place {
  const ordered = inOrder(objects);
  return {
    bySpace: groupBy(ordered, ({ namespace }) => namespace),
    free: ordered.filter(({ namespace }) => !targetSpaces.has(namespace)),
  };
}

function between(objects: readonly KubeObject[], after: number, next: number): readonly KubeObject[] {
  const idOf = ({ id }: KubeObject): number => id;
  return objects.slice(lastUpTo(objects, after, idOf) + 1, lastUpTo(objects, next, idOf) + 1);
}

function inOrder(objects: readonly KubeObject[]): readonly KubeObject[] {
  return [...objects].sort((a, b) => a.id - b.id);
}

function twinKey({ source, namespace }: KubeObject): string {
  return JSON.stringify([source.name, namespace]);
}

/** Examples and overlays have a folder each, and names in common. */
function folderOf({ source }: KubeObject): string {
  return source.name.replace(/[^/\\]*$/, "");
}
