import { describe, expect, test } from "vitest";
import { lint } from "./kit.ts";

function pod(container: string, limits = "nvidia.com/gpu: 1", rest = ""): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: llm}
spec:
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      ${container}
      resources: {limits: {${limits}}}
${rest}`;
}

function found(id: string, text: string): readonly string[] {
  return lint({ "a.yaml": text }, { only: [id] })
    .findings.filter(({ rule }) => rule.id === id)
    .map(({ severity, message }) => `${severity} ${message}`);
}

describe("shm-exceeds-memory compares exactly", () => {
  test.each([
    ["1Gi", "1Gi", false],
    ["1Gi", "1024Mi", false],
    ["1Gi", "1073741824", false],
    ["1Gi", "1073741823", true],
    ["1Gi", "1G", true],
    ["1G", "1Gi", false],
    ["1025Mi", "1Gi", true],
    ["1.5Gi", "1536Mi", false],
    ["0", "1Gi", false],
    ["much", "1Gi", false],
    ["2Gi", "much", false],
  ])("size %s, limit %s: %s", (size, limit, exceeds) => {
    const text = pod(
      "volumeMounts: [{name: dshm, mountPath: /dev/shm}]",
      `nvidia.com/gpu: 2, memory: ${limit}`,
      `  volumes: [{name: dshm, emptyDir: {medium: Memory, sizeLimit: ${size}}}]\n`,
    );
    expect(found("shm-exceeds-memory", text)).toHaveLength(exceeds ? 1 : 0);
  });
});

describe("gpu-visible-devices knows what a container has", () => {
  test.each([
    ["CUDA_VISIBLE_DEVICES", '"0"', "nvidia.com/gpu: 1", false],
    ["CUDA_VISIBLE_DEVICES", '"1"', "nvidia.com/gpu: 1", true],
    ["CUDA_VISIBLE_DEVICES", '"1, 0"', "nvidia.com/gpu: 2", false],
    ["CUDA_VISIBLE_DEVICES", '"0,0"', "nvidia.com/gpu: 2", true],
    ["CUDA_VISIBLE_DEVICES", '""', "nvidia.com/gpu: 2", true],
    ["CUDA_VISIBLE_DEVICES", "$(DEVICES)", "nvidia.com/gpu: 2", false],
    ["CUDA_VISIBLE_DEVICES", "MIG-1d0f", "nvidia.com/mig-1g.10gb: 1", true],
    ["CUDA_VISIBLE_DEVICES", '"7"', "amd.com/gpu: 1", false],
    ["ROCR_VISIBLE_DEVICES", '"7"', "amd.com/gpu: 1", true],
    ["NVIDIA_VISIBLE_DEVICES", "void", "nvidia.com/gpu: 1", false],
    ["NVIDIA_VISIBLE_DEVICES", "none", "memory: 1Gi", false],
    ["NVIDIA_VISIBLE_DEVICES", "all", "memory: 1Gi", true],
    ["NVIDIA_VISIBLE_DEVICES", "all", "amd.com/gpu: 1", false],
    ["NVIDIA_VISIBLE_DEVICES", "all", "example.com/xpu: 1", false],
    ["NVIDIA_VISIBLE_DEVICES", "all", "nvidia.com/gpu: 0", true],
  ])("%s=%s with %s: %s", (name, value, limits, isFound) => {
    expect(found("gpu-visible-devices", pod(`env: [{name: ${name}, value: ${value}}]`, limits))).toHaveLength(
      isFound ? 1 : 0,
    );
  });
});

describe("image-latest", () => {
  test.each([
    ["a/b:latest", "warning"],
    ["a/b", "warning"],
    ["localhost:5000/b", "warning"],
    ["REGISTRY.example.com/a/b:latest", "warning"],
    ["b", "info"],
    ["b:latest", "warning"],
    ["example.com/serve-cu124.py311", "info"],
    ["localhost:5000/b:1", null],
    ["a/b:1.2", null],
    ["a/b:nightly", null],
    ["a/b:latest-gpu", "warning"],
    ["vault.habana.ai/gaudi-docker/1.22.0/ubuntu22.04/habanalabs/pytorch-installer-2.7.1:latest", null],
    ["a/b@sha256:014a95f21c9edf6abe0aea6b07353f96baa4ec291c427bb1176dc7c93a85845c", null],
    ["$IMAGE", null],
    ["<your-image>", null],
    ["PROJECT/b", null],
  ])("%s: %s", (image, severity) => {
    const text = pod("ports: []").replace("vllm/vllm-openai:v0.11.0", JSON.stringify(image));
    expect(found("image-latest", text).map((line) => line.split(" ")[0])).toEqual(
      severity === null ? [] : [severity],
    );
  });
});

describe("gpu-host-device", () => {
  test.each([
    ["/dev/nvidia0", true],
    ["/dev/nvidiactl", true],
    ["/dev/nvidia-uvm", true],
    ["/dev/dri", true],
    ["/dev/dri/card1", true],
    ["/dev/kfd", true],
    ["/dev/neuron15", true],
    ["/dev/nvidia-caps-imex-channels/channel0", false],
    ["/dev/nvidia-fs", false],
    ["/dev/driver", false],
    ["/dev", false],
    ["/dev/infiniband", false],
    ["/usr/local/nvidia", false],
  ])("%s: %s", (path, isFound) => {
    const text = pod(
      "volumeMounts: [{name: d, mountPath: /d}]",
      "memory: 1Gi",
      `  volumes: [{name: d, hostPath: {path: ${path}}}]\n`,
    );
    expect(found("gpu-host-device", text)).toHaveLength(isFound ? 1 : 0);
  });
});

describe("gpu-startup-probe adds up the delay and the periods between the failures", () => {
  test.each([
    ["", "warning"],
    ["initialDelaySeconds: 40", "warning"],
    ["initialDelaySeconds: 41", "info"],
    ["initialDelaySeconds: 159", "info"],
    ["initialDelaySeconds: 160", null],
    ["periodSeconds: 89", "info"],
    ["periodSeconds: 90", null],
    ["periodSeconds: 10, failureThreshold: 18", "info"],
    ["periodSeconds: 10, failureThreshold: 19", null],
    ["periodSeconds: 0, failureThreshold: 0", "warning"],
    ["initialDelaySeconds: soon", null],
  ])("%s: %s", (numbers, severity) => {
    const text = pod(`livenessProbe: {httpGet: {path: /health, port: 8000}${numbers && `, ${numbers}`}}`);
    expect(found("gpu-startup-probe", text).map((line) => line.split(" ")[0])).toEqual(
      severity === null ? [] : [severity],
    );
  });
});
