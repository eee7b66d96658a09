import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readStream } from "../scripts/corpus/objects.ts";
import { fieldOf, textOf, type Value } from "../scripts/corpus/value.ts";
import { needsKubectl } from "./needs.ts";

/** The comparison that started the project: one ordinary Deployment, and what each tool does to it. */
const project = resolve(import.meta.dirname, "..");
const folder = join(project, "fixtures/comparison");
const file = join(folder, "deployment.yaml");
const input = readFileSync(file, "utf8");
const program = join(project, "bin/gpuify.cjs");

function run(command: string, args: readonly string[], stdin = ""): string {
  const env = { ...process.env, KUBECONFIG: "/dev/null" };
  const result = spawnSync(command, [...args], { input: stdin, encoding: "utf8", env });
  expect(result.stderr.toLowerCase()).not.toContain("error");
  expect(result.status).toBe(0);
  return result.stdout;
}

/** What a text says of the pod: GPUs by container, keys of its tolerations, and what is left for people. */
function describePod(text: string) {
  const [object] = readStream(text).objects;
  const template = fieldOf(fieldOf(object?.value, "spec"), "template");
  const spec = fieldOf(template, "spec");
  const gpus = itemsOf(fieldOf(spec, "containers")).map((container) => [
    textOf(fieldOf(container, "name")),
    textOf(fieldOf(fieldOf(fieldOf(container, "resources"), "limits"), "nvidia.com/gpu")),
  ]);
  return {
    gpus: Object.fromEntries(gpus),
    tolerations: itemsOf(fieldOf(spec, "tolerations")).map((item) => textOf(fieldOf(item, "key"))),
    comments: text.match(/#.*$/gm) ?? [],
    anchors: text.match(/[&*]labels/g) ?? [],
  };
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

const before = describePod(input);

describe("what people use today", needsKubectl(), () => {
  it("kubectl set resources gives every container a GPU and loses comments and anchor", () => {
    const limits = ["--local", "-f", file, "--limits=nvidia.com/gpu=1", "-o", "yaml"];
    const after = describePod(run("kubectl", ["set", "resources", ...limits]));
    expect(after.gpus).toEqual({ server: "1", "istio-proxy": "1" });
    expect(after.comments).toEqual([]);
    expect(after.anchors).toEqual([]);
  });

  it("kubectl patch deletes the team's toleration", () => {
    const patch = ["--type", "strategic", "--patch-file", join(folder, "strategic-patch.yaml")];
    const after = describePod(run("kubectl", ["patch", "--local", "-f", file, ...patch, "-o", "yaml"]));
    expect(before.tolerations).toEqual(["team"]);
    expect(after.tolerations).toEqual(["nvidia.com/gpu"]);
    expect(after.comments).toEqual([]);
  });

  it("kustomize deletes the team's toleration, comments and anchor", () => {
    const after = describePod(run("kubectl", ["kustomize", folder]));
    expect(after.tolerations).toEqual(["nvidia.com/gpu"]);
    expect(after.comments).toEqual([]);
    expect(after.anchors).toEqual([]);
  });
});

describe("gpuify on the same Deployment", () => {
  let output = "";
  let after = before;

  beforeAll(() => {
    if (!existsSync(join(project, "dist"))) spawnSync("npm", ["run", "-s", "build"], { cwd: project });
    output = run(process.execPath, [program, "patch", "-p", "continuous", "-"], input);
    after = describePod(output);
  });

  it("gives the server a GPU and the sidecar none", () => {
    expect(after.gpus).toEqual({ server: "1", "istio-proxy": null });
  });

  it("adds its toleration beside the team's", () => {
    expect(after.tolerations).toEqual(["team", "nvidia.com/gpu"]);
  });

  it("keeps every comment, the anchor and every line of the input, in order", () => {
    expect(after.comments).toEqual(before.comments);
    expect(after.anchors).toEqual(before.anchors);
    const lines = output.split("\n");
    let at = 0;
    for (const line of input.split("\n")) {
      const found = lines.indexOf(line, at);
      expect(found, `the line ${JSON.stringify(line)}`).toBeGreaterThanOrEqual(at);
      at = found + 1;
    }
  });

  it("writes exactly the lines it says", () => {
    expect(output).toBe(readFileSync(join(folder, "expected.yaml"), "utf8"));
  });
});
