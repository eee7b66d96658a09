import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { deployment, gpuify } from "./program.ts";

const RAY = (spec: string): string => `apiVersion: ray.example.com/v1
kind: RayService
metadata: {name: llm}
spec:
  rayClusterConfig:
    workerGroupSpecs:
    - template:
        spec:
          containers: [{name: w, ${spec}}]
`;

const PART = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n";

const TREE = {
  "web.yaml": deployment("web"),
  "other.yaml": deployment("other"),
  "part.yaml": PART,
  "kustomization.yaml": "resources: [other.yaml, web.yaml]\npatches: [{path: part.yaml}]\n",
};

async function patch(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return await gpuify(["-p", "continuous", "--diff", ...args], { cwd: tree(files) });
}

describe("what a kustomization builds beside a workload", () => {
  test("is not named as the base of its patch", async () => {
    const { code, stderr } = await patch(TREE, "--select", "deploy/web", ".");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("Patch the base instead (web.yaml), or patch the kustomize output");
  });

  test("is listed once where a selection matches nothing, without the parts", async () => {
    const { code, stderr } = await patch(TREE, "--select", "deploy/nothing-like-it", ".");
    expect(code).toBe(2);
    expect(stderr).toContain("The workloads in the input are Deployment/other, Deployment/web. Pass");
  });

  test("counts as the one with the GPU when a patch gives it to a kind that is not handled", async () => {
    const files = {
      "web.yaml": deployment("web"),
      "ray.yaml": RAY('image: "rayproject/ray-llm:2.46"'),
      "gpu.yaml": RAY("resources: {limits: {nvidia.com/gpu: 4}}"),
      "kustomization.yaml": "resources: [web.yaml, ray.yaml]\npatches: [{path: gpu.yaml}]\n",
    };
    const bare = await patch(files, ".");
    expect([bare.code, bare.stdout]).toEqual([2, ""]);
    expect(bare.stderr).toContain(
      "does not yet handle the object that does: RayService/llm with 4 × nvidia.com/gpu",
    );
    const selected = await patch(files, "--select", "deploy/web", ".");
    expect(selected.code, selected.stderr).toBe(0);
  });
});

describe("a number of GPUs in a patch that nobody can count", () => {
  test.each([
    ["@GPUS@", "render-first", "kubectl kustomize DIR | envsubst | gpuify -p continuous -"],
    ["0.5", "gpu-quantity-not-whole", "Correct the number in part.yaml."],
  ])("is refused at its place: %s", async (amount, code, advice) => {
    const limits = `resources: {limits: {nvidia.com/gpu: "${amount}"}}`;
    const part = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: NAME, ${limits}}]}}}
`;
    const name = /- name: (\S+)/.exec(deployment("web"))?.[1] ?? "";
    const run = await patch(
      { ...TREE, "part.yaml": part.replace("NAME", name) },
      "--select",
      "deploy/web",
      ".",
    );
    expect([run.code, run.stdout]).toEqual([3, ""]);
    expect(run.stderr).toContain(`error[${code}]`);
    expect(run.stderr).toMatch(/^part\.yaml:4:/m);
    expect(run.stderr).toContain(advice);
    expect(run.stderr).toContain(amount);
  });
});
