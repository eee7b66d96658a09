import { describe, expect, test } from "vitest";
import { COUNTING, podTotal } from "../../../src/k8s/scheduling/pod-total.ts";

type Role = "main" | "init" | "sidecar";

describe("a pod's total", () => {
  test.each<[string, readonly (readonly [Role, number])[], number]>([
    ["of nothing", [], 0],
    [
      "of main containers is their sum",
      [
        ["main", 1],
        ["main", 2],
      ],
      3,
    ],
    [
      "has no init container on top",
      [
        ["main", 4],
        ["init", 1],
      ],
      4,
    ],
    [
      "is that of a larger init container",
      [
        ["main", 1],
        ["init", 4],
        ["init", 2],
      ],
      4,
    ],
    [
      "has sidecars beside the main ones",
      [
        ["main", 1],
        ["sidecar", 2],
      ],
      3,
    ],
    [
      "has the sidecars before an init container",
      [
        ["main", 1],
        ["sidecar", 2],
        ["init", 4],
      ],
      6,
    ],
    [
      "has no sidecars after an init container",
      [
        ["main", 1],
        ["init", 4],
        ["sidecar", 2],
      ],
      4,
    ],
  ])("%s", (_, containers, total) => {
    const amounts = containers.map(([role, own]) => ({ role, own }));
    expect(podTotal(amounts, COUNTING)).toBe(total);
  });
});
