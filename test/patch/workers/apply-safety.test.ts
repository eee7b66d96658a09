import { describe, expect, it } from "vitest";
import { declarationOf } from "../../../src/kernel/code-lookup/declaration-of.ts";
import { immutabilityDiagnostics } from "../../../src/patch/live/immutability.ts";
import type { ReasonedOperation } from "../../../src/patch/shared/decision.ts";
import type { FieldPath } from "../../../src/yaml/tree.ts";
import { workloadsOf } from "../decide.ts";
import { cronJob, daemonSet, deployment, job, pod, statefulSet } from "../manifests.ts";

function notes(text: string, ...paths: readonly FieldPath[]) {
  const [workload] = workloadsOf(text);
  if (workload === undefined) throw new Error("no workload");
  const operations = paths.map((path): ReasonedOperation => {
    const origin = { kind: "default" } as const;
    return { op: "set", path, value: 1, step: "scale", reason: "a test", origin };
  });
  return immutabilityDiagnostics(workload, operations);
}

describe("fields that a live object cannot change are named when they are touched", () => {
  it.each([
    [
      "a Job's template",
      job(),
      ["spec", "template", "spec", "nodeSelector"],
      "the pod template of a live Job",
    ],
    ["a Job's completionMode", job(), ["spec", "completionMode"], "completionMode of a live Job"],
    ["a Job's selector", job(), ["spec", "selector", "matchLabels", "a"], "selector of a live Job"],
    [
      "a Job's failure policy",
      job(),
      ["spec", "podFailurePolicy", "rules"],
      "podFailurePolicy of a live Job",
    ],
    ["a Deployment's selector", deployment(), ["spec", "selector"], "selector of a live Deployment"],
    ["a DaemonSet's selector", daemonSet(), ["spec", "selector"], "selector of a live DaemonSet"],
    [
      "a StatefulSet's claims",
      statefulSet(),
      ["spec", "volumeClaimTemplates", 0, "spec"],
      "volumeClaimTemplates of a live StatefulSet",
    ],
    [
      "a StatefulSet's serviceName",
      statefulSet(),
      ["spec", "serviceName"],
      "serviceName of a live StatefulSet",
    ],
    ["a Pod", pod(), ["spec", "nodeSelector"], "a live Pod"],
  ] as const)("%s", (_, text, path, named) => {
    const [note, ...more] = notes(text, path);
    expect(note?.message).toContain(`${named} cannot be changed`);
    expect(`${note?.message} ${declarationOf(note?.code ?? "")?.advice}`).toMatch(
      /replace --force|Delete the live one first/,
    );
    expect(more).toEqual([]);
  });

  it("several of them in one message", () => {
    const [note] = notes(
      job(),
      ["spec", "completions"],
      ["spec", "template", "spec"],
      ["spec", "completionMode"],
    );
    expect(note?.message).toContain("the pod template, completionMode and completions of a live Job");
  });

  it.each([
    ["a Job's width and retries", job(), ["spec", "parallelism"]],
    ["a Job's labels", job(), ["metadata", "labels", "a"]],
    ["a CronJob, whose next Job is a new one", cronJob(), ["spec", "jobTemplate", "spec", "template"]],
    ["a Deployment's template", deployment(), ["spec", "template", "spec"]],
    ["a StatefulSet's template", statefulSet(), ["spec", "template", "spec"]],
  ] as const)("not what can change: %s", (_, text, path) => {
    expect(notes(text, path)).toEqual([]);
  });

  it("and nothing where nothing is touched", () => {
    expect(notes(job())).toEqual([]);
  });
});
