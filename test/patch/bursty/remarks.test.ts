import { describe, expect, it } from "vitest";
import { gpus, pod } from "../manifests.ts";
import { bursty } from "./run.ts";

/** The words that warnings point at, line by line. */
function tracesOf(text: string): readonly string[] {
  return bursty(text).decision.diagnostics.flatMap(({ code, location }) =>
    code === "gpu-trace" && location?.span !== undefined
      ? [text.slice(location.span.start, location.span.end)]
      : [],
  );
}

const withContainer = (container: string): string => pod({ container: `${gpus(1)}\n${container}` });

describe("what text cannot mend is named at its place:", () => {
  it("commands and arguments", () => {
    expect(
      tracesOf(
        withContainer(
          'command: [nvidia-smi]\nargs: ["--device=cuda", "--device", cuda, "--gpu-memory-utilization=0.9", -ngl, "99"]',
        ),
      ),
    ).toEqual(["nvidia-smi", "--device=cuda", "cuda", "--gpu-memory-utilization", "-ngl"]);
  });

  it("the very line of a script", () => {
    const text = withContainer(
      "args:\n- |\n  set -e\n  nvidia-smi -L\n  python train.py --device cuda:0 --gpus 4",
    );
    const said = bursty(text).decision.diagnostics.filter(({ code }) => code === "gpu-trace");
    const lines = text.split("\n");
    expect(said.map(({ location }) => lines[(location?.line ?? 0) - 1]?.trim())).toEqual([
      "nvidia-smi -L",
      "python train.py --device cuda:0 --gpus 4",
      "python train.py --device cuda:0 --gpus 4",
    ]);
  });

  it("environment variables, but not those that say there is no GPU", () => {
    expect(
      tracesOf(
        withContainer(
          'env:\n- name: CUDA_VISIBLE_DEVICES\n  value: "0,1"\n- name: NVIDIA_VISIBLE_DEVICES\n  value: none\n- name: DEVICE\n  value: cuda\n- name: USE_GPU\n  value: "false"\n- name: LD_LIBRARY_PATH\n  value: /usr/local/nvidia/lib64\n- name: PORT\n  value: "80"',
        ),
      ),
    ).toEqual(['"0,1"', "cuda", "/usr/local/nvidia/lib64"]);
  });

  it("resources that read like accelerators and stay", () => {
    const { codes, decision } = bursty(pod({ container: gpus(1, "example.com/vgpu-number") }), {
      keepOff: "none",
    });
    expect(codes).toContain("unknown-accelerator");
    expect(decision.operations).toEqual([]);
  });

  it("a list of devices whose only one has the number 0, which elsewhere means off", () => {
    const env = "env:\n- name: CUDA_VISIBLE_DEVICES\n  value: '0'\n- name: USE_GPU\n  value: '0'";
    expect(tracesOf(withContainer(env))).toEqual(["'0'"]);
  });

  it("images built for GPUs", () => {
    const traced = (image: string): boolean =>
      tracesOf(pod({ container: gpus(1) }).replace("registry.example/app:1", image)).length === 1;
    expect(
      [
        "nvidia/cuda:12.4.1-base",
        "nvcr.io/nvidia/pytorch:24.05-py3",
        "pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime",
        "tensorflow/tensorflow:2.9.1-gpu",
        "rocm/pytorch:latest",
        "x/vllm:v1-cu121",
      ].filter((image) => !traced(image)),
    ).toEqual([]);
    expect(
      ["python:3.12", "registry.example/barracuda:1", "gpuify/app:1", "cpu-app:2"].filter(traced),
    ).toEqual([]);
  });

  it("files of GPU nodes", () => {
    const text = pod({
      container: gpus(1),
      pod: "volumes:\n- name: dev\n  hostPath:\n    path: /dev/nvidia0\n- name: lib\n  hostPath:\n    path: /usr/local/nvidia\n- name: data\n  hostPath:\n    path: /mnt/data",
    });
    expect(tracesOf(text)).toEqual(["/dev/nvidia0", "/usr/local/nvidia"]);
  });

  it("what probes run", () => {
    expect(tracesOf(withContainer("livenessProbe:\n  exec:\n    command: [nvidia-smi, -L]"))).toEqual([
      "nvidia-smi",
    ]);
  });
});

it("keeps quiet about programs that say nothing of GPUs", () => {
  expect(
    tracesOf(
      withContainer('command: [python, serve.py]\nargs: ["--port=80", "--device=cpu", "--workers", "4"]'),
    ),
  ).toEqual([]);
});
