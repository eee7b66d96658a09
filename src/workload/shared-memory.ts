import type { ValueOperation } from "../edit/operation.ts";
import type { Vendor } from "../gpu/types.ts";
import { isPlaceholder } from "../k8s/placeholder.ts";
import type { ContainerView, PodSet } from "../k8s/workload.ts";
import { at, boolean, items, member, textAt } from "../yaml/access.ts";
import type { FieldPath, YamlNode } from "../yaml/tree.ts";

export const SHM_PATH = "/dev/shm";

/**
 * Whether the devices of one pod talk to each other through shared memory: the libraries of NVIDIA and AMD do (NCCL,
 * RCCL), chips of a TPU and Neuron devices have links of their own. Of the others nobody has said: memory for them
 * costs nothing until it is used, and that it is missing is nothing to complain about.
 */
export function sharesMemory(vendor: Vendor): "yes" | "no" | "unknown" {
  switch (vendor) {
    case "nvidia":
    case "amd":
      return "yes";
    case "google":
    case "aws":
      return "no";
    case "intel":
    case "habana":
    case "other":
      return "unknown";
    default:
      return vendor satisfies never;
  }
}

/** Volume name that public manifests use for shared memory, and that `gpuify patch` writes. */
export const SHM_VOLUME = "dshm";

/** A volume of a pod, and where it is. */
export interface Volume {
  readonly name: string;
  readonly path: FieldPath;
  readonly node: YamlNode;
}

/** The volumes of a pod's spec, in order. */
export function volumesOf({ podSpec, podSpecPath }: PodSet): readonly Volume[] {
  return items(member(podSpec, "volumes")).map((node, index) => ({
    name: textAt(node, ["name"]) ?? "",
    path: [...podSpecPath, "volumes", index],
    node,
  }));
}

/**
 * Names of the claims that a StatefulSet makes for each pod. Its controller puts a volume of that name in place of the
 * pod's own (kubernetes pkg/controller/statefulset/stateful_set_utils.go, updateStorage), so they are taken.
 */
export function claimTemplateNames({ object }: PodSet): readonly string[] {
  return items(at(object.root, ["spec", "volumeClaimTemplates"])).flatMap(
    (template) => textAt(template, ["metadata", "name"]) ?? [],
  );
}

/** True for an emptyDir in memory. */
export function isMemory({ node }: Volume): boolean {
  return textAt(node, ["emptyDir", "medium"]) === "Memory";
}

/** Names of the volumes that a container mounts. */
export function mountedVolumes({ node }: ContainerView): readonly string[] {
  return items(member(node, "volumeMounts")).flatMap((mount) => textAt(mount, ["name"]) ?? []);
}

/** The containers that mount a volume. */
export function containersMounting({ containers }: PodSet, volume: string): readonly ContainerView[] {
  return containers.filter((container) => mountedVolumes(container).includes(volume));
}

/** Where a container mounts something at /dev/shm; null where nothing is. */
export function shmMountPath({ node, path }: ContainerView): FieldPath | null {
  const index = items(member(node, "volumeMounts")).findIndex((one) => mountPath(one) === SHM_PATH);
  return index < 0 ? null : [...path, "volumeMounts", index];
}

/** Name of the volume that a container mounts at /dev/shm; empty where the mount has none. Null where nothing is. */
export function mountedAtShm({ node }: ContainerView): string | null {
  const mount = items(member(node, "volumeMounts")).find((one) => mountPath(one) === SHM_PATH);
  return mount === undefined ? null : (textAt(mount, ["name"]) ?? "");
}

/**
 * True where something takes the place of the runtime's own 64 MiB: a mount, the node's shared memory, or what the
 * operator of the kind mounts by itself. What is filled in later may be either. A mount at /dev is no such thing: the runtime mounts its own on top, unless one has exactly
 * its path (containerd internal/cri/server/container_create.go, linuxContainerMounts).
 */
export function hasSharedMemory({ podSpec, kind }: PodSet, { node }: ContainerView): boolean {
  if (kind.sharedMemory !== undefined) return true;
  if (boolean(member(podSpec, "hostIPC")) === true) return true;
  if (isPlaceholder(textAt(podSpec, ["hostIPC"]) ?? "")) return true;
  return items(member(node, "volumeMounts")).some((mount) => {
    const path = mountPath(mount);
    return isPlaceholder(path) || path === SHM_PATH;
  });
}

function mountPath(mount: YamlNode): string {
  return textAt(mount, ["mountPath"])?.replace(/\/+$/, "") ?? "";
}

/** The volume to mount at /dev/shm: one in memory of the usual name, else a new one under a name that is free. */
export function sharedMemoryVolume(podSet: PodSet): {
  readonly name: string;
  /** The volume that is there already, or null for a new one. */
  readonly existing: Volume | null;
} {
  const volumes = volumesOf(podSet);
  const claims = claimTemplateNames(podSet);
  const existing = volumes.find((volume) => volume.name === SHM_VOLUME && isMemory(volume)) ?? null;
  if (existing !== null && !claims.includes(SHM_VOLUME)) return { name: SHM_VOLUME, existing };
  const taken = new Set([...volumes.map(({ name }) => name), ...claims]);
  if (!taken.has(SHM_VOLUME)) return { name: SHM_VOLUME, existing: null };
  for (let number = 2; ; number++)
    if (!taken.has(`${SHM_VOLUME}-${number}`)) return { name: `${SHM_VOLUME}-${number}`, existing: null };
}

/** Mounts memory at /dev/shm of containers of which nothing is there. A new volume gets the size; empty for none. */
export function mountSharedMemory(
  podSet: PodSet,
  containers: readonly ContainerView[],
  size: string,
): readonly ValueOperation[] {
  const { name, existing } = sharedMemoryVolume(podSet);
  const emptyDir = { medium: "Memory", ...(size !== "" && { sizeLimit: size }) };
  const volume: readonly ValueOperation[] =
    existing === null
      ? [{ op: "append", path: [...podSet.podSpecPath, "volumes"], value: { name, emptyDir } }]
      : [];
  const mounts = containers.map(({ path }): ValueOperation => {
    return { op: "append", path: [...path, "volumeMounts"], value: { name, mountPath: SHM_PATH } };
  });
  return [...volume, ...mounts];
}
