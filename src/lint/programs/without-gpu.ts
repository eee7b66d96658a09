import { gpuOnlyProgram } from "../../workload/programs/gpu-only.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import type { RuleFinding } from "../rule.ts";

/** A server that does not run without a GPU, in a container that asks for none. */
export function withoutGpuFindings({ view }: PodContainerView, pod: Pod): readonly RuleFinding[] {
  const run = gpuOnlyProgram(pod.workload, view);
  if (run === null) return [];
  return [
    {
      path: [...view.path, "resources"],
      message: `container "${view.name}" runs ${run.row.what} from an image that is built for GPUs, and asks for none`,
    },
  ];
}
