import { unknownAccelerators } from "../../workload/accelerators.ts";
import { mayAskElsewhere } from "../../workload/gpus-elsewhere.ts";
import { isEmpty, member } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** True for pods that ask for a device, by resource or by claim, or for something that may be one. */
export function usesGpu(
  { workload, containers, gpuContainers, isGpuPod }: Pod,
  { catalog }: LintContext,
): boolean {
  return (
    isGpuPod ||
    gpuContainers.length > 0 ||
    mayAskElsewhere(workload) ||
    containers.some(
      ({ claims, view }) => claims.length > 0 || unknownAccelerators(view, catalog).length > 0,
    ) ||
    !isEmpty(member(workload.podSpec, "resourceClaims"))
  );
}
