import { describe, expect, test } from "vitest";
import { customKindData } from "../../src/k8s/custom-kinds.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { twinGpus, twinsOf } from "../../src/workload/twins.ts";
import { catalog, workloadsOf } from "../patch/decide.ts";

const knowledge = { catalog, surroundings: surroundingsOf([]) };

/** What each pod set says a second time, and what it should. */
function numbersIn(text: string): readonly string[] {
  return workloadsOf(text).flatMap(({ podSets }) =>
    podSets.flatMap((podSet) =>
      twinsOf(podSet).map((twin) => {
        const gpus = twinGpus(podSet, twin, knowledge)?.count ?? "open";
        return `${podSet.role}: ${twin.count}${twin.isText ? " as text" : ""}, ${gpus}`;
      }),
    ),
  );
}

function pyTorchJob(processes: string, limits: string): string {
  return `apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata: {name: a}
spec:
  nprocPerNode: ${processes}
  pytorchReplicaSpecs:
    Master: {template: {spec: {containers: [{name: pytorch, image: a, resources: {limits: ${limits}}}]}}}
`;
}

describe("numbers that stand twice", () => {
  test.each([
    ['"4"', "{nvidia.com/gpu: 8}", ["Master: 4 as text, 8"]],
    ["4", "{nvidia.com/gpu: 8}", ["Master: 4, 8"]],
    ["4", '{nvidia.com/mig-1g.10gb: "2"}', ["Master: 4, 2"]],
    ["auto", "{nvidia.com/gpu: 8}", []],
    // YAML 1.1 reads it as octal.
    ["010", "{nvidia.com/gpu: 8}", []],
    ["4", "{cpu: 1}", ["Master: 4, open"]],
    ["4", "{google.com/tpu: 8}", ["Master: 4, open"]],
    ["4", "{nvidia.com/gpu: $(GPUS)}", ["Master: 4, open"]],
  ])("%s processes beside %s", (processes, limits, expected) => {
    expect(numbersIn(pyTorchJob(processes, limits))).toEqual(expected);
  });

  test("are those of its own group, and of its first container for Ray", () => {
    const group = (name: string, said: string, gpus: number) =>
      `{groupName: ${name}, rayStartParams: {${said}}, template: {spec: {containers: [
        {name: ray, image: a, resources: {limits: {nvidia.com/gpu: ${gpus}}}},
        {name: other, image: b, resources: {limits: {nvidia.com/gpu: 1}}}]}}}`;
    const text = `apiVersion: ray.io/v1
kind: RayCluster
metadata: {name: a}
spec:
  workerGroupSpecs: [${group("x", "", 1)}, ${group("y", 'num-gpus: "2"', 4)}]
`;
    expect(numbersIn(text)).toEqual(["y: 2 as text, 4"]);
  });

  test("are not the GPUs of pods that coordinate", () => {
    const pod =
      "{template: {spec: {containers: [{name: a, image: a, resources: {limits: {nvidia.com/gpu: 1}}}]}}}";
    const text = `apiVersion: kubeflow.org/v2beta1
kind: MPIJob
metadata: {name: a}
spec: {slotsPerWorker: 2, mpiReplicaSpecs: {Launcher: ${pod}, Worker: ${pod}}}
`;
    expect(numbersIn(text)).toEqual(["Worker: 2, 1"]);
  });

  test("are recorded by their place in the row, which has one digit", () => {
    const counts = customKindData().flatMap(({ podSets = [] }) =>
      podSets.map(({ twins = [] }) => twins.length),
    );
    expect(Math.max(...counts)).toBeGreaterThan(1);
    expect(Math.max(...counts)).toBeLessThan(10);
  });
});
