import { at, boolean, items, member, textAt } from "../../k8s/access.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { ContainerView, Workload } from "../../k8s/workload.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";

export const SHM_PATH = "/dev/shm";

/** Volume name that public manifests use for shared memory, and that `gpuify patch` writes. */
const SHM_VOLUME = "dshm";

/** A volume of a pod, and where it is. */
export interface Volume {
  readonly name: string;
  readonly path: FieldPath;
  readonly node: YamlNode;
}

export function volumesOf({ podSpec, podSpecPath }: Workload): readonly Volume[] {
  return items(member(podSpec, "volumes")).map((node, index) => ({
    name: textAt(node, ["name"]) ?? "",
    path: [...podSpecPath, "volumes", index],
    node,
  }));
}

/** True for an emptyDir in memory. */
export function isMemory({ node }: Volume): boolean {
  return textAt(node, ["emptyDir", "medium"]) === "Memory";
}

/** Names of the volumes that a container mounts. */
export function mountedVolumes({ node }: ContainerView): readonly string[] {
  return items(member(node, "volumeMounts")).flatMap((mount) => textAt(mount, ["name"]) ?? []);
}

/**
 * True where something takes the place of the runtime's own 64 MiB: a mount, or the node's shared memory. What is filled
 * in later may be either.
 */
export function hasSharedMemory({ podSpec }: Workload, { node }: ContainerView): boolean {
  if (boolean(member(podSpec, "hostIPC")) === true) return true;
  if (isPlaceholder(textAt(podSpec, ["hostIPC"]) ?? "")) return true;
  return items(member(node, "volumeMounts")).some((mount) => {
    const path = textAt(mount, ["mountPath"]) ?? "";
    return isPlaceholder(path) || [SHM_PATH, "/dev"].includes(path.replace(/\/+$/, ""));
  });
}

/** The volume that `gpuify patch` mounts at /dev/shm: one in memory of its usual name, else a new one. */
export function sharedMemoryVolume(workload: Workload): { readonly name: string; readonly isNew: boolean } {
  const volumes = volumesOf(workload);
  if (volumes.some((volume) => volume.name === SHM_VOLUME && isMemory(volume)))
    return { name: SHM_VOLUME, isNew: false };
  const templates = items(at(workload.object.root, ["spec", "volumeClaimTemplates"])).map((template) =>
    textAt(template, ["metadata", "name"]),
  );
  const taken = new Set([...volumes.map(({ name }) => name), ...templates]);
  if (!taken.has(SHM_VOLUME)) return { name: SHM_VOLUME, isNew: true };
  for (let number = 2; ; number++)
    if (!taken.has(`${SHM_VOLUME}-${number}`)) return { name: `${SHM_VOLUME}-${number}`, isNew: true };
}
