import { describe, expect, test } from "vitest";
import { lint } from "../lint/kit.ts";
import { decide } from "../patch/decide.ts";
import { cronJob, daemonSet, deployment, gpus, job } from "../patch/manifests.ts";

/** What both say of one workload: once, and equally serious. */

function byLint(text: string, rule: string): readonly string[] {
  const { findings } = lint({ "a.yaml": text }, { only: [rule] });
  return findings.map(({ severity }) => severity);
}

function byPatch(text: string, profile: string, code: string): readonly string[] {
  const { diagnostics } = decide(text, profile).decision;
  return diagnostics.flatMap((one) => (one.code === code ? [one.severity] : []));
}

describe("a rollout that needs spare GPUs", () => {
  const strategy = (surge: string, unavailable: string): string =>
    `strategy: {rollingUpdate: {maxSurge: ${surge}, maxUnavailable: ${unavailable}}}`;
  const surging = "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}";

  test.each([
    ["one", deployment({ container: gpus(1) }), ["warning"]],
    ["three", deployment({ container: gpus(1), spec: "replicas: 3" }), ["warning"]],
    ["four", deployment({ container: gpus(1), spec: "replicas: 4" }), ["info"]],
    [
      "two, one missing",
      deployment({ container: gpus(1), spec: `replicas: 2\n${strategy("1", "1")}` }),
      ["info"],
    ],
    ["in place", deployment({ container: gpus(1), spec: strategy("0", "1") }), []],
    ["paused", deployment({ container: gpus(1), spec: "paused: true" }), []],
    ["Recreate", deployment({ container: gpus(1), spec: "strategy: {type: Recreate}" }), []],
    ["switched off", deployment({ container: gpus(1), spec: "replicas: 0" }), []],
    ["parts of GPUs", deployment({ container: gpus(1, "nvidia.com/mig-1g.10gb") }), ["warning"]],
    ["shares of GPUs", deployment({ container: gpus(1, "nvidia.com/gpu.shared") }), ["info"]],
    ["a DaemonSet", daemonSet({ container: gpus(1) }), []],
    ["a DaemonSet with a surge", daemonSet({ container: gpus(1), spec: surging }), ["warning"]],
  ])("%s", (_, text, expected) => {
    expect(byLint(text, "gpu-rollout-needs-spare")).toEqual(expected);
    expect(byPatch(text, "continuous", "gpu-rollout-needs-spare")).toEqual(expected);
  });

  test("the reason says that it hangs only where it does", () => {
    const whyOf = (spec: string): string => {
      const text = deployment({ container: gpus(1), spec });
      const { findings } = lint({ "a.yaml": text }, { only: ["gpu-rollout-needs-spare"] });
      return findings.map(({ why }) => why).join();
    };
    expect(whyOf("replicas: 2")).toContain("hangs");
    expect(whyOf("replicas: 4")).toContain("goes on");
    expect(whyOf("replicas: 4")).not.toContain("hang");
  });
});

test("a DaemonSet that takes GPUs is milder where it selects its nodes", () => {
  expect.hasAssertions();
  const everywhere = daemonSet({ container: gpus(1) });
  const some = daemonSet({ container: gpus(1), pod: "nodeSelector: {pool: gpu}" });
  for (const [text, severity] of [
    [everywhere, "warning"],
    [some, "info"],
  ] as const) {
    expect(byLint(text, "gpu-daemon-set")).toEqual([severity]);
    expect(byPatch(text, "continuous", "gpu-daemon-set")).toEqual([severity]);
  }
});

describe("a progress deadline that is too short", () => {
  test.each([
    ["progressDeadlineSeconds: 120", ["info"]],
    ["progressDeadlineSeconds: 600", []],
    ["paused: true\nprogressDeadlineSeconds: 120", []],
    ["replicas: 0\nprogressDeadlineSeconds: 120", []],
  ])("%j", (spec, expected) => {
    const text = deployment({ container: gpus(1), spec });
    expect(byLint(text, "progress-deadline-short")).toEqual(expected);
    expect(byPatch(text, "continuous", "progress-deadline-short")).toEqual(expected);
  });
});

describe("the retries of a Job", () => {
  const indexed = "completionMode: Indexed\nparallelism: 2\ncompletions: 6";
  const ignoring =
    "podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}";

  test.each([
    ["one pod", job({ container: gpus(1), spec: ignoring })],
    ["several", job({ container: gpus(1), spec: `${ignoring}\nparallelism: 4\ncompletions: 4` })],
    ["shares", job({ container: gpus(1), spec: `${ignoring}\n${indexed}` })],
    ["OnFailure", job({ container: gpus(1), pod: "restartPolicy: OnFailure" })],
    ["OnFailure, shares", job({ container: gpus(1), spec: indexed, pod: "restartPolicy: OnFailure" })],
    ["replaced early", job({ container: gpus(1), spec: "podReplacementPolicy: TerminatingOrFailed" })],
    ["a CronJob", cronJob({ container: gpus(1), spec: "parallelism: 3" })],
  ])("are the same number in a fix and after a run: %s", (_, text) => {
    const { findings } = lint({ "a.yaml": text }, { only: ["job-no-backoff-limit"] });
    const fixes = findings.flatMap(({ fix }) => fix?.operations ?? []);
    const { operations } = decide(text, "training").decision;
    const written = operations.flatMap(({ op, path, ...rest }) =>
      String(path.at(-1)).startsWith("backoffLimit") && "value" in rest
        ? [{ op, path, value: rest.value }]
        : [],
    );
    expect(findings).toHaveLength(1);
    expect(
      fixes.map((one) => ("value" in one ? { op: one.op, path: one.path, value: one.value } : one)),
    ).toEqual(written);
  });
});
