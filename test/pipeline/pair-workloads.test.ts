import { describe, expect, test } from "vitest";
import { pairWorkloads } from "../../src/pipeline/pair-workloads.ts";
import { workloadsOf } from "../patch/decide.ts";

const stream = (...names: readonly string[]): string =>
  names
    .map((name, index) => {
      const spec = `{containers: [{name: c${index}, image: a}]}`;
      return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
    })
    .join("---\n");

describe("workloads before and after a run", () => {
  test("are paired by what they are called, in whatever order they come out", () => {
    const before = workloadsOf(stream("a", "b"));
    const after = workloadsOf(stream("b", "a"));
    const pairs = pairWorkloads(before, after);
    expect([...pairs].map(([one, other]) => [one.object.name, other.object.name])).toEqual([
      ["a", "a"],
      ["b", "b"],
    ]);
    expect([...pairs.values()]).toEqual([after[1], after[0]]);
  });

  test("are paired in their order where several are called the same", () => {
    const before = workloadsOf(stream("a", "a"));
    const after = workloadsOf(stream("a", "a"));
    expect([...pairWorkloads(before, after).values()]).toEqual(after);
  });

  test("must be the same ones", () => {
    const before = workloadsOf(stream("a", "b"));
    expect(() => pairWorkloads(before, workloadsOf(stream("a")))).toThrow(
      "2 workloads went in and 1 came out",
    );
    expect(() => pairWorkloads(before, workloadsOf(stream("a", "c")))).toThrow(
      "Pod/b went in and did not come out",
    );
  });

  test("must have the pod sets that they had", () => {
    const [workload] = workloadsOf(stream("a"));
    if (workload === undefined) throw new Error("no workload");
    const other = { ...workload, podSets: [{ ...workload.podSets[0], role: "head" }] as const };
    expect(() => pairWorkloads([workload], [other])).toThrow("Pod/a came out with other pod sets");
  });
});
