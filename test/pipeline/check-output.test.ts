import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { type KubeObject, objectsIn } from "../../src/k8s/object.ts";
import { KUBERNETES_VERSIONS, loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import { Bug } from "../../src/kernel/failure.ts";
import { checkOutput } from "../../src/pipeline/check-output.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { makeSource } from "../../src/yaml/source.ts";

const schemas = new Map(
  await Promise.all(
    KUBERNETES_VERSIONS.map(async (version) => [version, await loadApiSchema(version)] as const),
  ),
);
const catalog = loadCatalog();

function objectOf(text: string): KubeObject {
  const source = makeSource("a.yaml", text);
  const span = { start: 0, end: text.length };
  const read = readDocument(text, span);
  const document = read.ok ? { index: 0, span, root: read.root, aliases: read.aliases } : null;
  const [object] = document === null ? [] : objectsIn(source, document, 0);
  if (object === undefined) throw new Error("no object");
  return object;
}

const JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: train
          image: example.com/train:v1
`;

describe("what is about to be written", () => {
  test("is a bug where a change made something wrong that was right", () => {
    const before = objectOf(JOB);
    const after = objectOf(JOB.replace("spec:\n  template", "spec:\n  backofLimit: 3\n  template"));
    expect(() => checkOutput([{ before, after, minor: null }], schemas)).toThrow(Bug);
    expect(() => checkOutput([{ before: null, after, minor: null }], schemas)).toThrow(
      /Job\/train would be rejected/,
    );
  });

  test("is a warning at its place in the input where it was wrong before", () => {
    const text = JOB.replace("image:", "imagge: a\n          image:");
    const [warning, ...others] = checkOutput(
      [{ before: objectOf(text), after: objectOf(text), minor: null }],
      schemas,
    );
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: "schema-unknown-field",
      severity: "warning",
      location: { line: 11, column: 11, path: "spec.template.spec.containers[0].imagge" },
    });
    expect(warning?.message).toContain("Job/train");
  });

  test("is held against the published definition of a custom resource", () => {
    const cluster = (fields: string) => `apiVersion: ray.io/v1
kind: RayCluster
metadata:
  name: ray
spec:
  headGroupSpec:
    template:
      spec:
        containers: [{name: ray, image: "rayproject/ray:2.52.0"${fields}}]
`;
    const before = objectOf(cluster(""));
    const changed = (fields: string) => [{ before, after: objectOf(cluster(fields)), minor: 33 }];
    expect(checkOutput(changed(", resources: {limits: {nvidia.com/gpu: 1}}"), schemas)).toEqual([]);
    expect(() => checkOutput(changed(", resource: {}"), schemas)).toThrow(
      /RayCluster\/ray would be rejected after the change: `resource` is no field/,
    );
    // Only other versions keep it: told, and written.
    const [warning, ...others] = checkOutput(changed(", restartPolicyRules: []"), schemas);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: "schema-pruned-field",
      severity: "warning",
      why: "The API server drops the field, or rejects the object.",
      location: { line: 1 },
    });
  });

  test("is not reported where the change put it right", () => {
    const text = JOB.replace("image:", "imagge: a\n          image:");
    expect(checkOutput([{ before: objectOf(text), after: objectOf(JOB), minor: null }], schemas)).toEqual([]);
  });

  test.each([
    ["where it was, of several of the same words", "nvidia.com/gpu: 1", ["containers[0]", "containers[2]"]],
    ["as often as it is left, where lists have shifted", null, ["containers[0]", "containers[1]"]],
  ])("is reported %s", (_, right, left) => {
    const container = (resources: string) =>
      `        - name: c\n          image: a\n          resources: {limits: {${resources}}}\n`;
    const wrong = container("nvidia.com/gpu: one");
    const head = JOB.slice(0, JOB.indexOf("        - name"));
    const before = objectOf(head + wrong + wrong + wrong);
    const middle = right === null ? "" : container(right);
    const after = objectOf(head + wrong + middle + wrong);
    const warnings = checkOutput([{ before, after, minor: null }], schemas);
    expect(warnings.map(({ location }) => location?.path?.match(/containers\[\d\]/)?.[0])).toEqual(left);
  });

  test("lacks what a patch for kustomize lacks without a word", () => {
    const text =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {$patch: replace, containers: []}}}\n";
    expect(checkOutput([{ before: objectOf(text), after: objectOf(text), minor: null }], schemas)).toEqual(
      [],
    );
  });

  test("is held against the version that was named, or the nearest that is known", () => {
    const text = JOB.replace(
      "spec:\n  template",
      "spec:\n  managedBy: kueue.x-k8s.io/multikueue\n  template",
    );
    const codes = (minor: number | null): readonly string[] =>
      checkOutput([{ before: objectOf(text), after: objectOf(text), minor }], schemas).map(
        ({ code }) => code,
      );
    expect(codes(null)).toEqual([]);
    expect(codes(36)).toEqual([]);
    expect(codes(59)).toEqual([]);
    expect(codes(29)).toEqual(["schema-unknown-field"]);
    expect(codes(20)).toEqual(["schema-unknown-field"]);
  });

  test("is what a patch changed and made, each with what it was", () => {
    const request = {
      profile: "bursty",
      scope: { all: true, select: [], labels: [], namespace: null, override: false },
      strict: false,
      flags: { kubernetesMinor: 30 },
    };
    const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: example.com/web:v1
          resources: {requests: {cpu: 500m, memory: 1Gi}}
`;
    const untouched = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    const bytes = new TextEncoder().encode(`${untouched}---\n${web}`);
    const { changed, diagnostics } = patchManifests(
      [{ name: "a.yaml", bytes, named: true }],
      request,
      catalog,
    );
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(changed.map(({ before, after, minor }) => [before?.kind ?? null, after.kind, minor])).toEqual([
      ["Deployment", "Deployment", 30],
      [null, "HorizontalPodAutoscaler", null],
    ]);
    expect(checkOutput(changed, schemas)).toEqual([]);
  });
});

describe("what a record of an earlier run gives back", () => {
  const request = (profile: string) => ({
    profile,
    scope: { all: true, select: [], labels: [], namespace: null, override: false },
    strict: false,
    flags: {},
  });
  const patch = (text: string, profile: string) =>
    patchManifests(
      [{ name: "a.yaml", bytes: new TextEncoder().encode(text), named: true }],
      request(profile),
      catalog,
    );
  const deployment = (pod: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      ${pod}
      containers:
        - name: web
          image: example.com/web:v1
          resources: {limits: {nvidia.com/gpu: 1}}
`;

  test.each([
    ["tolerations: [{key: nvidia.com/gpu, operator: Exists, effects: NoSchedule}]", "`effects` is no field"],
    ["tolerations: [{key: nvidia.com/gpu, operator: Exists, tolerationSeconds: '5'}]", "a whole number"],
    [
      "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: '5', preference: {matchExpressions: [{key: nvidia.com/gpu.present, operator: Exists}]}}]}}",
      "`weight` must be a whole number",
    ],
  ])("is warned about where it was wrong before: %s", (pod, message) => {
    const there = patch(deployment(pod), "bursty");
    const back = patch(there.files[0]?.text ?? "", "continuous");
    expect(back.files[0]?.text).toMatch(/effects|tolerationSeconds|weight/);
    const warnings = checkOutput(back.changed, schemas);
    expect(warnings).toMatchObject([
      {
        severity: "warning",
        message: expect.stringContaining(message),
        why: "The annotation gpuify.dev/restore gives it back. The API server rejects the object.",
        location: { line: 3, path: 'metadata.annotations["gpuify.dev/restore"]' },
      },
    ]);
  });

  test("may lack a field that is required, as a patch for kustomize may", () => {
    const preferred =
      "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{preference: {matchExpressions: [{key: nvidia.com/gpu.present, operator: Exists}]}}]}}";
    const there = patch(deployment(preferred), "bursty");
    const back = patch(there.files[0]?.text ?? "", "continuous");
    expect(back.files[0]?.text).toContain("preference:");
    expect(checkOutput(back.changed, schemas)).toEqual([]);
  });

  test("does not excuse what a change makes wrong beside it", () => {
    const before = objectOf(
      JOB.replace("name: train\n", `name: train\n  annotations: {gpuify.dev/restore: '{"v":1}'}\n`),
    );
    const after = objectOf(JOB.replace("spec:\n  template", "spec:\n  backofLimit: 3\n  template"));
    expect(() => checkOutput([{ before, after, minor: null }], schemas)).toThrow(Bug);
  });
});
