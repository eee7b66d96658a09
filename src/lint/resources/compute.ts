import { amountAt, podLevelResources } from "../../k8s/workload.ts";
import { at, isNullish } from "../../yaml/access.ts";
import type { Pod, PodContainerView } from "../pod.ts";

/** What is said about `cpu` or `memory` of a container, by itself or by the pod as a whole. */
interface Compute {
  readonly limit: boolean;
  readonly request: boolean;
}

/**
 * Whether a container's use of a resource is limited and requested. A pod's own `spec.resources` counts for all its
 * containers, and a limit without a request is the request too (kubernetes/kubernetes pkg/apis/core/v1/defaults.go).
 */
export function computeOf(
  { view }: PodContainerView,
  { workload }: Pod,
  resource: "cpu" | "memory",
): Compute {
  const isSaid = (section: "limits" | "requests"): boolean =>
    !isNullish(amountAt(view, section, resource)) ||
    !isNullish(at(podLevelResources(workload), [section, resource]));
  const limit = isSaid("limits");
  return { limit, request: limit || isSaid("requests") };
}

/** Containers that compute on GPUs for as long as the pod runs, where nobody else sets their cpu and memory. */
export function computingContainers(pod: Pod): readonly PodContainerView[] {
  if (isFilledIn(pod) || hasDevicesAlone(pod)) return [];
  return pod.gpuContainers.filter(({ view }) => view.role !== "init");
}

/** True for a list of devices of a kind that others take for their own pods, which have cpu and memory (llmaz OpenModel). */
function hasDevicesAlone({ workload: { kind, row } }: Pod): boolean {
  return kind.life === "template" && row.fields !== undefined && !row.fields.includes("containers");
}

/**
 * True for pods whose cpu and memory GKE Autopilot fills in
 * (https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests).
 */
export function isFilledIn({ platforms }: Pod): boolean {
  return platforms.length > 0 && platforms.every(({ name }) => name === "gke-autopilot");
}
