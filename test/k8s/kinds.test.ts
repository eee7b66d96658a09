import { describe, expect, it, test } from "vitest";
import { KEY } from "../../src/k8s/kind-row.ts";
import { WORKLOAD_KIND_NAMES, WORKLOAD_KINDS, workloadKind } from "../../src/k8s/kinds.ts";

describe("a kind is looked up by its group first", () => {
  test.each([
    ["v1", "Pod"],
    ["v1", "PodTemplate"],
    ["v1", "ReplicationController"],
    ["apps/v1", "Deployment"],
    ["apps/v1beta2", "StatefulSet"],
    ["batch/v1", "Job"],
    ["batch/v1beta1", "CronJob"],
  ])("%s %s has a row", (apiVersion, kind) => {
    expect(workloadKind(apiVersion, kind)?.kind).toBe(kind);
  });

  test.each(["Deployment", "DaemonSet", "ReplicaSet"])("extensions/v1beta1 %s is that of apps", (kind) => {
    expect(workloadKind("extensions/v1beta1", kind)).not.toBeNull();
    expect(workloadKind("extensions/v1beta1", kind)).toBe(workloadKind("apps/v1", kind));
  });

  test.each([
    ["argoproj.io/v1alpha1", "Deployment"],
    ["jobs.example.com/v1alpha1", "Job"],
    ["argoproj.io/v1alpha1", "Application"],
    ["extensions/v1beta1", "StatefulSet"],
    ["v1", "Deployment"],
    ["apps", "Deployment"],
    ["apps/v1", "Pod"],
  ])("%s %s has none", (apiVersion, kind) => {
    expect(workloadKind(apiVersion, kind)).toBeNull();
  });
});

describe("the rows", () => {
  it("are one for each kind of a group", () => {
    const keys = WORKLOAD_KINDS.flatMap(({ group, aliases, kind }) =>
      [group, ...aliases].map((one) => `${one}/${kind}`),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(WORKLOAD_KIND_NAMES).toHaveLength(9);
  });

  it("have the names that kubectl takes, each of them for one kind", () => {
    const names = WORKLOAD_KINDS.flatMap((row) => row.names);
    expect(new Set(names).size).toBe(names.length);
    expect(workloadKind("apps/v1", "Deployment")?.names).toEqual(["deploy", "deployment", "deployments"]);
    expect(workloadKind("batch/v1", "Job")?.names).toEqual(["job", "jobs"]);
  });

  test.each(WORKLOAD_KINDS)("$kind: its facts agree", (row) => {
    const [podSet, ...others] = row.podSets;
    expect(others).toEqual([]);
    expect(row.source).not.toBe("");
    expect(podSet?.at).not.toContain(KEY);
    expect(row.replicas).toEqual(podSet?.pods[0]?.at ?? null);
    expect(row.scale === "subresource").toBe(row.lifecycle === "restarts");
    expect(row.job !== null).toBe(row.lifecycle === "ends");
    expect(row.lifecycle === "once").toBe(podSet?.form === "pod");
    if (row.job !== null) expect(podSet?.at).toEqual([...row.job.at, "template"]);
    if (row.job?.template) expect(row.job.at).toEqual([...row.job.template, "spec"]);
  });

  it("name the kind of whose templates others are revisions", () => {
    for (const { group, revisionOf } of WORKLOAD_KINDS)
      if (revisionOf !== null) expect(workloadKind(`${group}/v1`, revisionOf)).not.toBeNull();
    expect(WORKLOAD_KINDS.filter(({ revisionOf }) => revisionOf !== null)).toHaveLength(1);
  });
});
