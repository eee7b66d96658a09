import type { Placement } from "../../../../gpu/types.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { warn } from "../../../shared/diagnostics.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import type { LastingRequirements } from "../placement/lasting.ts";

/** A label that the platform takes only together with another one. */
export function halfPairs(
  { podSet }: PodSetContext,
  placement: Placement,
  { own, keys }: LastingRequirements,
): readonly Advice[] {
  return placement.labelPairs.flatMap(({ value }) => {
    const [first, second] = value;
    const [has, lacks] = keys.has(first) ? [first, second] : [second, first];
    const path = own.find(({ key }) => key === has)?.path;
    if (path === undefined || keys.has(lacks)) return [];
    return [
      warn(podSet, path, {
        code: "gpu-label-pair-missing",
        message: `"${has}" is selected without "${lacks}"`,
        why: `${placement.platform} takes the two only together, and rejects the pod.`,
        advice: `Select ${lacks} too.`,
      }),
    ];
  });
}

/** The pods of a slice start together, one on each of its machines; with another number they wait for each other. */
export function sliceDiagnostics(
  { podSet, settings }: PodSetContext,
  { placement, pods, devicesPerPod }: GpuAllocation,
): readonly Advice[] {
  const slice = placement?.slice ?? null;
  if (slice === null || slice.hosts === pods.now) return [];
  if (slice.hosts === 1) return settings.base === "training" ? [slicesApart(podSet, pods.now)] : [];
  const { topology, hosts } = slice;
  const replicas = podSet.kind.replicas ?? ["kind"];
  return [
    warn(podSet, replicas, {
      code: "slice-needs-pods",
      message: `a slice ${topology} has ${hosts} machines of ${devicesPerPod} chips, and ${objectTitle(podSet.object)} runs ${pods.now} ${pods.now === 1 ? "pod" : "pods"} at once`,
      advice: `Run ${hosts} pods (a Job: parallelism and completions ${hosts}), or pass --topology for a slice of ${pods.now === 1 ? "one machine" : `${pods.now} machines`}.`,
    }),
  ];
}

/** Pods of a Job work together as a rule, and only the pods of one slice have a TPU network between them. */
function slicesApart(podSet: PodSet, pods: number): Advice {
  return warn(podSet, podSet.kind.replicas ?? ["kind"], {
    code: "slices-apart",
    message: `each of the ${pods} pods of ${objectTitle(podSet.object)} gets its own TPU slice`,
    advice: `Pass --topology with a shape of ${pods} machines, if they do.`,
  });
}
