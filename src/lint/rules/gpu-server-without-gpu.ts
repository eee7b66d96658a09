import { unknownAccelerators } from "../../workload/accelerators.ts";
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
  title: "Model server for GPUs that asks for none",
  fix: "none",
  about: () => ({
    why: "The builds for GPUs of these servers end with an error where they find none. Where a node gives every container its GPUs, the server gets those of others, and no scheduler counts them.",
    advice:
      "Ask for a GPU under `limits`: `gpuify -p continuous` writes it with the placement. On CPUs use a build for CPUs.",
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
    const message = `container "${view.name}" runs ${run.row.what} from an image that is built for GPUs, and asks for none`;
    return [{ path: [...view.path, "resources"], message }];
  }, mayStartGpuServer),
};

const ARGS = "args: [--model, Qwen/Qwen3-4B]";

/** By whatever way; those past the scheduler other rules tell. */
function mayHaveGpu(
  { view, asked, hasShare, claims }: PodContainerView,
  { workload }: Pod,
  { catalog }: LintContext,
): boolean {
  if (asked.length > 0 || hasShare || claims.length > 0) return true;
  if (unknownAccelerators(view, catalog).length > 0) return true;
  if (!isEmpty(member(workload.podSpec, "resourceClaims"))) return true;
  if (!isEmpty(member(workload.podSpec, "resources"))) return true;
  return items(member(view.node, "env")).some(
    (entry) => textAt(entry, ["name"]) === "NVIDIA_VISIBLE_DEVICES",
  );
}
