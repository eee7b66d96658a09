import { describe, expect, test } from "vitest";
import { openDraft } from "../../../src/edit/draft.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { peakOfPods } from "../../../src/patch/profiles/bursty/peak.ts";
import { workloadIn } from "../../../src/patch/shared/context.ts";
import type { ReasonedOperation } from "../../../src/patch/shared/decision.ts";
import { workloadsOf } from "../decide.ts";

function peak(spec: string, pods: number, operations: readonly ReasonedOperation[] = []) {
  const [workload] = workloadsOf(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec}`);
  if (workload === undefined) throw new Error("no workload");
  const draft = openDraft(workload.object.root, operations);
  return peakOfPods(leadPodSet(workloadIn(workload, draft)), pods);
}

const container = (name: string, resources: string, rest = ""): string =>
  `  - {name: ${name}, image: a, resources: ${resources}${rest}}\n`;

describe("the peak", () => {
  test("counts the sidecars that run beside an init container", () => {
    const spec = `  containers:\n${container("main", "{requests: {cpu: 1}}")}  initContainers:\n${container(
      "mesh",
      "{requests: {cpu: 1}}",
      ", restartPolicy: Always",
    )}${container("fetch", "{requests: {cpu: 4}}")}`;
    expect(peak(spec, 2)).toEqual({ cpuMillis: 10_000, memoryBytes: null, pods: 2 });
  });

  test("has the overhead of the runtime on top", () => {
    const spec = `  overhead: {cpu: 250m}\n  containers:\n${container("main", "{limits: {cpu: 1}}")}`;
    expect(peak(spec, 1).cpuMillis).toBe(1250);
  });

  test("takes a pod-level limit for the request only where no container asks", () => {
    const spec = (own: string): string =>
      `  resources: {limits: {memory: 8Gi}}\n  containers:\n${container("main", own)}`;
    expect(peak(spec("{}"), 1).memoryBytes).toBe(8 * 2 ** 30);
    expect(peak(spec("{requests: {memory: 1Gi}}"), 1).memoryBytes).toBe(2 ** 30);
  });

  test("is that of the pods as they will be", () => {
    const operation: ReasonedOperation = {
      op: "set",
      path: ["spec", "containers", 0, "resources", "requests", "cpu"],
      value: "3",
      step: "resources",
      reason: "a test",
      origin: { kind: "default" },
    };
    expect(peak(`  containers:\n${container("main", "{}")}`, 2, [operation]).cpuMillis).toBe(6000);
  });

  test("is not known where an amount cannot be read", () => {
    const both = peak(`  containers:\n${container("main", "{requests: {cpu: lots, memory: 1Gi}}")}`, 2);
    expect(both).toEqual({ cpuMillis: null, memoryBytes: 2 * 2 ** 30, pods: 2 });
  });
});
