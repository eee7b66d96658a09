import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { errorsOf, run } from "../../pipeline/run.ts";

const GPU = "resources: {limits: {nvidia.com/gpu: 2}}";
const container = (resources = ""): string =>
  `{name: main, image: "registry.example/app:1"${resources === "" ? "" : `, ${resources}`}}`;
const template = (resources = ""): string => `{spec: {containers: [${container(resources)}]}}`;

function ray(head: string, ...groups: readonly (readonly [string, string])[]): string {
  const workers = groups.map(
    ([name, pod]) => `  - {groupName: ${name}, replicas: 2, rayStartParams: {}, template: ${pod}}`,
  );
  return `apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: llm}
spec:
  headGroupSpec: {rayStartParams: {}, template: ${head}}
  workerGroupSpecs:${workers.length === 0 ? " []" : ""}
${workers.join("\n")}
`;
}

function mpi(spec = ""): string {
  return `apiVersion: kubeflow.org/v2beta1
kind: MPIJob
metadata: {name: train}
spec:
${spec}  mpiReplicaSpecs:
    Launcher: {replicas: 1, template: ${template()}}
    Worker: {replicas: 4, template: ${template()}}
`;
}

type Tree = { readonly [key: string]: Tree } & readonly Tree[] & { readonly limits?: Record<string, number> };

function gpusAt(text: string, ...path: readonly (string | number)[]): number | undefined {
  const spec = path.reduce<Tree | undefined>((node, step) => node?.[step as never], parse(text) as Tree);
  const limits = spec?.spec?.containers?.[0]?.resources?.limits as Record<string, number> | undefined;
  return limits?.["nvidia.com/gpu"];
}

function textOf(outcome: ReturnType<typeof run>): string {
  expect(errorsOf(outcome)).toEqual([]);
  return outcome.files[0]?.text ?? "";
}

const WORKERS = ["spec", "workerGroupSpecs"] as const;

describe("which roles get GPUs", () => {
  test("the workers of a Ray cluster and not its head", () => {
    const text = textOf(run(ray(template(), ["gpu", template()]), { profile: "training" }));
    expect(gpusAt(text, ...WORKERS, 0, "template")).toBe(1);
    expect(gpusAt(text, "spec", "headGroupSpec", "template")).toBeUndefined();
  });

  test("a head that is alone", () => {
    const text = textOf(run(ray(template()), { profile: "training" }));
    expect(gpusAt(text, "spec", "headGroupSpec", "template")).toBe(1);
  });

  test("those that ask, whatever the kind says of the others", () => {
    const text = textOf(run(ray(template(GPU), ["cpu", template()]), { profile: "continuous" }));
    expect(gpusAt(text, ...WORKERS, 0, "template")).toBeUndefined();
    expect(text).toContain("tolerations");
  });

  test("none of several free names that ask for nothing, with a list", () => {
    const outcome = run(ray(template(), ["a", template()], ["b", template()]), { profile: "training" });
    expect(errorsOf(outcome)).toEqual([
      "RayCluster/llm has several roles that could be meant, and none of them asks for a GPU: head, a, b",
    ]);
  });

  test.each([
    ["b", [undefined, 1]],
    ["a,b", [1, 1]],
    ["?", [1, 1]],
  ])("those that --role %s names", (role, expected) => {
    const text = ray(template(), ["a", template()], ["b", template()]);
    const patched = textOf(run(text, { profile: "training", flags: { role } }));
    expect([0, 1].map((index) => gpusAt(patched, ...WORKERS, index, "template"))).toEqual(expected);
  });

  test("an annotation says the same, and a name that is none is refused with those that are", () => {
    const text = ray(template(), ["a", template()], ["b", template()]);
    const annotated = text.replace("name: llm}", "name: llm, annotations: {gpuify.dev/role: b}}");
    expect(gpusAt(textOf(run(annotated, { profile: "training" })), ...WORKERS, 1, "template")).toBe(1);
    const wrong = run(text, { profile: "training", flags: { role: "worker" } });
    expect(errorsOf(wrong)).toEqual(['RayCluster/llm has no role "worker"']);
    expect(wrong.diagnostics[0]?.advice).toBe("Its roles are head, a, b.");
  });

  test("a launcher of MPI never, unless it is a worker too", () => {
    const text = textOf(run(mpi(), { profile: "training" }));
    const roles = ["spec", "mpiReplicaSpecs"] as const;
    expect(gpusAt(text, ...roles, "Worker", "template")).toBe(1);
    expect(gpusAt(text, ...roles, "Launcher", "template")).toBeUndefined();
    const both = textOf(run(mpi("  runLauncherAsWorker: true\n"), { profile: "training" }));
    expect(gpusAt(both, ...roles, "Launcher", "template")).toBe(1);
  });

  test("--container looks inside the role", () => {
    const two = `{spec: {containers: [${container()}, {name: other, image: "registry.example/other:1"}]}}`;
    const text = ray(template(), ["a", two]);
    const refused = run(text, { profile: "training" });
    expect(errorsOf(refused)).toEqual([
      "RayCluster/llm (a) has several containers that could be meant: main, other",
    ]);
    const patched = textOf(run(text, { profile: "training", flags: { container: "main" } }));
    expect(gpusAt(patched, ...WORKERS, 0, "template")).toBe(1);
  });

  test("none of a pipeline whose steps ask for nothing", () => {
    const workflow = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: train-}
spec:
  entrypoint: main
  templates:
  - {name: prepare, container: {image: "registry.example/prepare:1"}}
  - {name: main, container: {image: "registry.example/train:1"}}
`;
    const outcome = run(workflow, { profile: "training" });
    expect(errorsOf(outcome)).toEqual([
      "Workflow/train-* has several roles that could be meant, and none of them asks for a GPU: prepare, main",
    ]);
    const named = textOf(run(workflow, { profile: "training", flags: { role: "main" } }));
    expect(parse(named).spec.templates[1].container.resources.limits).toEqual({ "nvidia.com/gpu": 1 });
    expect(parse(named).spec.templates[0].container.resources).toBeUndefined();
  });
});

describe("bursty and back, by role", () => {
  test("each role gets what it had", () => {
    const text = ray(template(GPU), ["a", template(GPU)], ["b", template(GPU.replace("2", "4"))]);
    const off = textOf(run(text, { profile: "bursty", scope: { all: true } }));
    expect(off).not.toContain("nvidia.com/gpu: ");
    expect(off).toContain("gpuify.dev/restore");
    const back = textOf(run(off, { profile: "continuous" }));
    expect(gpusAt(back, ...WORKERS, 1, "template")).toBe(4);
    expect(gpusAt(back, "spec", "headGroupSpec", "template")).toBe(2);
    expect(back).not.toContain("gpuify.dev/restore");
  });
});
