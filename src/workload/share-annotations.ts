import type { PodSet } from "../k8s/workload.ts";
import { podAnnotations } from "../k8s/workload.ts";
import { fields, text } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** A share of a GPU that a pod asks for by annotations: no container has a limit for it. */
export interface AnnotatedShare {
  /** The annotation that asks for it. */
  readonly key: string;
  readonly value: string;
  /** The container that gets it; null where the annotation names one that the pod does not have. */
  readonly container: string | null;
  /** Every annotation that is about the share, that one first. */
  readonly annotations: readonly { readonly key: string; readonly value: string; readonly path: FieldPath }[];
}

/**
 * Annotations of the pod by which KAI and Run:ai share GPUs of NVIDIA, to which the scheduler gives devices without any limit
 * (NVIDIA/KAI-Scheduler docs/gpu-sharing/README.md, pkg/common/resources/gpu_sharing.go; docs.nvidia.com/run-ai: setting the
 * default scheduler; read 2026-11-30).
 */
const ASKING: readonly string[] = ["gpu-fraction", "gpu-memory"];

/** What has no meaning, or is rejected, without them (pkg/common/constants/constants.go; Run:ai has limits besides). */
const ABOUT_SHARE = /^gpu-(?:fraction|memory)(?:-[a-z-]+)?$|^mps$/;

const CONTAINER = "gpu-fraction-container-name";

/** True for an annotation that asks for a share of a GPU. */
export function asksForShare(key: string): boolean {
  return ASKING.includes(key);
}

/** The share that the pods of a pod set ask for, or null. An amount of zero is none. */
export function annotatedShare(podSet: PodSet): AnnotatedShare | null {
  const written = fields(podAnnotations(podSet)).map(({ name, value }) => ({
    key: name,
    value: text(value) ?? "",
    path: [...(podSet.annotationsPath ?? []), name],
  }));
  const asking = written.find(({ key, value }) => asksForShare(key) && !/^[0.]*$/.test(value.trim()));
  if (asking === undefined) return null;
  const { key, value } = asking;
  return {
    key,
    value,
    container: containerOf(podSet, written.find((one) => one.key === CONTAINER)?.value),
    annotations: [asking, ...written.filter((one) => one !== asking && ABOUT_SHARE.test(one.key))],
  };
}

/** The one that is named, else the first that is no init container (KAI pkg/binder/common/gpu_access.go). */
function containerOf({ containers }: PodSet, named: string | undefined): string | null {
  const found =
    named === undefined
      ? containers.find(({ role }) => role === "main")
      : containers.find(({ name }) => name === named);
  return found?.name ?? null;
}
