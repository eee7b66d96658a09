import { describe, expect, it } from "vitest";
import { loadApiSchema } from "../../../src/k8s/schema/api-schema.ts";
import { checkKnown } from "../../../src/k8s/schema/published/check-known.ts";
import { publishedKind, sourceOf } from "../../../src/k8s/schema/published/published-schema.ts";
import { formatPath } from "../../../src/yaml/tree.ts";
import { objectsInText } from "./objects.ts";

const newest = await loadApiSchema();
const older = await loadApiSchema("1.31");

/** `code path: the marked text`, of each finding. */
function found(text: string, schema = newest): readonly string[] {
  return objectsInText(text).flatMap((object) =>
    checkKnown(schema, object).map(
      ({ code, path, span }) => `${code} ${formatPath(path)}: ${text.slice(span.start, span.end)}`,
    ),
  );
}

function messages(text: string): readonly string[] {
  return objectsInText(text).flatMap((object) =>
    checkKnown(newest, object).map(({ message, advice }) => `${message} – ${advice}`),
  );
}

const rayCluster = (worker: string, container = "") => `apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: ray}
spec:
  headGroupSpec:
    rayStartParams: {}
    template: &template
      spec:
        containers:
        - name: ray
          image: rayproject/ray:2.52.0
${container}
  workerGroupSpecs:
  - groupName: gpus
    template: *template
${worker}
`;

describe("custom resources whose definition is published", () => {
  it("are right as their projects write them", () => {
    expect(found(rayCluster("    replicas: 2\n    numOfHosts: 2"))).toEqual([]);
  });

  it("have no field that is misspelt or misplaced", () => {
    const text = rayCluster("    replica: 2\n    rayVersion: 2.52.0");
    expect(found(text)).toEqual([
      "schema-unknown-field spec.workerGroupSpecs[0].replica: replica",
      "schema-unknown-field spec.workerGroupSpecs[0].rayVersion: rayVersion",
    ]);
    expect(messages(text)).toEqual([
      "`replica` is no field of `workerGroupSpecs[0]` in ray.io/v1 of ray-project/kuberay (2026-08-19) – did you mean `replicas`?",
      "`rayVersion` is no field of `workerGroupSpecs[0]` in ray.io/v1 of ray-project/kuberay (2026-08-19) – it is a field of `spec`: check the indentation",
    ]);
  });

  it("may have a field of another version of their operator", () => {
    expect(messages(rayCluster("    preemptible: true"))).toEqual([
      "`preemptible` is no field of `workerGroupSpecs[0]` in ray.io/v1 of ray-project/kuberay (2026-08-19) – take it out, unless the operator in the cluster has a version that knows it",
    ]);
  });

  it("have values of the right type, among those that are allowed", () => {
    const options = (text: string) => rayCluster("").replace("spec:\n  head", `spec:\n  ${text}\n  head`);
    expect(found(rayCluster('    replicas: "2"'))).toEqual([
      'schema-wrong-type spec.workerGroupSpecs[0].replicas: "2"',
    ]);
    expect(found(options("autoscalerOptions: {upscalingMode: default}"))).toEqual([
      "schema-wrong-value spec.autoscalerOptions.upscalingMode: default",
    ]);
    expect(messages(options("autoscalerOptions: {upscalingMode: default}"))).toEqual([
      "`upscalingMode` cannot be `default` – did you mean `Default`? It may be `Default`, `Aggressive` or `Conservative`",
    ]);
    expect(found(options("autoscalerOptions: {upscalingMode: $" + "{MODE}}"))).toEqual([]);
    expect(found(options("autoscalerOptions: {upscalingMode: null}"))).toEqual([]);
  });

  it("have numbers within their limits, whole or not", () => {
    const rayJob = (text: string) => `apiVersion: ray.io/v1
kind: RayJob
metadata: {name: job}
spec: {${text}}
`;
    expect(messages(rayJob("preRunningDeadlineSeconds: 0"))).toEqual([
      "`preRunningDeadlineSeconds` cannot be 0 – write 1 or more",
    ]);
    expect(found(rayJob("preRunningDeadlineSeconds: 1, entrypointNumGpus: 0.5"))).toEqual([]);
    expect(found(rayJob('entrypointNumGpus: "0.5"'))).toEqual([
      'schema-wrong-type spec.entrypointNumGpus: "0.5"',
    ]);
  });

  it("have the fields that are required", () => {
    expect(found("apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: a}\nspec: {}\n")).toEqual([
      "schema-missing-field spec.headGroupSpec: spec",
    ]);
  });

  it("may lack what a webhook fills in", () => {
    expect(
      found(
        "apiVersion: jobset.x-k8s.io/v1alpha2\nkind: JobSet\nspec: {failurePolicy: {rules: [{action: FailJobSet}]}}\n",
      ),
    ).toEqual([]);
  });

  it("are not judged in a version whose definition is not known", () => {
    expect(found(rayCluster("    replica: 2").replace("ray.io/v1", "ray.io/v1beta9"))).toEqual([]);
    expect(found("apiVersion: example.com/v1\nkind: RayCluster\nspec: {}\n")).toEqual([]);
    expect(publishedKind(newest, "kubeflow.org/v1", "MPIJob")).toBe(null);
  });

  it("may have anything in status", () => {
    expect(found(`${rayCluster("")}status: {anything: goes}\n`)).toEqual([]);
  });
});

describe("pods inside custom resources", () => {
  const mistake = (text: string) => rayCluster("", `          ${text}`);

  it("are held against the schema of Kubernetes", () => {
    expect(found(mistake("resource: {}")).slice(0, 1)).toEqual([
      "schema-unknown-field spec.headGroupSpec.template.spec.containers[0].resource: resource",
    ]);
    expect(messages(mistake("resource: {}"))[0]).toBe(
      "`resource` is no field of `containers[0]` in Kubernetes 1.36 – did you mean `resources`?",
    );
    expect(found(mistake("resources: {limits: {nvidia.com/gpu: one}}"))[0]).toBe(
      'schema-bad-quantity spec.headGroupSpec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]: one',
    );
    expect(found(mistake("resources: {limits: {cpu: 1.5, memory: 2e9}}"))[0]).toBe(
      "schema-wrong-type spec.headGroupSpec.template.spec.containers[0].resources.limits.cpu: 1.5",
    );
    expect(found(mistake('resources: {limits: {cpu: "1.5", memory: 2e9}}'))).toEqual([]);
    expect(found(mistake("env: [{value: a}]"))[0]).toBe(
      "schema-missing-field spec.headGroupSpec.template.spec.containers[0].env[0].name: value",
    );
  });

  it("lose what a later version of Kubernetes knows", () => {
    const text = mistake("restartPolicyRules: []");
    expect(found(text)).toEqual([]);
    expect(found(text, older)[0]).toBe(
      "schema-pruned-field spec.headGroupSpec.template.spec.containers[0].restartPolicyRules: restartPolicyRules",
    );
  });

  it("lose what the definition does not copy", () => {
    const text = rayCluster("").replace(
      "    template: &template\n",
      "    template: &template\n      metadata: {generateName: a-}\n",
    );
    expect(messages(text)[0]).toBe(
      "`generateName` is a field of `metadata` in Kubernetes, but not in ray.io/v1 of ray-project/kuberay (2026-08-19) – take it out, unless the operator in the cluster has a version that knows it",
    );
  });

  it("need no more than the copy does", () => {
    const service = (spec: string) => `apiVersion: serving.kserve.io/v1alpha2
kind: LLMInferenceService
metadata: {name: llm}
spec:
  model: {uri: "hf://a/b"}
  template: ${spec}
`;
    expect(found(service("{nodeSelector: {a: b}}"))).toEqual([]);
    expect(found(service("{containers: [{image: a}]}"))).toEqual([
      "schema-missing-field spec.template.containers[0].name: image",
    ]);
    expect(
      found(
        service("{containers: [{name: a, livenessProbe: {httpGet: {port: 1, httpHeaders: [{name: a}]}}}]}"),
      ),
    ).toEqual([
      "schema-missing-field spec.template.containers[0].livenessProbe.httpGet.httpHeaders[0].value: name",
    ]);
  });

  it("are not judged where the definition keeps everything", () => {
    expect(
      found(
        "apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {metadata: {a: b}, spec: {containers: [{image: a}], tolerations: [{a: b}]}}}\n",
      ),
    ).toEqual([]);
  });
});

it("tells where a definition was read", () => {
  expect(sourceOf("ray.io", "RayJob")).toEqual({
    repository: "ray-project/kuberay",
    path: "ray-operator/config/crd/bases/ray.io_rayjobs.yaml",
    commit: "feeaf72facab4881ba2b179248bb67315634e229",
    date: "2026-08-19",
  });
  expect(sourceOf("ray.io", "RayNothing")).toBe(null);
});
