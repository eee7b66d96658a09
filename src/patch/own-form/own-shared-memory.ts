import { hasComment } from "../../k8s/comments.ts";
import { sameJson } from "../../k8s/json.ts";
import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import {
  claimTemplateNames,
  isMemory,
  SHM_PATH,
  SHM_VOLUME,
  type Volume,
  volumesOf,
} from "../../workload/shared-memory.ts";
import { fields, items, member, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";

/** Shared memory as the GPU profiles write it: its size limit, empty without one, and where volume and mounts are. */
export interface OwnSharedMemory {
  readonly size: string;
  readonly paths: readonly FieldPath[];
  /** A comment on or above it may be a person's about it. */
  readonly isCommented: boolean;
}

/**
 * Finds it, mounted in containers that `owns` admits and in no other; null where there is none. Nothing of a person's
 * is in it: no comment, no anchor and no other field, and it is the last of its list. A size limit is for the caller
 * to judge: a flag may have written it, or a person.
 */
export function ownSharedMemory(
  podSet: PodSet,
  owns: (container: ContainerView) => boolean,
): OwnSharedMemory | null {
  const found = sharedMemoryInOurForm(podSet, owns);
  return found?.isCommented === false ? found : null;
}

/** The same, also with a comment. */
export function sharedMemoryInOurForm(
  podSet: PodSet,
  owns: (container: ContainerView) => boolean,
): OwnSharedMemory | null {
  const volume = volumesOf(podSet).at(-1);
  if (volume === undefined || !isOwnVolume(volume)) return null;
  const { name } = volume;
  // Its controller mounts the claim of that name, which is the user's.
  if (claimTemplateNames(podSet).includes(name)) return null;
  const users = podSet.containers.flatMap((container) => mountsOf(container, name));
  if (users.length === 0 || !users.every((user) => isOwnMount(user) && owns(user.container))) return null;
  const paths = [
    volume.path,
    ...users.map(({ container, index: mount }) => [...container.path, "volumeMounts", mount]),
  ];
  return {
    size: textAt(volume.node, ["emptyDir", "sizeLimit"]) ?? "",
    paths,
    isCommented: paths.some((path) => hasComment(podSet.object, path)),
  };
}

/** Where shared memory under the name that gpuify uses is mounted, whoever wrote it; null where none is. */
export function sharedMemoryUnderOurName(podSet: PodSet): FieldPath | null {
  return volumesOf(podSet).find((volume) => isOurName(volume.name) && isMemory(volume))?.path ?? null;
}

function isOurName(name: string): boolean {
  return name.startsWith(SHM_VOLUME) && /^(?:-\d+)?$/.test(name.slice(SHM_VOLUME.length));
}

function isOwnVolume(volume: Volume): boolean {
  const { name, node } = volume;
  const emptyDir = member(node, "emptyDir");
  return (
    isOurName(name) &&
    isMemory(volume) &&
    isBare(node) &&
    hasFields(node, "name", "emptyDir") &&
    (hasFields(emptyDir, "medium") || hasFields(emptyDir, "medium", "sizeLimit"))
  );
}

interface Mount {
  readonly container: ContainerView;
  readonly index: number;
  readonly count: number;
  readonly node: YamlNode;
}

function mountsOf(container: ContainerView, volume: string): readonly Mount[] {
  const mounts = items(member(container.node, "volumeMounts"));
  return mounts.flatMap((node, index) =>
    textAt(node, ["name"]) === volume ? [{ container, index, count: mounts.length, node }] : [],
  );
}

function isOwnMount({ index, count, node }: Mount): boolean {
  return (
    index === count - 1 &&
    isBare(node) &&
    hasFields(node, "name", "mountPath") &&
    textAt(node, ["mountPath"]) === SHM_PATH
  );
}

/** Without anchors, aliases and tags, which only people write. */
function isBare(node: YamlNode): boolean {
  if (node.kind === "alias" || node.anchor !== null || node.tag !== null) return false;
  return node.kind !== "map" || node.entries.every(({ key, value }) => isBare(key) && isBare(value));
}

/** True when a map has exactly these fields, in this order. */
function hasFields(node: YamlNode | null, ...names: readonly string[]): boolean {
  return sameJson(
    fields(node).map(({ name }) => name),
    names,
  );
}
