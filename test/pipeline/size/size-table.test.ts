import { describe, expect, test } from "vitest";
import { totalGib } from "../../../src/pipeline/size/size-table.ts";
import { LLAMA, row, table } from "./questions.ts";

describe("the GPUs for 70 billion parameters", () => {
  test("are 4 H100, and 2 are tight", () => {
    const { verdict, fits, tight } = row("h100");
    expect(verdict).toBe("fits");
    expect(fits?.split).toEqual({ gpus: 4, nodes: 1, tensor: 4, pipeline: 1 });
    expect(fits?.fit.longest).toBe(131_072);
    expect(tight?.split.gpus).toBe(2);
  });

  test("are two nodes of 8 L4, where one is tight", () => {
    const { verdict, fits, tight, largestNode } = row("l4");
    expect({ verdict, largestNode }).toEqual({ verdict: "fits", largestNode: 8 });
    expect(fits?.split).toEqual({ gpus: 16, nodes: 2, tensor: 8, pipeline: 2 });
    expect(tight?.split).toMatchObject({ gpus: 8, nodes: 1 });
  });

  test("are fewer for shorter requests, more for many, and fewer with 4 bits", () => {
    expect(row("h100", { load: { context: 4096, fraction: 0.95 } }).fits?.split.gpus).toBe(2);
    expect(row("h100", { load: { concurrency: 8 } }).fits?.split.gpus).toBe(8);
    expect(row("h100", { load: { quantization: "awq", context: 8192 } }).fits?.split.gpus).toBe(1);
  });

  test("do not run where the program has no kernels", () => {
    const { verdict, runs, fits, reason, has, sources } = row("v100-16gb");
    expect({ verdict, runs, fits, has }).toEqual({
      verdict: "does-not-run",
      runs: "no",
      fits: null,
      has: "7.0",
    });
    expect(reason).toContain("compute capability 7.5");
    expect(sources.length).toBe(2);
  });

  test("are counted also where they probably do not run, with the reason", () => {
    const { verdict, runs, fits, reason } = row("t4", { load: { program: "sglang" } });
    expect({ verdict, runs }).toEqual({ verdict: "fits", runs: "probably-not" });
    expect(fits).not.toBeNull();
    expect(reason).toContain("SGLang needs compute capability 8.0");
  });

  test("are not known where nobody knows the memory", () => {
    expect(row("mi308x")).toMatchObject({ verdict: "unknown-memory", fits: null });
  });

  test("do not exist where no number of them holds the weights", () => {
    const found = row("p4", { model: "deepseek-ai/DeepSeek-V3", load: { program: "djl" } });
    expect(found).toMatchObject({ verdict: "does-not-fit", runs: "unknown" });
    expect(found.reason).toMatch(/^too large for \d+ GPUs on 16 nodes$/);
  });
});

describe("nodes", () => {
  test("are those of the platform", () => {
    expect(row("h100-nvl", { platforms: ["aks"] })).toMatchObject({ perNode: [1, 2], largestNode: 2 });
    expect(row("t4", { platforms: ["gke"] }).fits?.split).toMatchObject({ tensor: 4, nodes: 5 });
    expect(row("t4", { platforms: ["eks"] }).fits?.split).toMatchObject({ tensor: 8, nodes: 3 });
  });

  test("have up to 8 where nobody says, and the row says so", () => {
    expect(row("a40")).toMatchObject({ perNode: [], largestNode: 8 });
  });

  test("are taken whole where the platform demands that", () => {
    const counts = (model: string) =>
      row("t4", { model, platforms: ["gke-autopilot"], load: { context: 4096 } });
    expect(counts("meta-llama/Llama-3.1-8B-Instruct").wholeNodes).toBe(true);
    expect(counts("meta-llama/Llama-3.1-8B-Instruct").perNode).toContain(
      counts("meta-llama/Llama-3.1-8B-Instruct").fits?.split.gpus,
    );
  });
});

describe("the table", () => {
  test("has what fits before what is tight and what does not run, one node before several, less memory first", () => {
    const { rows } = table({ platforms: ["gke"] });
    expect(rows.map(({ gpu }) => gpu).slice(0, 3)).toEqual(["gb300", "h200", "a100-80gb"]);
    expect(rows.at(-1)?.verdict).toBe("does-not-run");
    const sure = rows.filter(({ fits, runs }) => fits?.split.nodes === 1 && runs === "yes").map(totalGib);
    expect(sure).toEqual([...sure].sort((one, other) => one - other));
    expect(sure.length).toBeGreaterThan(5);
  });

  test("leaves out vendors for which the program has no image, and says so", () => {
    const { rows, leftOut } = table({ load: { program: "tensorrt-llm" } });
    expect(new Set(rows.map(({ vendor }) => vendor))).toEqual(new Set(["nvidia"]));
    expect(leftOut.map(({ vendor }) => vendor).sort()).toEqual(["amd", "habana", "intel"]);
  });

  test("has no TPUs and no Neuron devices", () => {
    const vendors = new Set<string>(table({ platforms: ["gke", "eks"] }).rows.map(({ vendor }) => vendor));
    expect(vendors.has("google")).toBe(false);
    expect(vendors.has("aws")).toBe(false);
  });

  test("holds what a manifest states against each", () => {
    const stated = { tensor: 2, pipeline: 1 };
    expect(row("h100", { stated, load: { context: 8192 } }).stated?.fit.verdict).toBe("tight");
    expect(row("l4", { stated }).stated?.fit.verdict).toBe("does-not-fit");
    expect(row("h200", { stated }).stated?.fit.verdict).toBe("fits");
    expect(row("v100-16gb", { stated }).stated).toBeNull();
  });

  test("says what it assumes of all", () => {
    expect(table({}).assumed.some((line) => line.includes("131072"))).toBe(true);
    expect(table({ model: "acme/private-13b" }).assumed.some((line) => line.includes("name"))).toBe(true);
  });
});

test("unknown GPUs, other accelerators and platforms without any are usage errors", () => {
  expect(() => table({ gpu: "h1000" })).toThrow('unknown GPU model "h1000"');
  expect(() => table({ gpu: "tpu-v5e" })).toThrow("memory of tpu-v5e");
  expect(() => table({ gpu: "l4", platforms: ["aks"] })).toThrow("no source says that aks offers l4");
  expect(() => table({ model: LLAMA, platforms: ["minikube"] })).toThrow(
    "gpuify knows no GPU model on minikube",
  );
});
