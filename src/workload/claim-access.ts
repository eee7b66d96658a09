import type { KubeObject } from "../k8s/object.ts";
import { at, items, text } from "../yaml/access.ts";

/** Whether the pod's containers only read from a volume. */
export type VolumeUse = "read" | "write";

/** Who may mount a claim at one time; `unknown` where it says no mode. */
type ClaimAccess = "many" | "one-node" | "one-pod" | "unknown";

/**
 * Who may mount a PersistentVolumeClaim at one time. Its modes are alternatives: what may be read by many or written
 * by one is written by one. (Kubernetes documentation: Persistent Volumes, access modes.)
 */
export function accessOfClaim({ root }: KubeObject, use: VolumeUse): ClaimAccess {
  const modes = items(at(root, ["spec", "accessModes"])).map((mode) => text(mode) ?? "");
  if (modes.length === 0) return "unknown";
  if (modes.includes("ReadWriteMany")) return "many";
  if (modes.includes("ReadOnlyMany") && (use === "read" || modes.length === 1)) return "many";
  return modes.every((mode) => mode === "ReadWriteOncePod") ? "one-pod" : "one-node";
}
