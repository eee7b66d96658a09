import { describe, expect, it } from "vitest";
import { PROGRAM_IMAGES } from "../../src/workload/data/vendor-images.ts";
import {
  imageFor,
  toolOf,
  vendorsInCommand,
  vendorsOfHostPath,
  vendorsOfImage,
  vendorsOfImageWords,
  vendorsOfValue,
  vendorsOfVariable,
} from "../../src/workload/vendor-words.ts";

describe("an environment variable", () => {
  it.each([
    ["NVIDIA_VISIBLE_DEVICES", ["nvidia"]],
    ["NVIDIA_DRIVER_CAPABILITIES", ["nvidia"]],
    ["CUDA_DEVICE_ORDER", ["nvidia"]],
    ["CUDA_VISIBLE_DEVICES", ["nvidia", "amd"]],
    ["NCCL_DEBUG", ["nvidia", "amd"]],
    ["PYTORCH_CUDA_ALLOC_CONF", ["nvidia", "amd"]],
    ["HIP_VISIBLE_DEVICES", ["amd"]],
    ["ROCR_VISIBLE_DEVICES", ["amd"]],
    ["HSA_OVERRIDE_GFX_VERSION", ["amd"]],
    ["PYTORCH_ROCM_ARCH", ["amd"]],
    ["ZE_AFFINITY_MASK", ["intel"]],
    ["HABANA_VISIBLE_DEVICES", ["habana"]],
    ["PT_HPU_LAZY_MODE", ["habana"]],
    ["NEURON_RT_NUM_CORES", ["aws"]],
    ["VLLM_NEURON_FRAMEWORK", ["aws"]],
    ["TPU_WORKER_ID", ["google"]],
    ["LIBTPU_INIT_ARGS", ["google"]],
  ])("%s is for %j", (name, vendors) => {
    expect(vendorsOfVariable(name)).toEqual(vendors);
  });

  it.each([
    "NVIDIA_API_KEY",
    "MY_CUDA_VISIBLE_DEVICES",
    "GPU_MEMORY",
    "HF_HOME",
    "TF_FORCE_GPU_ALLOW_GROWTH",
  ])("%s is nobody's", (name) => {
    expect(vendorsOfVariable(name)).toEqual([]);
  });

  it("tells by its value where its name does not", () => {
    expect(vendorsOfValue("cuda:0")).toEqual(["nvidia", "amd"]);
    expect(vendorsOfValue("HPU")).toEqual(["habana"]);
    expect(vendorsOfValue("/app/lib:/usr/local/nvidia/lib64")).toEqual(["nvidia"]);
    for (const value of ["gpu", "cpu", "constructor", "a cuda device", ""])
      expect(vendorsOfValue(value)).toEqual([]);
  });
});

describe("an image", () => {
  it.each([
    ["nvidia/cuda:12.9.0-base-ubuntu24.04", ["nvidia"]],
    ["nvcr.io/nim/meta/llama-3.1-8b-instruct:1.3", ["nvidia"]],
    ["pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime", ["nvidia"]],
    ["registry.example/app:2.1-cu124", ["nvidia"]],
    ["vllm/vllm-openai", ["nvidia"]],
    ["docker.io/vllm/vllm-openai:v0.11.0@sha256:abc", ["nvidia"]],
    ["lmsysorg/sglang:latest", ["nvidia"]],
    ["ollama/ollama:0.6", ["nvidia"]],
    ["vllm/vllm-openai-rocm:v0.18.0", ["amd"]],
    ["lmsysorg/sglang:v0.4.9.post1-rocm630-srt", ["amd"]],
    ["rocm/pytorch:latest", ["amd"]],
    ["ollama/ollama:rocm", ["amd"]],
    [
      "vault.habana.ai/gaudi-docker/1.24.0/ubuntu22.04/habanalabs/pytorch-installer-2.10.0:latest",
      ["habana"],
    ],
    ["opea/vllm-gaudi:1.3", ["habana"]],
    ["ghcr.io/huggingface/text-generation-inference:3.3.5-gaudi", ["habana"]],
    ["ghcr.io/huggingface/text-generation-inference:3.3.5-intel-xpu", ["intel", "other"]],
    ["public.ecr.aws/neuron/pytorch-inference-neuron:1.13.1", ["aws"]],
    ["vllm/vllm-tpu:latest", ["google"]],
    ["us-docker.pkg.dev/cloud-tpu-images/inference/maxengine-server:v0.2.2", ["google"]],
  ])("%s is for %j", (image, vendors) => {
    expect(vendorsOfImage(image)).toEqual(vendors);
  });

  it.each([
    "vllm/vllm-openai-cpu:v0.19.0",
    "registry.example:5000/app",
    "ghcr.io/ggml-org/llama.cpp:server",
    "rayproject/ray:2.40.0-py311-gpu",
    "registry.example/neurons:1",
    "registry.example/app@sha256:cuda",
  ])("%s is nobody's", (image) => {
    expect(vendorsOfImage(image)).toEqual([]);
  });

  it("may be for several vendors", () => {
    expect(vendorsOfImageWords("registry.example/app:cuda12-rocm6")).toEqual(["nvidia", "amd"]);
  });

  it("has one of the same program for another vendor where its makers name one", () => {
    expect(imageFor("vllm/vllm-openai:v0.11.0", "amd")).toEqual({
      what: "vLLM",
      image: "vllm/vllm-openai-rocm",
    });
    expect(imageFor("rocm/vllm:latest", "nvidia")?.image).toBe("vllm/vllm-openai");
    expect(imageFor("ollama/ollama", "amd")?.image).toBe("ollama/ollama:rocm");
    expect(imageFor("vllm/vllm-openai", "habana")).toBeNull();
    expect(imageFor("registry.example/app:cuda", "amd")).toBeNull();
  });

  it("is recognised as what it is recommended for", () => {
    const named = PROGRAM_IMAGES.flatMap(({ images }) =>
      Object.entries(images).map(([vendor, image]) => [image.split(" ")[0] ?? "", vendor, image] as const),
    );
    expect(named.length).toBeGreaterThan(10);
    // A tag that the words name cannot be in the reference itself; Intel's llama.cpp says only "intel".
    for (const [image, vendor, text] of named)
      if (!text.includes(" ") && !text.endsWith("-intel"))
        expect(vendorsOfImage(image), image).toContain(vendor);
  });
});

describe("a file of the node", () => {
  it.each([
    ["/dev/nvidia0", "nvidia"],
    ["/home/kubernetes/bin/nvidia/lib64", "nvidia"],
    ["/usr/lib/x86_64-linux-gnu/libcuda.so.1", "nvidia"],
    ["/dev/kfd", "amd"],
    ["/opt/rocm", "amd"],
    ["/dev/accel/accel0", "habana"],
    ["/etc/habanalabs", "habana"],
    ["/dev/accel0", "google"],
    ["/dev/neuron0", "aws"],
  ])("%s is for %s", (path, vendor) => {
    expect(vendorsOfHostPath(path)[0]).toBe(vendor);
  });

  it("may be two vendors', or nobody's", () => {
    expect(vendorsOfHostPath("/dev/dri/renderD128")).toEqual(["amd", "intel"]);
    for (const path of ["/dev/shm", "/dev/infiniband", "/opt/cni/bin"])
      expect(vendorsOfHostPath(path)).toEqual([]);
  });
});

describe("a command", () => {
  const words = (text: string) => vendorsInCommand(text).map(({ word, vendors: [owner] }) => [word, owner]);

  it("names tools, devices and variables", () => {
    expect(words("nvidia-smi && python run.py --device=cuda:1")).toEqual([
      ["nvidia-smi", "nvidia"],
      ["--device=cuda:1", "nvidia"],
    ]);
    expect(words("HIP_VISIBLE_DEVICES=0 rocm-smi")).toEqual([
      ["rocm-smi", "amd"],
      ["HIP_VISIBLE_DEVICES", "amd"],
    ]);
    expect(words("hl-smi")).toEqual([["hl-smi", "habana"]]);
    expect(words("neuron-ls --wide")).toEqual([["neuron-ls", "aws"]]);
    expect(words("python -c 'torch.cuda.synchronize()'")).toEqual([["torch.cuda.synchronize", "nvidia"]]);
    expect(words("hpu")).toEqual([["hpu", "habana"]]);
  });

  it("asks for no device of a vendor where it only asks whether there is one, or leaves it open", () => {
    expect.hasAssertions();
    for (const text of [
      "torch.cuda.is_available()",
      "--device gpu",
      "--device=auto",
      "echo $CUDA_HOME=1",
      "cudart",
    ])
      expect(words(text), text).toEqual([]);
  });

  it("has the tool of each vendor that has one", () => {
    expect(toolOf("amd")).toBe("amd-smi");
    expect(toolOf("google")).toBeNull();
  });
});
