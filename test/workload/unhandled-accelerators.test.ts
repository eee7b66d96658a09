import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { resourceRows } from "../../src/gpu/tables/resources.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import { mentionsAccelerator } from "../../src/workload/accelerator-text.ts";
import { unhandledAmong, unhandledAsks } from "../../src/workload/unhandled-accelerators.ts";
import { listedAsks } from "../../src/workload/unhandled-words.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { growthOf, PROPORTION } from "../work.ts";

const catalog = loadCatalog();

function objectsOf(text: string) {
  return objectsToLint([{ name: "in.yaml", bytes: new TextEncoder().encode(text), named: true }]);
}

/** `PATH=AMOUNT` of everything that the objects of a stream ask for. */
function asked(text: string): readonly string[] {
  return unhandledAmong(objectsOf(text), catalog).flatMap(({ asks }) =>
    asks.map(({ path, amount }) => `${formatPath(path)}=${amount}`),
  );
}

function custom(spec: string, { apiVersion = "example.com/v1", kind = "Server" } = {}): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: llm}\nspec: ${spec}\n`;
}

const GPU = "resources: {limits: {nvidia.com/gpu: 2}}";
const PATH = 'resources.limits["nvidia.com/gpu"]=2';

describe("an object of an unknown kind asks for what stands under resources", () => {
  test.each([
    [`{template: {spec: {containers: [{name: a, ${GPU}}]}}}`, `spec.template.spec.containers[0].${PATH}`],
    [`{initContainers: [{name: a, ${GPU}}]}`, `spec.initContainers[0].${PATH}`],
    [`{predictor: {model: {${GPU}}}}`, `spec.predictor.model.${PATH}`],
    [`{steps: [{computeR${GPU.slice(1)}}]}`, `spec.steps[0].computeR${PATH.slice(1)}`],
    ["{resources: {requests: {amd.com/gpu: '1'}}}", 'spec.resources.requests["amd.com/gpu"]=1'],
    [
      `{objects: [{apiVersion: apps/v1, kind: Deployment, spec: {a: {${GPU}}}}]}`,
      `spec.objects[0].spec.a.${PATH}`,
    ],
    ["{resources: [{base: {resources: {limits: {nvidia.com/gpu: 2}}}}]}", `spec.resources[0].base.${PATH}`],
    [`{a: &r {limits: {nvidia.com/gpu: 2}}, b: {resources: *r}}`, `spec.b.${PATH}`],
    [`{a: &m {${GPU}}, b: {<<: *m}}`, `spec.a.${PATH}`, `spec.b.${PATH}`],
    ["{resources: {limits: {example.com/npu: 1}}}", 'spec.resources.limits["example.com/npu"]=1'],
    [
      "{resources: {limits: {nvidia.com/gpumem: 8000, nvidia.com/gpu: 1}}}",
      'spec.resources.limits["nvidia.com/gpu"]=1',
    ],
    ["{resources: {limits: {nvidia.com/gpumem: 8000}}}", 'spec.resources.limits["nvidia.com/gpumem"]=8000'],
    ["{resources: {limits: {nvidia.com/gpu: 1Ki}}}", 'spec.resources.limits["nvidia.com/gpu"]=1024'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of envsubst
    ["{resources: {limits: {nvidia.com/gpu: '${N}'}}}", 'spec.resources.limits["nvidia.com/gpu"]=${N}'],
  ])("%s", (spec, ...paths) => {
    expect(asked(custom(spec))).toEqual(paths);
  });

  test.each([
    "{resources: {limits: {nvidia.com/gpu: 0}, requests: {nvidia.com/gpu: null}}}",
    "{resources: {limits: {cpu: 4, rdma/ib: 1, vpc.amazonaws.com/efa: 4}}}",
    "{resources: {nvidia.com/gpu: 1}}",
    "{resources: {limits: [nvidia.com/gpu]}}",
    "{limits: {nvidia.com/gpu: 8}}",
    `{values: {${GPU}}}`,
    `{parameters: {${GPU}}}`,
    `{assert: {${GPU}}}`,
    `{status: {${GPU}}}`,
    `{a: {${GPU}}, (length(b)): 1}`,
    `{a: {${GPU}}, ~.(b): {c: 1}}`,
  ])("nothing in %s", (spec) => {
    expect(asked(custom(spec))).toEqual([]);
  });
});

test.each([
  ["apps/v1", "Deployment"],
  ["batch/v1", "CronJob"],
  ["v1", "Pod"],
  ["v1", "Node"],
  ["v1", "ResourceQuota"],
  ["v1", "LimitRange"],
  ["v1", "ConfigMap"],
  ["karpenter.sh/v1", "NodePool"],
  ["karpenter.sh/v1alpha5", "Provisioner"],
  ["karpenter.sh/v1", "NodeClaim"],
  ["cloud.google.com/v1", "ComputeClass"],
  ["kueue.x-k8s.io/v1beta1", "ClusterQueue"],
  ["kueue.x-k8s.io/v1beta1", "Workload"],
  ["scheduling.volcano.sh/v1beta1", "Queue"],
  ["resource.k8s.io/v1", "DeviceClass"],
  ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
  ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"],
  ["kyverno.io/v1", "ClusterPolicy"],
  ["chainsaw.kyverno.io/v1alpha1", "Test"],
  ["kuttl.dev/v1beta1", "TestAssert"],
])("%s %s only mentions accelerators, or is handled", (apiVersion, kind) => {
  expect(asked(custom(`{template: {${GPU}}}`, { apiVersion, kind }))).toEqual([]);
});

test.each([
  ["jobs.example.com/v1alpha1", "Job"],
  ["knative.example.com/v1", "Service"],
  ["example.com/v1beta1", "StatefulSet"],
  ["example.com/v1", "Node"],
  ["nvidia.com/v1alpha1", "Queue"],
])("%s %s is told by its group, whatever its kind is called", (apiVersion, kind) => {
  expect(asked(custom(`{template: {${GPU}}}`, { apiVersion, kind }))).toEqual([`spec.template.${PATH}`]);
});

test("the same amount of several roles is said once, with its lines", () => {
  const spec = "\n  a:\n    R\n  b:\n    R\n  c: {resources: {limits: {amd.com/gpu: 1}}}".replaceAll(
    "R",
    GPU,
  );
  const [object] = objectsOf(custom(spec));
  if (object === undefined) throw new Error("no object");
  expect(listedAsks(object, unhandledAsks(object, catalog))).toBe(
    "2 × nvidia.com/gpu (lines 6, 8) and 1 × amd.com/gpu (line 9)",
  );
});

test("aliases that stand for many nodes are looked at in proportion to these", async () => {
  const uses = Array.from({ length: 15 }, (_, index) => `  u${index}: *r`).join("\n");
  const asking = (count: number) => {
    const rows = Array.from({ length: count }, (_, index) => `k${index}: v`).join(", ");
    const text = custom(`\n  r: &r {${rows}, ${GPU}}\n${uses}`);
    return () => expect(asked(text)).toHaveLength(16);
  };
  expect(await growthOf(750, asking)).toBeLessThan(PROPORTION);
});

test("aliases that lead deeper than a document may be are not followed to the end", () => {
  const nested = (inner: string) => `${"{a: ".repeat(60)}${inner}${"}".repeat(60)}`;
  const levels = Array.from(
    { length: 40 },
    (_, index) => `  l${index + 1}: &l${index + 1} ${nested(`*l${index}`)}`,
  );
  expect(asked(custom(`\n  l0: &l0 {${GPU}}\n${levels.join("\n")}`))).toEqual([
    `spec.l0.${PATH}`,
    expect.stringContaining("spec.l1.a."),
  ]);
});

describe("text is searched before it is read", () => {
  const names = resourceRows().flatMap((row) =>
    "name" in row && row.kind !== "companion" ? [row.name] : [],
  );

  test.each(names)("for %s", (name) => {
    expect(mentionsAccelerator(`resources:\n  limits:\n    ${name}: 1\n`)).toBe(true);
    expect(mentionsAccelerator(JSON.stringify({ resources: { limits: { [name]: 1 } } }))).toBe(true);
    const escaped = name.replace("/", "\\/");
    expect(mentionsAccelerator(`{"resources":{"limits":{"${escaped}":1}}}`)).toBe(true);
    expect(mentionsAccelerator(`{"resources":{"limits":{"${name.replace("/", "\\u002F")}":1}}}`)).toBe(true);
  });

  test.each(["nvidia.com/mig-1g.10gb", "huawei.com/Ascend910", "volcano.sh/vgpu-number", "x.io/cuda"])(
    "for %s, which a pattern knows",
    (name) => {
      expect(mentionsAccelerator(`computeResources: {limits: {"${name}" : 1}}`)).toBe(true);
    },
  );

  test.each([
    "resources: {limits: {cpu: 1}}",
    "resources: [pods]\nimage: nvidia/cuda-12\n",
    "image: nvcr.io/nvidia/cuda:12.8.0\n",
    "nodeSelector:\n  nvidia.com/gpu: 'true'\n",
    "resources: {limits: {rdma/ib: 1, vpc.amazonaws.com/efa: 1}}",
  ])("and is not read for %j", (text) => {
    expect(mentionsAccelerator(text)).toBe(false);
  });

  // Backtracking cannot be counted: with a square a text as long as this would run into the timeout.
  test.each(["/gpu", "gpu", "/", "\\", "/a.b-c_", "nvidia.com"])(
    "with work that grows with %j",
    async (part) => {
      const searching = (count: number) => () => mentionsAccelerator(`resources ${part.repeat(count)}`);
      expect(searching(1_000_000)()).toBe(searching(10)());
      expect(await growthOf(1000, searching)).toBeLessThan(PROPORTION);
    },
  );
});
