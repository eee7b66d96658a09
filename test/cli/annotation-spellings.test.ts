import { describe, expect, it } from "vitest";
import { gpuify } from "./program.ts";

/** A server that `auto` knows, with the given flow map as its annotations. */
const server = (annotations: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: ${annotations}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: main, image: "vllm/vllm-openai:v0.8.0"}
`;

describe("annotations, however their keys and values are spelled", () => {
  it.each([
    "{gpuify.dev/gpu: l4}",
    `{"gpuify.dev/gpu": "l4"}`,
    String.raw`{"gpuify.dev\/gpu": l4}`,
    String.raw`{"gpuify.dev\x2fgpu": l4}`,
    String.raw`{"gpuify.dev\u002Fgpu": "l\x34"}`,
    String.raw`{"gpuif\U00000079.dev/gpu": l4}`,
    "{? gpuify.dev/gpu : l4}",
  ])("name a model: %s", async (annotations) => {
    const run = await gpuify(["-p", "continuous", "--platform", "gke", "--no-config", "-"], {
      input: server(annotations),
    });
    expect([run.code, run.stdout.includes("cloud.google.com/gke-accelerator: nvidia-l4")]).toEqual([0, true]);
  });

  it.each([String.raw`{"gpuify.dev\x2fgpu": l4}`, String.raw`{"gpuify.dev\u002fgpu": l4}`])(
    "name a model where no flag asks for the tables of models: %s",
    async (annotations) => {
      const run = await gpuify(["-p", "continuous", "--no-config", "-"], { input: server(annotations) });
      expect([run.code, run.stdout.includes("nvidia.com/gpu: 1")]).toEqual([0, true]);
    },
  );

  it.each([
    "{gpuify.dev/profile: auto}",
    String.raw`{"gpuify.dev\u002Fprofile": auto}`,
    String.raw`{"gpuify.dev/profile": "\x61uto"}`,
    String.raw`{"\x67puify.dev/profile": auto}`,
  ])("leave the profile open: %s", async (annotations) => {
    const run = await gpuify(["--no-config", "-"], { input: server(annotations) });
    expect([run.code, run.stdout.includes("nvidia.com/gpu: 1")]).toEqual([0, true]);
    expect(run.stderr).toContain("is taken for continuous");
  });

  it("are asked for where nothing names a profile, and a mistyped one is told", async () => {
    const without = await gpuify(["--no-config", "-"], { input: server("{}") });
    expect([without.code, without.stderr.includes("no profile is given: what")]).toEqual([2, true]);
    const mistyped = await gpuify(["--no-config", "-"], {
      input: server(String.raw`{"gpuify.dev\x2fprofil": x}`),
    });
    expect([mistyped.code, mistyped.stderr.includes("Did you mean gpuify.dev/profile?")]).toEqual([2, true]);
  });

  it("count where `kind` is spelled by numbers, too", async () => {
    const input = server("{}").replace("kind:", String.raw`"k\u0069nd":`);
    const run = await gpuify(["-p", "continuous", "--no-config", "-"], { input });
    expect([run.code, run.stdout.includes("nvidia.com/gpu: 1")]).toEqual([0, true]);
  });
});
