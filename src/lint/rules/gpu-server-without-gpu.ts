import { podLevelResources } from "../../k8s/workload.ts";
import { unknownAccelerators } from "../../workload/accelerators.ts";
import { mayAskElsewhere } from "../../workload/gpus-elsewhere.ts";
import { mayStartGpuServer } from "../../workload/programs/first-look.ts";
import { gpuOnlyProgram } from "../../workload/programs/gpu-only.ts";
import { isEmpty, items, member, textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { perProgram } from "../programs/per-program.ts";
import type { Rule } from "../rule.ts";

/** A model server that cannot run on a CPU, and has no GPU. */
export const gpuServerWithoutGpu: Rule = {
  id: "gpu-server-without-gpu",
  severity: "warning",
  title: "GPU model server that asks for no GPU",
  fix: "none",
  about: () => ({
    why: "GPU builds of these servers exit with an error if they find no GPU. If a node exposes its GPUs to every container, the server uses GPUs of other pods, and the scheduler does not count them.",
    advice:
      "Ask for a GPU under `limits`: `gpuify -p continuous` writes it with the placement. On CPUs, use a CPU build.",
    sources: [
      {
        title: "vLLM: GPU installation",
        url: "https://docs.vllm.ai/en/latest/getting_started/installation/gpu.html",
      },
      {
        title: "vLLM: installation on CPUs",
        url: "https://docs.vllm.ai/en/latest/getting_started/installation/cpu.html",
      },
      {
        title: "Kubernetes: schedule GPUs",
        url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/",
      },
    ],
    bad: podExample({ container: ARGS }).replace(/ {6}resources:[\s\S]*/, ""),
    good: podExample({ container: ARGS }),
  }),
  check: perProgram((container, pod, context) => {
    if (mayHaveGpu(container, pod, context)) return [];
    const { view } = container;
    const run = gpuOnlyProgram(pod.workload, view);
    if (run === null) return [];
    const message = `container "${view.name}" runs ${run.row.what} from an image built for GPUs but asks for none`;
    return [{ path: [...view.path, "resources"], message }];
  }, mayStartGpuServer),
};

const ARGS = "args: [--model, Qwen/Qwen3-4B]";

/** True if the container may get a GPU in any way; other rules report the ways that bypass the scheduler. */
function mayHaveGpu(
  { view, asked, hasShare, claims }: PodContainerView,
  { workload }: Pod,
  { catalog }: LintContext,
): boolean {
  if (asked.length > 0 || hasShare || claims.length > 0 || mayAskElsewhere(workload)) return true;
  if (unknownAccelerators(view, catalog).length > 0) return true;
  if (!isEmpty(member(workload.podSpec, "resourceClaims"))) return true;
  if (!isEmpty(podLevelResources(workload))) return true;
  return items(member(view.node, "env")).some(
    (entry) => textAt(entry, ["name"]) === "NVIDIA_VISIBLE_DEVICES",
  );
}
