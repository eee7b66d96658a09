import { describe, expect, it } from "vitest";
import { gpuify } from "./program.ts";

/** A server with the words of its command, and GPUs where it has some. */
function server(args: readonly string[], gpus?: number, image = "vllm/vllm-openai:v0.11.0"): string {
  const limits = gpus === undefined ? {} : { resources: { limits: { "nvidia.com/gpu": gpus } } };
  const command = image.startsWith("rocm") ? { command: ["vllm", "serve"] } : {};
  const container = { name: "server", image, ...command, args, ...limits };
  const template = { metadata: { labels: { app: "llm" } }, spec: { containers: [container] } };
  const spec = { strategy: { type: "Recreate" }, selector: { matchLabels: { app: "llm" } }, template };
  return `${JSON.stringify({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "llm" }, spec }, null, 2)}\n`;
}

const FOUR = ["--model", "org/llm", "--tensor-parallel-size", "4"];
const LLAMA = ["--model", "meta-llama/Llama-3.1-8B-Instruct", "--max-model-len", "8192"];

async function patch(input: string, ...flags: readonly string[]) {
  return await gpuify(["-p", "continuous", "--memory", "64Gi", ...flags, "-"], { input });
}

describe("the number of GPUs", () => {
  it("is the command's, with its place", async () => {
    const { code, stdout, stderr } = await patch(server(FOUR), "--explain");
    expect(code).toBe(0);
    expect(stdout).toContain('"nvidia.com/gpu": 4');
    expect(stderr).toMatch(/because vLLM is started with --tensor-parallel-size 4 \[-:\d+\]/);
  });

  it.each([
    ["a flag", server(FOUR), ["--gpus", "2"], 1],
    ["the manifest", server(FOUR, 2), [], 1],
  ])("of %s stays against the command, which is told as an error", async (_, input, flags) => {
    const { stdout, stderr } = await patch(input, ...flags);
    expect(stdout).toContain('"nvidia.com/gpu": 2');
    expect(stderr).toContain(
      "error[gpu-count-not-parallelism]: vLLM is started with --tensor-parallel-size 4",
    );
  });

  it("that a flag sets against the command makes the run fail, for who applies its output", async () => {
    expect((await patch(server(FOUR), "--gpus", "2")).code).toBe(1);
    expect((await patch(server(FOUR), "--gpus", "4")).code).toBe(0);
  });

  it("agrees with what the linter wants", async () => {
    const { stdout } = await patch(server(FOUR));
    const { stdout: found } = await gpuify(["lint", "-o", "compact", "-"], { input: stdout });
    expect(found).not.toContain("gpu-count-not-parallelism");
  });
});

describe("--gpu auto", () => {
  it("chooses the smallest that fits, keeps what is there, and says what came next", async () => {
    const first = await patch(server(LLAMA), "--gpu", "auto", "--platform", "gke", "--explain");
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('"cloud.google.com/gke-accelerator": "nvidia-l4"');
    expect(first.stderr).toMatch(/l4 is chosen: .*; next: a100-40gb .*, a100-80gb /);
    const again = await patch(first.stdout, "--gpu", "auto", "--platform", "gke");
    expect(again.stdout).toBe(first.stdout);
    const other = await patch(server(LLAMA), "--gpu", "h100", "--platform", "gke");
    expect((await patch(other.stdout, "--gpu", "auto", "--platform", "gke")).stdout).toBe(other.stdout);
  });

  it("takes the place of a label of another platform, and chooses the same a second time", async () => {
    const gke = (await patch(server(LLAMA), "--gpu", "l4", "--platform", "gke")).stdout;
    const aks = await patch(gke, "--gpu", "auto", "--platform", "aks");
    expect(aks.code).toBe(0);
    expect(aks.stdout).not.toContain("gke-accelerator");
    expect((await patch(aks.stdout, "--gpu", "auto", "--platform", "aks")).stdout).toBe(aks.stdout);
  });

  it("counts with the command's number, which it does not change", async () => {
    const two = [...LLAMA, "--tensor-parallel-size", "2"];
    const { stdout } = await patch(server(two), "--gpu", "auto", "--platform", "eks");
    expect(stdout).toContain('"nvidia.com/gpu": 2');
  });

  it.each<[string, string, readonly string[], RegExp]>([
    ["no platform", server(LLAMA), [], /no platform is named[\s\S]*1 × l4 +fits, with/],
    ["no known model", server(["--model", "acme/llm"]), ["--platform", "gke"], /no container loads a model/],
    [
      "no length",
      server(LLAMA.slice(0, 2)),
      ["--platform", "gke"],
      /sets no maximum length[\s\S]*1 × l4 +tight: up to 14336/,
    ],
    [
      "an image for GPUs that the platform has not",
      server([...LLAMA], undefined, "rocm/vllm:latest"),
      ["--platform", "gke"],
      /its image is built for AMD GPUs, but gke offers no node/,
    ],
    [
      "a number that is not known",
      server([...LLAMA, "--tensor-parallel-size", "$(TP)"]),
      ["--platform", "gke"],
      /the number of GPUs that its program needs is unknown, because the variable TP/,
    ],
    [
      "a model that fits nowhere",
      server(["--model", "meta-llama/Llama-3.1-405B-Instruct", "--max-model-len", "8192"]),
      ["--platform", "aks"],
      /does not fit on 1 GPU of any model that aks offers/,
    ],
  ])("refuses with %s, and writes nothing", async (_, input, flags, message) => {
    const { code, stdout, stderr } = await patch(input, "--gpu", "auto", ...flags);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
