import { describe, expect, test } from "vitest";
import { asWorkload, leadPodSet } from "../../src/k8s/workload.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import { autoscalersOf } from "../../src/workload/autoscalers.ts";
import { type PodCounts, podCounts } from "../../src/workload/pod-counts.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";

const workload = (kind: string, spec: string): string =>
  `apiVersion: ${kind === "Job" ? "batch/v1" : "apps/v1"}\nkind: ${kind}\nmetadata: {name: web}\nspec: {${spec}, template: {spec: {containers: [{name: a, image: a}]}}}\n`;

const hpa = (min: number, max: number): string =>
  `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: ${min}, maxReplicas: ${max}}\n`;

const keda = (annotations = ""): string =>
  `---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web, annotations: {${annotations}}}\nspec: {scaleTargetRef: {name: web}, maxReplicaCount: 8}\n`;

/** Pods at the least and at the most; null where they cannot be told. */
function pods(text: string): readonly [number, number] | null {
  const counts = countsOf(text);
  return counts === null ? null : [counts.least, counts.most];
}

function countsOf(text: string): PodCounts | null {
  const objects = objectsToLint([{ name: "a.yaml", bytes: new TextEncoder().encode(text), named: true }]);
  const [object] = objects;
  const found = object === undefined ? null : asWorkload(object);
  if (found === null || found === "no-pod-spec") throw new Error("no workload");
  return podCounts(leadPodSet(found), autoscalersOf(found, surroundingsOf(objects)));
}

describe("how many pods run at once", () => {
  test.each([
    ["Deployment", "replicas: 3", [3, 3]],
    ["Deployment", "replicas: null", [1, 1]],
    ["Deployment", "replicas: 0", [0, 0]],
    ["Deployment", "replicas: -5", null],
    ["Deployment", 'replicas: "3"', null],
    ["Job", "parallelism: 8, completions: 2", [2, 2]],
    ["Job", "completionMode: Indexed", [1, 1]],
    ["Job", "parallelism: -1", [1, 1]],
    ["DaemonSet", "minReadySeconds: 0", null],
  ])("%s with %s: %j", (kind, spec, expected) => {
    expect(pods(workload(kind, spec))).toEqual(expected);
  });

  test.each([
    ["replicas: 3", hpa(2, 6), [2, 6]],
    // An HPA waits while a workload is switched off, unless its own minimum is 0.
    ["replicas: 0", hpa(2, 6), [0, 0]],
    ["replicas: 0", hpa(0, 6), [1, 6]],
    // KEDA starts pods from 0, unless an annotation holds it; of no boolean it takes true.
    ["replicas: 0", keda(), [1, 8]],
    ["replicas: 0", keda('autoscaling.keda.sh/paused: "true"'), [0, 0]],
    ["replicas: 2", keda('autoscaling.keda.sh/paused-replicas: "0"'), [2, 2]],
    ["replicas: 2", keda("autoscaling.keda.sh/paused: since-monday"), [2, 2]],
    ["replicas: 2", keda('autoscaling.keda.sh/paused: "false"'), [1, 8]],
    // Bounds that the API server rejects count as their defaults.
    ["replicas: 3", hpa(-2, 6), [1, 6]],
  ])("%s beside an autoscaler: %#", (spec, autoscaler, expected) => {
    expect(pods(workload("Deployment", spec) + autoscaler)).toEqual(expected);
  });
});
