import { hasSharedMemory, mountSharedMemory, SHM_PATH, sharesMemory } from "../../workload/shared-memory.ts";
import type { LintContext } from "../context.ts";
import { nodeCountProblem } from "../placement/node-count.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { countOf } from "../resources/asks.ts";
import type { Fix } from "../rule.ts";
import type { WholeGpus } from "./whole-gpus.ts";

/** A container that is to get more GPUs. */
interface Raise {
  readonly container: PodContainerView;
  readonly gpus: WholeGpus;
  readonly count: number;
}

/**
 * Asks for the GPUs that a program is started for. Unsafe, because each of them costs money, and a pod that was placed may
 * have to wait. Null where another container has GPUs too, or where no node that the pod selects has that many.
 */
export function raiseCount({ container, gpus, count }: Raise, pod: Pod, context: LintContext): Fix | null {
  const { ask } = gpus;
  if (pod.gpuContainers.length > 1 || container.view.role !== "main") return null;
  if (nodeCountProblem({ pod, ask, count }, context) !== null) return null;
  const amounts = [ask.limit, ask.request].flatMap((one) => (one === null ? [] : [one]));
  if (amounts.some((one) => countOf(one) !== gpus.count || one.inPart !== undefined)) return null;
  const operations = amounts.map(({ path }) => ({ op: "set", path, value: count }) as const);
  const title = `set ${ask.resource} to ${count}`;
  if (!needsMemory({ container, gpus, count }, pod, context)) return { safety: "unsafe", title, operations };
  return {
    safety: "unsafe",
    title: `${title} and mount memory at ${SHM_PATH}`,
    operations: [...operations, ...mountSharedMemory(pod.workload, [container.view], "")],
  };
}

/** `shm-missing` finds a pod of several GPUs without it; for training it also reports and fixes a pod with one GPU. */
function needsMemory({ container, gpus }: Raise, { workload }: Pod, { profileOf }: LintContext): boolean {
  if (gpus.count > 1 || sharesMemory(gpus.ask.meaning.vendor) !== "yes") return false;
  return !hasSharedMemory(workload, container.view) && profileOf(workload) !== "training";
}
