import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { SIZE_OPTIONS } from "../../src/cli/size/options.ts";
import { tree } from "../io/tree.ts";
import { deployment, gpuify } from "./program.ts";

const LLAMA = "meta-llama/Llama-3.1-70B-Instruct";
const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "schemas", "size.schema.json"), "utf8"),
);
const validate = new Ajv2020.default({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  SCHEMA,
);

async function json(args: readonly string[], options: Parameters<typeof gpuify>[1] = {}) {
  const { stdout, stderr } = await gpuify(["size", ...args, "-o", "json"], options);
  const parsed: unknown = JSON.parse(stdout);
  expect(validate(parsed), stderr + JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return parsed as {
    readonly models: readonly {
      readonly in?: { readonly container: string };
      readonly gpus: readonly { readonly gpu: string; readonly fits: { readonly gpus: number } | null }[];
      readonly sources?: readonly object[];
    }[];
    readonly unknown: readonly { readonly reason: string }[];
  };
}

const SERVER = deployment("llm").replace(
  "image: nginx",
  `image: vllm/vllm-openai:v0.20.0
        args: [--model=Qwen/Qwen3-32B, --tensor-parallel-size=2, --max-model-len=8192]
        resources: {limits: {nvidia.com/gpu: 2}}`,
);

describe("gpuify size", () => {
  test("prints a table for a plain terminal on standard output, and nothing on standard error", async () => {
    const { code, stdout, stderr } = await gpuify(["size", LLAMA]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}4 × h100 +320 +46\.8 +24\.4 +131072 {2}2$/m);
    expect(stdout).toMatch(/^ {2}2 × 8 × l4 +384 /m);
    expect(stdout).toContain("vLLM needs compute\n    capability 7.5 or higher since v0.20.0");
    const lines = stdout.split("\n");
    expect(lines.length).toBeGreaterThan(40);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect((await gpuify(["size", LLAMA], { env: { LC_ALL: "C", COLUMNS: "200" } })).stdout).toBe(stdout);
  });

  test("narrows to a platform and to a GPU", async () => {
    const { stdout } = await gpuify(["size", LLAMA, "--platform", "aks"]);
    expect(stdout).toContain("× h100-nvl");
    expect(stdout).not.toMatch(/^ .*× l4/m);
    const one = (await gpuify(["size", LLAMA, "--gpu=l4", "--context", "8k", "--explain"])).stdout;
    expect(one).toContain("131.4 GiB of weights / 8 GPUs = 16.4 GiB per GPU");
    expect(one).toContain("\nSources:\n");
    expect(one).not.toContain("h100 ");
  });

  test("sizes any model by the number of its parameters, or by its own config", async () => {
    const cwd = tree({
      "config.json": JSON.stringify({
        model_type: "qwen3",
        hidden_size: 5120,
        intermediate_size: 25_600,
        num_hidden_layers: 64,
        num_attention_heads: 64,
        num_key_value_heads: 8,
        head_dim: 128,
        vocab_size: 151_936,
        max_position_embeddings: 40_960,
        torch_dtype: "bfloat16",
      }),
    });
    expect((await gpuify(["size", "--params", "70B", "--gpu", "h100"])).stdout).toContain(
      "70 billion parameters in bf16, 130.4 GiB of weights",
    );
    const { code, stdout } = await gpuify(["size", "--config", "config.json", "--gpu", "h100"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("32.8 billion parameters in bf16, 61.0 GiB of weights");
    expect(stdout).toContain("up to 40960 tokens (the model's maximum)");
  });

  test("sizes the models that manifests load, from a file and from standard input", async () => {
    const cwd = tree({ "server.yaml": SERVER });
    const fromFile = await gpuify(["size", "-f", "server.yaml", "--platform", "gke"], { cwd });
    expect(fromFile.code).toBe(0);
    expect(fromFile.stdout).toMatch(/^server\.yaml:1 Deployment\/llm, container main\nasks for 2 GPUs/);
    expect(fromFile.stdout).toMatch(/^ {2}1 × h100 .* 2: fits$/m);
    const fromStdin = await gpuify(["size", "-f", "-", "--platform", "gke"], { input: SERVER });
    expect(fromStdin.stdout).toBe(fromFile.stdout.replace("server.yaml:1", "-:1"));
  });

  test("says what training takes, for information", async () => {
    const { code, stdout } = await gpuify(["size", "Qwen/Qwen3-32B", "--training", "full"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +8 +549\.2 +129\.7 +68\.6$/m);
    expect(stdout).toContain("Activations are extra.");
    expect((await gpuify(["size", "Qwen/Qwen3-32B", "--training", "lora"])).stdout).not.toContain("ZeRO-2");
  });

  test("prints JSON that follows the schema", async () => {
    const { models, unknown } = await json([LLAMA]);
    expect(models[0]?.gpus.find(({ gpu }) => gpu === "h100")?.fits?.gpus).toBe(4);
    expect(models[0]?.gpus.length).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
    expect(
      (await json([LLAMA, "--explain", "--program", "trtllm"])).models[0]?.sources?.length,
    ).toBeGreaterThan(3);
    await json(["--params", "0.5B"]);
    await json(["BAAI/bge-m3", "--gpu", "l4"]);
    await json([LLAMA, "--training", "full", "--explain"]);
    await json([LLAMA, "--training", "qlora"]);
    const found = await json(["-f", "-"], {
      input: `${SERVER}---\n${SERVER.replace("Qwen/Qwen3-32B", "/ours")}`,
    });
    expect(found.models.map((one) => one.in?.container)).toEqual(["main"]);
    expect(found.unknown.map(({ reason }) => reason)).toEqual(["gpuify does not know the size of /ours"]);
  });
});

describe("what gpuify size refuses", () => {
  test.each([
    [[], "no model given"],
    [["acme/zyx"], 'gpuify does not know the size of "acme/zyx"'],
    [[LLAMA, "l4"], "too many arguments"],
    [[LLAMA, "--context", "long"], '--context "long" is not a number of tokens'],
    [[LLAMA, "--context", "0"], '--context "0" is not a number of tokens'],
    [[LLAMA, "--concurrency", "0"], "--concurrency 0 is too small"],
    [[LLAMA, "--fraction", "95"], '--fraction "95" is not a share'],
    [["--params", "70"], '--params "70" is not a number of parameters\n  did you mean --params 70B?'],
    [["--params", "-1B"], '--params "-1B" is not a number of parameters'],
    [["--params", "0B"], '--params "0B" is not a number of parameters'],
    [["--params", "1e9T"], "is not a number of parameters"],
    [[LLAMA, "--program", "vlm"], "did you mean --program vllm?"],
    [[LLAMA, "--gpu", "h1000"], 'unknown GPU model "h1000"'],
    [[LLAMA, "--gpu", "tpu-v5e"], "does not know how programs use the memory of tpu-v5e"],
    [[LLAMA, "--platform", "gkee"], 'unknown platform "gkee"'],
    [[LLAMA, "--quantization", "awk"], 'unknown quantization "awk"\n  did you mean awq?'],
    [[LLAMA, "--training", "full", "--gpu", "l4"], "--gpu does not apply to --training"],
    [[LLAMA, "-f", "a.yaml"], "-f reads the models from manifests"],
    [["-f", "a.yaml", "--context", "8k"], "--context has no effect with -f"],
    [["--config", "none.json"], 'the config "none.json" does not exist'],
    [["--config", "."], '"." cannot be read: it is no file'],
    [["--config", "-"], "--config cannot be read from standard input"],
    [[LLAMA, "-o", "yaml"], '--output "yaml" is none of text, json'],
    [[LLAMA, "--contxt", "8k"], 'there is no option "--contxt"\n  did you mean "--context"?'],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await gpuify(["size", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test.each([
    ["not JSON", "no", "it is not JSON"],
    ["a list", "[]", "it is not a JSON object"],
    ["bytes", new Uint8Array([0xff, 0xfe, 0]), "it is not UTF-8"],
    ["only a prototype", '{"__proto__": {"hidden_size": 1}}', "it lacks num_hidden_layers"],
    ["deep", "[".repeat(1_000_000), "it is not JSON"],
    ["control characters", '{"model_type": "\\u001b[2J"}', "it lacks num_hidden_layers"],
  ])("a config that is %s, by its name", async (_, content, why) => {
    const cwd = tree({ "own.json": content });
    const { code, stdout, stderr } = await gpuify(["size", "--config", "own.json"], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('"own.json"');
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/\u001b|\bat .*\.cjs|bug in gpuify/);
  });

  test("names of models cannot write to the terminal", async () => {
    const { code, stdout } = await gpuify(["size", "\u001b[2Jacme-7b", "--gpu", "l4"]);
    expect(code).toBe(0);
    expect(stdout).not.toContain("\u001b");
  });

  test("manifests that cannot be read are exit 3, and those without a model 2", async () => {
    const cwd = tree({ "bad.yaml": "apiVersion: v1\nkind: [\n", "web.yaml": deployment("web") });
    expect(await gpuify(["size", "-f", "bad.yaml"], { cwd })).toMatchObject({ code: 3, stdout: "" });
    expect((await gpuify(["size", "-f", "none.yaml"], { cwd })).code).toBe(3);
    const { code, stderr } = await gpuify(["size", "-f", "web.yaml"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("starts a program that is known to load a model");
    const unknown = SERVER.replace("Qwen/Qwen3-32B", "/models/ours");
    const { code: onlyUnknown, stdout } = await gpuify(["size", "-f", "-"], { input: unknown });
    expect(onlyUnknown).toBe(3);
    expect(stdout).toContain("the model of vLLM is unknown, because gpuify does not know the size of");
  });

  test("in a walked folder, what is no manifest is left out and told", async () => {
    const cwd = tree({
      "k8s/server.yaml": SERVER,
      "k8s/chart.yaml": "apiVersion: v1\nkind: Pod\na: {{ b }}\n",
    });
    const { code, stdout, stderr } = await gpuify(["size", "-f", "k8s", "--gpu", "h100"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("1 × h100");
    expect(stderr).toContain("k8s/chart.yaml");
  });
});

test("the help shows examples first, and every option", async () => {
  const { code, stdout } = await gpuify(["size", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Examples:\n {2}gpuify size /);
  for (const { long, value } of SIZE_OPTIONS)
    expect(stdout).toContain(value === undefined ? long : `${long} <${value}>`);
  expect((await gpuify(["--help"])).stdout).toMatch(/^ {2}size /m);
});
