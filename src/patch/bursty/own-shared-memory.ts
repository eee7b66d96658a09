import { at, fields, items, member, textAt } from "../../k8s/access.ts";
import type { ContainerView, Workload } from "../../k8s/workload.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import { SHM_VOLUME } from "../steps/needs-shared-memory.ts";
import { sameJson } from "./json.ts";

const SHM_PATH = "/dev/shm";

/** Shared memory as the GPU profiles write it: its size limit, empty without one, and where volume and mounts are. */
export interface OwnSharedMemory {
  readonly size: string;
  readonly paths: readonly FieldPath[];
}

/** Finds it, mounted in containers that `owns` admits and in no other; null where there is none. */
export function ownSharedMemory(
  workload: Workload,
  owns: (container: ContainerView) => boolean,
): OwnSharedMemory | null {
  const volumes = items(at(workload.podSpec, ["volumes"]));
  const index = volumes.length - 1;
  const volume = volumes[index];
  const name = textAt(volume ?? null, ["name"]);
  if (volume === undefined || name === null || !isOwnVolume(volume, name)) return null;
  const users = workload.containers.flatMap((container) => mountsOf(container, name));
  if (users.length === 0 || !users.every((user) => isOwnMount(user) && owns(user.container))) return null;
  return {
    size: textAt(volume, ["emptyDir", "sizeLimit"]) ?? "",
    paths: [
      [...workload.podSpecPath, "volumes", index],
      ...users.map(({ container, index: mount }) => [...container.path, "volumeMounts", mount]),
    ],
  };
}

function isOwnVolume(volume: YamlNode, name: string): boolean {
  const suffix = name.slice(SHM_VOLUME.length);
  return (
    name.startsWith(SHM_VOLUME) &&
    /^(?:-\d+)?$/.test(suffix) &&
    hasFields(volume, "name", "emptyDir") &&
    textAt(volume, ["emptyDir", "medium"]) === "Memory" &&
    (hasFields(member(volume, "emptyDir"), "medium") ||
      hasFields(member(volume, "emptyDir"), "medium", "sizeLimit"))
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
    index === count - 1 && hasFields(node, "name", "mountPath") && textAt(node, ["mountPath"]) === SHM_PATH
  );
}

/** True when a map has exactly these fields, in this order. */
function hasFields(node: YamlNode | null, ...names: readonly string[]): boolean {
  return sameJson(
    fields(node).map(({ name }) => name),
    names,
  );
}
