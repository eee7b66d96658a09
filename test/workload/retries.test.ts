import { describe, expect, test } from "vitest";
import { leadPodSet } from "../../src/k8s/workload.ts";
import {
  disruptionPolicy,
  hasRetryLimit,
  IGNORE_DISRUPTIONS,
  IGNORE_DISRUPTIONS_EMBEDDED,
  ignoreDisruptions,
  limitRetries,
  policyObstacle,
  type RetriedJob,
  retriedJob,
  retryLimit,
} from "../../src/workload/retries.ts";
import { workloadsOf } from "../patch/decide.ts";
import { cronJob, deployment, job } from "../patch/manifests.ts";

function read(manifest: string, minor = 36): RetriedJob {
  const [workload] = workloadsOf(manifest);
  const found = workload === undefined ? null : retriedJob(leadPodSet(workload), minor);
  if (found === null) throw new Error("no Job");
  return found;
}

const ON_FAILURE = "restartPolicy: OnFailure";
const IGNORE = "{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}";

test("only Jobs and CronJobs are retried, and batch/v1beta1 is for old clusters", () => {
  const [server] = workloadsOf(deployment());
  expect(server === undefined ? "missing" : retriedJob(leadPodSet(server), 36)).toBeNull();
  expect(read(job()).path).toEqual(["spec"]);
  expect(read(cronJob()).path).toEqual(["spec", "jobTemplate", "spec"]);
  expect(read(cronJob().replace("batch/v1", "batch/v1beta1")).minor).toBe(24);
});

describe("how many retries a GPU Job gets", () => {
  test.each([
    ["one pod", job(), "ignored", "backoffLimit", 3],
    ["one pod, preemptions count", job(), "counted", null, null],
    [
      "two pods, preemptions count: no fewer than the default",
      job({ spec: "parallelism: 2" }),
      "counted",
      "backoffLimit",
      6,
    ],
    ["less work than pods", job({ spec: "parallelism: 8\ncompletions: 2" }), "ignored", "backoffLimit", 6],
    ["held back", job({ spec: "parallelism: 0" }), "ignored", "backoffLimit", 3],
    ["OnFailure", job({ pod: ON_FAILURE }), "counted", "backoffLimit", 3],
    [
      "ranks",
      job({ spec: "completionMode: Indexed\nparallelism: 4\ncompletions: 4" }),
      "ignored",
      "backoffLimit",
      12,
    ],
    [
      "shares",
      job({ spec: "completionMode: Indexed\nparallelism: 4\ncompletions: 9" }),
      "ignored",
      "backoffLimitPerIndex",
      3,
    ],
    [
      "shares, preemptions count",
      job({ spec: "completionMode: Indexed\nparallelism: 4\ncompletions: 9" }),
      "counted",
      null,
      null,
    ],
    [
      "shares restarted in place",
      job({ spec: "completionMode: Indexed\nparallelism: 4\ncompletions: 9", pod: ON_FAILURE }),
      "counted",
      "backoffLimit",
      12,
    ],
  ] as const)("%s", (_, manifest, disruptions, field, value) => {
    const limit = retryLimit(read(manifest), disruptions);
    expect(limit?.field ?? null).toBe(field);
    expect(limit?.value ?? null).toBe(value);
    if (limit !== null)
      expect(limitRetries(limit)).toEqual({
        op: "set",
        path: ["spec", limit.field],
        value,
        before: "podFailurePolicy",
      });
  });

  test("retries by index need 1.29", () => {
    const shares = job({ spec: "completionMode: Indexed\ncompletions: 9" });
    expect(retryLimit(read(shares, 29), "ignored")?.field).toBe("backoffLimitPerIndex");
    expect(retryLimit(read(shares, 28), "ignored")?.field).toBe("backoffLimit");
  });

  test("one that is written counts, null does not", () => {
    expect(hasRetryLimit(read(job({ spec: "backoffLimit: 0" })))).toBe(true);
    expect(hasRetryLimit(read(job({ spec: "backoffLimitPerIndex: 1" })))).toBe(true);
    expect(hasRetryLimit(read(job({ spec: "backoffLimit: null" })))).toBe(false);
  });
});

describe("disruptions", () => {
  const withRules = (...rules: readonly string[]): RetriedJob =>
    read(job({ spec: `podFailurePolicy: {rules: [${rules.join(", ")}]}` }));

  test("are ignored, counted, counted on purpose, or taken by a rule before", () => {
    expect(disruptionPolicy(read(job()))).toEqual({ kind: "counted" });
    expect(disruptionPolicy(withRules(IGNORE))).toEqual({ kind: "ignored" });
    expect(disruptionPolicy(withRules(IGNORE.replace("Ignore", "Count")))).toEqual({
      kind: "own",
      path: ["spec", "podFailurePolicy", "rules", 0],
    });
    const all = "{action: FailJob, onExitCodes: {operator: NotIn, values: [0]}}";
    expect(disruptionPolicy(withRules(all, IGNORE))).toEqual({
      kind: "hidden",
      path: ["spec", "podFailurePolicy", "rules", 0],
      action: "FailJob",
    });
  });

  test.each([
    [job(), 36, null],
    [job(), 25, { kind: "version" }],
    [job({ pod: ON_FAILURE }), 36, { kind: "restart-policy" }],
    [job({ spec: "podReplacementPolicy: Failed" }), 36, null],
    [
      job({ spec: "podReplacementPolicy: TerminatingOrFailed" }),
      36,
      { kind: "replacement", policy: "TerminatingOrFailed" },
    ],
    [
      job({ spec: `podFailurePolicy: {rules: [${Array(20).fill("{action: Count}").join(", ")}]}` }),
      36,
      { kind: "full", rules: 20 },
    ],
  ])("can be ignored unless something is in the way: %#", (manifest, minor, obstacle) => {
    expect(policyObstacle(read(manifest, minor))).toEqual(obstacle);
  });

  test("are ignored by the first rule, in a policy that is there or a new one", () => {
    expect(ignoreDisruptions(read(job()))).toEqual({
      op: "set",
      path: ["spec", "podFailurePolicy"],
      value: { rules: [IGNORE_DISRUPTIONS] },
    });
    for (const spec of ["podFailurePolicy: {}", "podFailurePolicy: {rules: [{action: Count}]}"])
      expect(ignoreDisruptions(read(job({ spec })))).toEqual({
        op: "prepend",
        path: ["spec", "podFailurePolicy", "rules"],
        value: IGNORE_DISRUPTIONS,
      });
  });

  test("say the status of the condition inside a custom resource, whose schema knows no default", () => {
    const jobSet =
      "apiVersion: jobset.x-k8s.io/v1alpha2\nkind: JobSet\nmetadata: {name: a}\nspec: {replicatedJobs: [{name: w, template: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c}]}}}}}]}\n";
    expect(ignoreDisruptions(read(jobSet))).toMatchObject({
      value: { rules: [IGNORE_DISRUPTIONS_EMBEDDED] },
    });
  });
});
