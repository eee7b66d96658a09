import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { readFiles } from "../../src/pipeline/input/load.ts";
import type { ManifestInput } from "../../src/pipeline/input/manifest-input.ts";
import { LINTED } from "../../src/pipeline/input/relevance.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { errorsOf, run } from "./run.ts";

const RAY = `apiVersion: ray.example.com/v1
kind: RayCluster
metadata: {name: llm, namespace: ml}
spec:
  workerGroupSpecs:
  - template:
      spec:
        containers:
        - {name: worker, image: ray, resources: {limits: {nvidia.com/gpu: 4}}}
`;
const REDIS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: redis}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec:
      containers: [{name: redis, image: "redis:7"}]
`;
const SERVER = REDIS.replaceAll("redis", "server").replace(
  'image: "server:7"',
  'image: "server:7", resources: {limits: {nvidia.com/gpu: 1}}',
);

function walked(files: Readonly<Record<string, string>>): PatchOutcome {
  const inputs = Object.entries(files).map(
    ([name, text]): ManifestInput => ({ name, bytes: new TextEncoder().encode(text), named: false }),
  );
  const scope = { all: false, select: [], labels: [], namespace: null };
  return patchManifests(inputs, { profile: "continuous", scope, strict: false, flags: {} }, catalog);
}

const catalog = loadCatalog();

function patched({ workloads }: PatchOutcome): readonly string[] {
  return workloads.filter(({ status }) => status === "patched").map(({ object }) => object);
}

function notesOf({ diagnostics }: PatchOutcome): readonly string[] {
  return diagnostics.filter(({ code }) => code === "gpu-in-unhandled-kind").map(({ message }) => message);
}

describe("a GPU in a kind that is not handled", () => {
  test("keeps a bare profile from the workload beside it that asks for none", () => {
    const outcome = run(`${RAY}---\n${REDIS}`, { profile: "continuous" });
    expect(outcome.scopeProblem?.code).toBe("ambiguous-scope");
    expect(errorsOf(outcome)).toEqual([
      "it is not clear which workload to patch: Deployment/redis asks for no GPU, and gpuify does not yet handle the object that does: RayCluster/llm with 4 × nvidia.com/gpu (line 9)",
    ]);
    expect(outcome.scopeProblem?.location?.line).toBe(9);
    expect(outcome.scopeProblem?.advice).toContain("--select Deployment/redis");
    expect(outcome.files[0]?.status).toBe("unchanged");
  });

  test("in another file counts as well", () => {
    const outcome = run({ "ray.yaml": RAY, "redis.yaml": REDIS }, { profile: "continuous" });
    expect(outcome.scopeProblem?.location).toMatchObject({ file: "ray.yaml", line: 9 });
  });

  test("is told, and nothing more, where the choice is clear", () => {
    for (const scope of [{ all: true }, { select: [{ kind: "Deployment", name: "redis" }] }]) {
      const outcome = run(`${RAY}---\n${REDIS}`, { profile: "continuous", scope });
      expect(patched(outcome)).toEqual(["Deployment/redis"]);
      expect(notesOf(outcome)).toEqual([
        "RayCluster/llm asks for 4 × nvidia.com/gpu but is not patched: gpuify does not handle RayCluster (ray.example.com/v1) yet",
      ]);
    }
    const beside = run(`${RAY}---\n${SERVER}---\n${REDIS}`, { profile: "continuous" });
    expect(patched(beside)).toEqual(["Deployment/server"]);
    expect(notesOf(beside)).toHaveLength(1);
    const named = `${RAY}---\n${REDIS}`.replace(
      "name: redis}",
      "name: redis, annotations: {gpuify.dev/profile: continuous}}",
    );
    expect(patched(run(named))).toEqual(["Deployment/redis"]);
  });

  test("is nobody's business where its own annotation says so", () => {
    const skipped = RAY.replace("namespace: ml", 'annotations: {gpuify.dev/skip: "ours"}');
    const outcome = run(`${skipped}---\n${REDIS}`, { profile: "continuous" });
    expect(patched(outcome)).toEqual(["Deployment/redis"]);
    expect(notesOf(outcome)).toEqual([]);
    expect(outcome.unhandled).toEqual([]);
  });

  test("is in the report, a row for each amount", () => {
    expect(run(RAY, { profile: "continuous" }).unhandled).toEqual([
      {
        file: "test.yaml",
        object: "RayCluster/llm",
        namespace: "ml",
        apiVersion: "ray.example.com/v1",
        line: 9,
        resource: "nvidia.com/gpu",
        amount: "4",
      },
    ]);
  });

  test("counts as one object that was passed through, as before it was read", () => {
    const cpu = RAY.replace("nvidia.com/gpu: 4", "cpu: 4");
    expect(run(`${cpu}---\n${SERVER}`, { profile: "continuous" }).passedThrough).toBe(1);
    expect(run(`${RAY}---\n${SERVER}`, { profile: "continuous" }).passedThrough).toBe(1);
  });
});

describe("a document that is read for its GPU alone", () => {
  const BROKEN = RAY.replace("  - template:", "  - template: {");

  test("and that cannot be read is no error, and its file is patched", () => {
    const outcome = walked({ "both.yaml": `${BROKEN}---\n${SERVER}` });
    expect(outcome.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(outcome.files[0]?.status).toBe("changed");
    expect(notesOf(outcome)).toEqual([]);
  });

  test("and that is a template is one as it was before", () => {
    const template = RAY.replace("kind: RayCluster", "kind: RayCluster\nx:\n  {{ include }}");
    const cpu = template.replace("nvidia.com/gpu: 4", "cpu: 4");
    const codes = (text: string) =>
      walked({ "a.yaml": `${text}---\n${SERVER}` }).files.map(({ status }) => status);
    expect(codes(template)).toEqual(codes(cpu));
  });

  test.each([
    [
      "JSON with escapes",
      JSON.stringify({
        apiVersion: "ray.example.com/v1",
        kind: "RayCluster",
        spec: { resources: { limits: { "nvidia.com/gpu": 4 } } },
      }).replace("com/", "com\\/"),
    ],
    ["line ends of Windows", RAY.replaceAll("\n", "\r\n")],
    ["a List", `apiVersion: v1\nkind: List\nitems:\n- ${RAY.trimEnd().replaceAll("\n", "\n  ")}\n`],
  ])("is found as %s, by the linter too", (_, text) => {
    expect(run(text, { profile: "continuous" }).unhandled).toMatchObject([{ amount: "4" }]);
    const [file] = readFiles([{ name: "in", bytes: new TextEncoder().encode(text), named: false }], LINTED);
    expect(file?.documents.flatMap(({ objects }) => objects.map(({ kind }) => kind))).toEqual(["RayCluster"]);
  });
});
