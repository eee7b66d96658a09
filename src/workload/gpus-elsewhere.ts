import type { GpuSource } from "../k8s/kind-row.ts";
import type { PodSet } from "../k8s/workload.ts";
import { at, count, textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** GPUs that a field outside of all resources decides about: gpuify reads it and never writes it. */
export interface GpusElsewhere {
  readonly what: GpuSource;
  readonly path: FieldPath;
  /** As it is written. */
  readonly text: string;
  /** GPUs of all pods of the set together, and of one pod; null where the object does not tell. */
  readonly total: number | null;
  readonly perPod: number | null;
}

const UNKNOWN = { total: null, perPod: null };

/** The field that decides about the GPUs of a pod set in place of resources, or null where there is none, or none for GPUs. */
export function gpusElsewhere({ object, row, elsewhere }: PodSet): GpusElsewhere | null {
  const [path] = elsewhere;
  if (path === undefined || row.elsewhere === undefined) return null;
  const { what } = row.elsewhere;
  const text = textAt(object.root, path) ?? "";
  switch (what) {
    case "total": {
      const total = count(at(object.root, path));
      return total === 0 ? null : { what, path, text, total, perPod: null };
    }
    case "device":
      return { what, path, text, total: null, perPod: elsewhere.length };
    case "profile": {
      // `nvidia-gpu-l4:2`: a profile of the operator and how many of it (kubeai: docs, resource profiles).
      if (/^cpu\b/.test(text)) return null;
      const [, times = ""] = text.split(":");
      return { what, path, text, total: null, perPod: /^\d+$/.test(times) ? Number(times) : null };
    }
    case "machine":
      return { what, path, text, ...UNKNOWN };
    default:
      return what satisfies never;
  }
}

/**
 * True where the manifest does not show all that the pods ask for: it is merged over a base of its operator, shared by
 * objects that bring amounts of their own, filled in from a model's profile, or decided by a field outside of resources.
 */
export function mayAskElsewhere(podSet: PodSet): boolean {
  const { row, kind, computes } = podSet;
  if (row.merged === true || row.fields !== undefined || gpusElsewhere(podSet) !== null) return true;
  return computes !== "no" && (row.main !== undefined || kind.life === "template");
}
