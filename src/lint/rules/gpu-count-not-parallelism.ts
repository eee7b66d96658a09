import { podExample } from "../examples/pod.ts";
import { countFindings } from "../programs/counts.ts";
import { perProgram } from "../programs/per-program.ts";
import { wholeGpusOf } from "../programs/whole-gpus.ts";
import type { Rule } from "../rule.ts";

/** The command of a program and the limits of its container state different numbers of GPUs. */
export const gpuCountNotParallelism: Rule = {
  id: "gpu-count-not-parallelism",
  severity: "error",
  title: "Number of GPUs that differs from what the program is started with",
  overrides: "devices",
  fix: "unsafe",
  about: () => ({
    why: "A model server splits its model over exactly as many GPUs as its options say, and a launcher starts one process per GPU. With fewer GPUs, engines refuse to start and the pod crash-loops; with more, the rest is paid for and idle.",
    advice:
      "Ask for as many GPUs as the program is started with, or start it with as many as the container has.",
    sources: [
      {
        title: "vLLM: parallelism and scaling",
        url: "https://docs.vllm.ai/en/latest/serving/parallelism_scaling.html",
      },
      {
        title: "vLLM: how many GPUs a group needs (vllm/config/parallel.py)",
        url: "https://github.com/vllm-project/vllm/blob/main/vllm/config/parallel.py",
      },
      {
        title: "text-generation-inference: shards (launcher/src/main.rs)",
        url: "https://github.com/huggingface/text-generation-inference/blob/main/launcher/src/main.rs",
      },
      { title: "PyTorch: torchrun", url: "https://docs.pytorch.org/docs/stable/elastic/run.html" },
      {
        title: "Kubernetes: schedule GPUs",
        url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/",
      },
    ],
    bad: podExample({ container: args(4) }),
    good: podExample({ container: `${args(4)}\n${MOUNT}`, gpus: 4, pod: MEMORY }),
  }),
  check: perProgram((container, pod, context) => {
    const gpus = wholeGpusOf(container, pod, context);
    return gpus === null ? [] : countFindings(container, gpus, pod, context);
  }),
};

function args(tensor: number): string {
  return `args: [--model, Qwen/Qwen3-32B, --tensor-parallel-size, "${tensor}"]`;
}

const MOUNT = "volumeMounts:\n  - name: dshm\n    mountPath: /dev/shm";
const MEMORY = "volumes:\n  - name: dshm\n    emptyDir:\n      medium: Memory";
