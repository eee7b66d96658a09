import { describe, expect, it } from "vitest";
import { needOf } from "../../../src/program/needs/container-need.ts";
import { ALONE } from "../../../src/program/needs/groups.ts";
import type { PodGroup } from "../../../src/program/needs/need.ts";
import { workloadsOf } from "../../patch/decide.ts";

interface Fields {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const VLLM = "vllm/vllm-openai:v0.11.0";

/** `4`, `all`, `silent` or `undecided: …`. */
function need({ env = {}, ...fields }: Fields, group: PodGroup = ALONE): string {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const containers = [{ name: "c", ...fields, env: variables }];
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers } };
  const container = workloadsOf(JSON.stringify(pod))[0]?.podSets[0].containers[0];
  if (container === undefined) throw new Error("no container");
  const found = needOf(container, group).need;
  if (found.kind === "exactly") return String(found.count);
  return found.kind === "undecided" ? `undecided: ${found.why}` : found.kind;
}

const line = (text: string, more: Fields = {}): Fields => ({
  image: "x/y:1",
  command: text.split(" "),
  ...more,
});
const shell = (text: string, more: Fields = {}): Fields => ({
  image: "x/y:1",
  command: ["sh", "-c", text],
  ...more,
});

describe("GPUs of one program", () => {
  it.each<[string, Fields, string]>([
    // vLLM
    ["default", { image: VLLM, args: ["--model", "m"] }, "1"],
    ["no argument", { image: VLLM }, "1"],
    ["tensor", { image: VLLM, args: ["--model", "m", "--tensor-parallel-size", "4"] }, "4"],
    ["equals sign", line("vllm serve m --tensor-parallel-size=4"), "4"],
    ["short", line("vllm serve m -tp 2 -pp 2"), "4"],
    ["underscores", line("python3 -m vllm.entrypoints.openai.api_server --tensor_parallel_size 4"), "4"],
    ["shortened", line("vllm serve m --tensor-parallel 4"), "4"],
    ["last wins", line("vllm serve m -tp 2 -tp 8"), "8"],
    ["data", line("vllm serve m -tp 2 -dp 4"), "8"],
    ["data, local", line("vllm serve m -tp 2 -dp 16 -dpl 4"), "8"],
    ["data, one rank", line("vllm serve m -tp 2 -dp 16 --data-parallel-rank 3"), "2"],
    ["experts add none", line("vllm serve m -tp 8 --enable-expert-parallel"), "8"],
    ["nodes", line("vllm serve m -tp 8 -pp 2 --nnodes 2 --node-rank 0"), "8"],
    ["expanded", line("vllm serve m -tp $(TP)", { env: { TP: "4" } }), "4"],
    [
      "not expanded",
      line("vllm serve m -tp $(TP)"),
      "undecided: the variable TP cannot be resolved from the manifest",
    ],
    [
      "Ray",
      shell("ray start --head; vllm serve m -tp 8 -pp 2"),
      "undecided: `ray start` joins an unknown number of pods into one cluster",
    ],
    ["config", line("vllm serve m --config /etc/c.yaml"), "undecided: --config /etc/c.yaml may set it"],
    ["further words", shell("vllm serve m $EXTRA"), "undecided: the variable EXTRA may set it"],
    ["words of an unknown value", shell("vllm serve m --host $IP -tp 2"), "2"],
    ["CPU", line("vllm serve m --device cpu"), "silent"],
    ["CPU image", { image: "public.ecr.aws/x/vllm-cpu-release-repo:v1" }, "silent"],
    ["TPU image", { image: "vllm/vllm-tpu:nightly", command: ["vllm", "serve", "m", "-tp", "8"] }, "silent"],
    ["bench", line("vllm bench serve --model m"), "silent"],
    // SGLang
    ["SGLang", line("python3 -m sglang.launch_server --model-path m --tp 4 --dp 2"), "8"],
    [
      "SGLang, attention",
      line("python3 -m sglang.launch_server --model-path m --tp 8 --dp 8 --enable-dp-attention"),
      "8",
    ],
    ["SGLang, nodes", line("python3 -m sglang.launch_server --model-path m --tp 16 --nnodes 2"), "8"],
    ["SGLang image alone", { image: "lmsysorg/sglang:latest" }, "silent"],
    // Others that serve
    ["TGI", { image: "ghcr.io/huggingface/text-generation-inference:3", args: ["--num-shard", "2"] }, "2"],
    [
      "TGI by variable",
      { image: "ghcr.io/huggingface/text-generation-inference:3", env: { NUM_SHARD: "4" } },
      "4",
    ],
    ["TGI alone", { image: "ghcr.io/huggingface/text-generation-inference:3" }, "all"],
    [
      "TGI, some devices",
      { image: "ghcr.io/huggingface/text-generation-inference:3", env: { CUDA_VISIBLE_DEVICES: "0,1" } },
      "2",
    ],
    [
      "TGI, not sharded",
      { image: "ghcr.io/huggingface/text-generation-inference:3", env: { SHARDED: "false" } },
      "1",
    ],
    ["TEI", { image: "ghcr.io/huggingface/text-embeddings-inference:1.7" }, "1"],
    ["TEI on CPUs", { image: "ghcr.io/huggingface/text-embeddings-inference:cpu-1.7" }, "silent"],
    ["TensorRT-LLM", line("trtllm-serve m --tp_size 4 --pp_size 2"), "8"],
    ["LMDeploy", line("lmdeploy serve api_server m --tp 2"), "2"],
    [
      "NIM",
      { image: "nvcr.io/nim/meta/llama-3.1-70b-instruct:1", env: { NIM_TENSOR_PARALLEL_SIZE: "4" } },
      "4",
    ],
    [
      "NIM alone",
      { image: "nvcr.io/nim/meta/llama-3.1-70b-instruct:1" },
      "undecided: NIM chooses a profile for the GPUs that it sees",
    ],
    ["Triton", line("tritonserver --model-repository=/m"), "all"],
    ["Ollama", { image: "ollama/ollama:1" }, "all"],
    ["llama.cpp, split", line("llama-server -m x.gguf -ts 1,1"), "2"],
    ["llama.cpp on CPUs", line("llama-server -m x.gguf -ngl 0"), "silent"],
    // Launchers
    ["torchrun", line("torchrun --nproc-per-node=8 train.py --nproc-per-node 2"), "8"],
    ["torchrun, default", line("torchrun train.py"), "1"],
    ["torchrun, all", line("torchrun --nproc_per_node gpu train.py"), "all"],
    ["torchrun on CPUs", line("torchrun --nproc_per_node 2 train.py --backend gloo"), "silent"],
    ["torchrun by variable", line("torchrun train.py", { env: { PET_NPROC_PER_NODE: "4" } }), "4"],
    ["module", line("python -m torch.distributed.run --nproc_per_node=4 train.py"), "4"],
    ["accelerate, total", line("accelerate launch --num_processes 8 --num_machines 2 train.py"), "4"],
    ["accelerate", line("accelerate launch train.py"), "all"],
    [
      "accelerate, file",
      line("accelerate launch --config_file c.yaml train.py"),
      "undecided: --config_file c.yaml may set it",
    ],
    ["deepspeed", line("deepspeed --num_gpus 4 train.py"), "4"],
    ["deepspeed, list", line("deepspeed --include localhost:0,2 train.py"), "2"],
    [
      "deepspeed, GPUs of each host",
      line("deepspeed --num_nodes 2 --num_gpus 8 --hostfile /h train.py"),
      "8",
    ],
    ["Triton, TensorRT-LLM", line("python3 launch_triton_server.py --world_size 4 --model_repo=/m"), "4"],
    [
      "deepspeed, hosts",
      line("deepspeed --hostfile /job/h train.py"),
      "undecided: `--hostfile /job/h` decides which GPUs are used",
    ],
    ["MPI", line("mpirun -np 4 python train.py"), "4"],
    ["NCCL", line("mpirun -np 2 all_reduce_perf -g 2"), "4"],
    ["LLaMA-Factory", line("llamafactory-cli train x.yaml", { env: { NPROC_PER_NODE: "2" } }), "2"],
    // Numbers that nobody means
    ["none", line("lmdeploy serve api_server m --tp 0"), "undecided: `--tp 0` makes no number of GPUs"],
    [
      "no process",
      line("deepspeed --num_gpus 0 train.py"),
      "undecided: `--num_gpus 0` makes no number of GPUs",
    ],
    [
      "more than there are",
      line("vllm serve m -tp 999999"),
      "undecided: `-tp 999999` makes no number of GPUs",
    ],
    // No statement
    ["a script of one's own", line("python train.py --tensor-parallel-size 4"), "silent"],
    ["waiting", line("sleep infinity"), "silent"],
  ])("%s", (_, fields, expected) => {
    expect(need(fields)).toBe(expected);
  });
});

describe("GPUs of several programs", () => {
  it.each<[string, string, string]>([
    ["beside each other", "vllm serve a -tp 2 & vllm serve b -tp 2 & wait", "4"],
    ["the last one awaited", "vllm serve a & vllm serve b", "2"],
    ["one after the other", "torchrun --nproc-per-node 2 a.py && torchrun --nproc-per-node 4 b.py", "4"],
    ["in a loop", "for i in 0 1; do vllm serve m & done; wait", "undecided: it is started in a loop"],
    ["started again and again", "while true; do vllm serve m -tp 2; done", "2"],
    ["branches that agree", "if x; then vllm serve a -tp 2; else vllm serve b -tp 2; fi", "2"],
    [
      "branches that differ",
      "if x; then vllm serve a -tp 2; else vllm serve b; fi",
      "undecided: branches of the script start it with different numbers of GPUs",
    ],
    [
      "each bound to a device",
      "CUDA_VISIBLE_DEVICES=0 vllm serve a & CUDA_VISIBLE_DEVICES=1 vllm serve b & wait",
      "2",
    ],
    ["a download first", "pip install vllm && huggingface-cli download m && vllm serve m -tp 4", "4"],
  ])("%s", (_, script, expected) => {
    expect(need(shell(script))).toBe(expected);
  });
});

describe("GPUs of one pod of a group", () => {
  it("are the group's divided by its pods", () => {
    expect(need(shell("ray start --head; vllm serve m -tp 8 -pp 2"), { pods: 2 })).toBe("8");
    expect(need(line("vllm serve m -tp 8 -pp 3"), { pods: 5 })).toContain("undecided");
  });

  it("are none where MPI starts its processes in other pods", () => {
    expect(need(line("mpirun -np 16 python train.py"), { pods: null, startsElsewhere: true })).toBe("silent");
  });

  it("are all where the operator tells torchrun so", () => {
    expect(need(line("torchrun train.py"), { pods: null, processPerGpu: true })).toBe("all");
  });

  it("are what the object says", () => {
    const fields = { image: "x/llm-d:1", env: { VLLM_ADDITIONAL_ARGS: "--tensor-parallel-size 2" } };
    expect(need(fields)).toBe("2");
    expect(need(fields, { pods: null, perPod: 8 })).toBe("8");
  });
});
