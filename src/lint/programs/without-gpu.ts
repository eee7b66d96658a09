import { matchesGlob } from "../../kernel/name-glob.ts";
import { parseImage } from "../../program/command/image-name.ts";
import { programNeed } from "../../workload/programs/program-need.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import type { RuleFinding } from "../rule.ts";

/**
 * Repositories whose builds are for GPUs unless their tag says otherwise. Others build the same servers for CPUs and other
 * devices, under the same names: `opea/vllm` runs on Xeon (docs.vllm.ai: docker; docs.sglang.io: install; huggingface.co:
 * text-generation-inference installation; docs.nvidia.com: NIM, TensorRT-LLM, Dynamo; all read 2026-11-30).
 */
const FOR_GPUS: readonly string[] = [
  ...["vllm/vllm-openai", "vllm/vllm-openai-rocm", "rocm/vllm", "rocm/vllm-dev", "lmcache/vllm-openai"],
  ...["lmsysorg/sglang", "huggingface/text-generation-inference", "openmmlab/lmdeploy"],
  ...["nim/*/*", "nvidia/vllm", "nvidia/tensorrt-llm/*", "nvidia/ai-dynamo/*"],
];

/** Variables that only vLLM's builds for other devices read (docs.vllm.ai: environment variables). */
const OTHER_DEVICE = /^VLLM_(?:CPU|XLA|TPU)_/;

/** A server that does not run without a GPU, in a container that asks for none. */
export function withoutGpuFindings({ view }: PodContainerView, pod: Pod): readonly RuleFinding[] {
  const image = view.image === null ? null : parseImage(view.image);
  if (image === null || !FOR_GPUS.some((pattern) => matchesGlob(pattern, image.repository))) return [];
  const run = programNeed(pod.workload, view).runs.find(
    ({ row, started }) => row.asks?.gpuOnly === true && !isForOtherDevice(started.variables),
  );
  if (run === undefined) return [];
  return [
    {
      path: [...view.path, "resources"],
      message: `container "${view.name}" runs ${run.row.what} from an image that is built for GPUs, and asks for none`,
    },
  ];
}

function isForOtherDevice(variables: ReadonlyMap<string, { readonly text: string | null }>): boolean {
  const target = variables.get("VLLM_TARGET_DEVICE")?.text ?? "cuda";
  return !/^(?:cuda|rocm)$/.test(target) || [...variables.keys()].some((name) => OTHER_DEVICE.test(name));
}
