import type { ContainerView } from "../../k8s/workload.ts";
import { memoized } from "../../kernel/memoized.ts";
import { KSERVE_VLLM_ARGS } from "../../program/needs/groups.ts";
import { items, member, text, textAt } from "../../yaml/access.ts";

/**
 * Words in images and commands of the programs whose number of GPUs is known. They only avoid loading the tables
 * without need, which costs a run on a small manifest 4 ms of 80. A test compares them with the tables.
 */
const COUNTED =
  /vllm|sglang|text-(?:generation|embeddings)|-tgi-|llama|lmdeploy|trtllm|nim\b|djl|dynamo|infinity_emb|fastchat|comfy|webui\.sh|launch\.py|invokeai|wyoming|triton|torchrun|torch\.distributed|neuron_parallel|deepspeed|accelerate|horovod|lightning|fabric|litgpt|megatron|pretrain_|nemo|axolotl|maxtext|openrlhf|\btune\b|\bverl\b|mpi|orterun|_perf\b|ib_\w+_bw/i;

/** The same for servers whose builds for GPUs do not run without one. */
const GPU_ONLY = /vllm|sglang|text-generation|-tgi-|lmdeploy|trtllm|nim\b|dynamo|triton/i;

/** True where a container may start a program whose number of GPUs is known; false only if it certainly does not. */
export const mayStartCounted = memoized((container: ContainerView) => names(container, COUNTED));

/** The same for servers that do not run without a GPU. */
export function mayStartGpuServer(container: ContainerView): boolean {
  return names(container, GPU_ONLY);
}

function names({ image, node }: ContainerView, words: RegExp): boolean {
  if (image !== null && words.test(image)) return true;
  const isNamed = (["command", "args"] as const).some((field) =>
    items(member(node, field)).some((item) => words.test(text(item) ?? "")),
  );
  return isNamed || items(member(node, "env")).some((entry) => textAt(entry, ["name"]) === KSERVE_VLLM_ARGS);
}
