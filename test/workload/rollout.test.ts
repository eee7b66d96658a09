import { describe, expect, test } from "vitest";
import {
  isDeadlineShort,
  type ProgressDeadline,
  progressDeadline,
  type RolloutVerdict,
  rolloutVerdict,
} from "../../src/workload/rollout.ts";
import { workloadsOf } from "../patch/decide.ts";
import { daemonSet, deployment, statefulSet } from "../patch/manifests.ts";

function verdict(manifest: string, replicas: number | null = 1): RolloutVerdict {
  const [workload] = workloadsOf(manifest);
  if (workload === undefined) throw new Error("no workload");
  return rolloutVerdict(workload, replicas);
}

describe("what becomes of a rollout where nothing is free", () => {
  const numbers = (surge: string, unavailable: string): string =>
    deployment({ spec: `strategy: {rollingUpdate: {maxSurge: ${surge}, maxUnavailable: ${unavailable}}}` });

  test.each([
    ["the default of one", deployment(), 1, "hangs", 1, null],
    ["the default of three", deployment(), 3, "hangs", 1, null],
    ["the default of four", deployment(), 4, "goes-on", 1, 1],
    ["the default of nine", deployment(), 9, "goes-on", 3, 2],
    ["two of which one may be missing", numbers("25%", "1"), 2, "goes-on", 1, 1],
    ["more surge than replicas", numbers("300%", "0"), 2, "hangs", 2, null],
  ] as const)("%s", (_, manifest, replicas, kind, surge, missing) => {
    expect(verdict(manifest, replicas)).toEqual({
      kind,
      surge,
      path: ["spec", "strategy", "rollingUpdate", "maxSurge"],
      strategy: { at: ["spec", "strategy"], form: "rolling-update" },
      ...(missing !== null && { missing, replicas }),
    });
  });

  test.each([
    ["no surge", numbers("0", "1"), 4],
    ["both 0, which is rejected", numbers("0", "0"), 4],
    ["no number", numbers("some", "0"), 4],
    ["switched off", deployment(), 0],
    ["nobody knows how many", deployment(), null],
    ["paused", deployment({ spec: "paused: true" }), 1],
    ["Recreate", deployment({ spec: "strategy: {type: Recreate}" }), 1],
    ["an API of other defaults", deployment().replace("apps/v1", "extensions/v1beta1"), 1],
    ["a StatefulSet", statefulSet(), 1],
    ["a DaemonSet by default", daemonSet(), null],
    ["a DaemonSet on delete", daemonSet({ spec: "updateStrategy: {type: OnDelete}" }), null],
  ])("needs nothing: %s", (_, manifest, replicas) => {
    expect(verdict(manifest, replicas)).toEqual({ kind: "needs-nothing" });
  });

  test("a DaemonSet with a surge hangs on its nodes", () => {
    const spec = "updateStrategy: {rollingUpdate: {maxSurge: 10%, maxUnavailable: 0}}";
    expect(verdict(daemonSet({ spec }), null)).toMatchObject({ kind: "hangs", surge: 1 });
  });
});

describe("the progress deadline", () => {
  const deadline = (manifest: string, most: number | null = 1): ProgressDeadline | null => {
    const [workload] = workloadsOf(manifest);
    if (workload === undefined) throw new Error("no workload");
    return progressDeadline(workload, most);
  };
  const path = ["spec", "progressDeadlineSeconds"];

  test("is 600 s by default, and short only where somebody made it so", () => {
    const byDefault = deadline(deployment());
    expect(byDefault).toEqual({ path, written: null, seconds: 600 });
    const written = deadline(deployment({ spec: "progressDeadlineSeconds: 599" }));
    expect(written).toEqual({ path, written: 599, seconds: 599 });
    expect([byDefault, written].map((one) => one !== null && isDeadlineShort(one))).toEqual([false, true]);
  });

  test.each([
    ["paused", deployment({ spec: "paused: true" }), 1],
    ["switched off", deployment(), 0],
    ["no number", deployment({ spec: "progressDeadlineSeconds: soon" }), 1],
    ["rejected", deployment({ spec: "progressDeadlineSeconds: 0" }), 1],
    ["another kind", statefulSet(), 1],
    ["an API without a default", deployment().replace("apps/v1", "extensions/v1beta1"), 1],
  ])("is not judged: %s", (_, manifest, most) => {
    expect(deadline(manifest, most)).toBeNull();
  });
});
