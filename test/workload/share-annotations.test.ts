import { describe, expect, it } from "vitest";
import { acceleratorsOf, askedVendors, asksForAccelerator } from "../../src/workload/accelerators.ts";
import { annotatedShare } from "../../src/workload/share-annotations.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { catalog, workloadsOf } from "../patch/decide.ts";

function podSetOf(annotations: Readonly<Record<string, string>>) {
  const written = JSON.stringify(annotations);
  const [workload] = workloadsOf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: shared, annotations: {gpu-fraction: "0.9"}}
spec:
  template:
    metadata: {annotations: ${written}}
    spec:
      initContainers: [{name: load, image: a}]
      containers: [{name: first, image: a}, {name: second, image: b}]
`);
  const [podSet] = workload?.podSets ?? [];
  if (podSet === undefined) throw new Error("no pod set");
  return podSet;
}

describe("a share of a GPU by annotation", () => {
  it.each<[Readonly<Record<string, string>>, string | null]>([
    [{ "gpu-fraction": "0.5" }, "first"],
    [{ "gpu-memory": "2000" }, "first"],
    [{ "gpu-fraction": "0.5", "gpu-fraction-container-name": "second" }, "second"],
    [{ "gpu-fraction": "0.5", "gpu-fraction-container-name": "load" }, "load"],
    [{ "gpu-fraction": "@@FRACTION@@" }, "first"],
    [{ "gpu-fraction": "0.5", "gpu-fraction-container-name": "gone" }, null],
  ])("%o is that of %s", (annotations, container) => {
    const podSet = podSetOf(annotations);
    expect(annotatedShare(podSet)).toMatchObject({ container });
    const all = acceleratorsOf(podSet, { catalog, surroundings: surroundingsOf([]) });
    expect(all.filter(asksForAccelerator).map((one) => one.container.name)).toEqual(
      container === null ? [] : [container],
    );
    expect(askedVendors(all)).toEqual(container === null ? [] : ["nvidia"]);
  });

  it.each<Readonly<Record<string, string>>>([
    {},
    { "gpu-fraction": "0" },
    { "gpu-memory": "" },
    { "gpu-fraction-num-devices": "2" },
    { mps: "true" },
    { "example.com/gpu-fraction": "0.5" },
  ])("%o is none, and what stands on the object above the pods is not read", (annotations) => {
    expect(annotatedShare(podSetOf(annotations))).toBeNull();
  });

  it("goes with all that is about it", () => {
    const share = annotatedShare(
      podSetOf({ mps: "true", "team/x": "y", "gpu-fraction-limit": "0.8", "gpu-fraction": "0.5" }),
    );
    expect(share?.annotations.map(({ key }) => key)).toEqual(["gpu-fraction", "mps", "gpu-fraction-limit"]);
  });
});
