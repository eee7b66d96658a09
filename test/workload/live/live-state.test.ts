import { describe, expect, test } from "vitest";
import { liveStateOf } from "../../../src/workload/live/live-state.ts";
import { formatPath } from "../../../src/yaml/tree.ts";
import { workloadsOf } from "../../patch/decide.ts";

interface Parts {
  readonly kind?: "Job" | "Pod" | "Deployment" | "StatefulSet";
  readonly metadata?: string;
  readonly labels?: string;
  readonly spec?: string;
  readonly pod?: string;
  readonly rest?: string;
}

const VERSIONS = { Job: "batch/v1", Pod: "v1", Deployment: "apps/v1", StatefulSet: "apps/v1" };

/** One object in flow style; every part is the inside of a map. */
function object({ kind = "Job", metadata, labels, spec, pod, rest }: Parts): string {
  const inside = (...parts: readonly (string | undefined)[]) =>
    `{${parts.filter((part) => part !== undefined).join(", ")}}`;
  const podSpec = inside("containers: [{name: main, image: a}]", pod);
  const template = `template: {metadata: ${inside(labels)}, spec: ${podSpec}}`;
  return `${inside(
    `apiVersion: ${VERSIONS[kind]}, kind: ${kind}`,
    `metadata: ${inside("name: a", metadata)}`,
    `spec: ${kind === "Pod" ? podSpec : inside(template, spec)}`,
    rest,
  )}\n`;
}

function stateOf(parts: Parts): { readonly isLive: boolean; readonly paths: readonly string[] } {
  const [workload] = workloadsOf(object(parts));
  if (workload === undefined) throw new Error("no workload");
  const { isLive, fields } = liveStateOf(workload);
  return { isLive, paths: fields.map(({ path }) => formatPath(path)) };
}

const UID = "controller-uid: u-1";

describe("a workload was read from a cluster", () => {
  test.each<[string, Parts]>([
    ["a uid", { metadata: "uid: u-1" }],
    ["a resourceVersion", { kind: "Deployment", metadata: 'resourceVersion: "12"' }],
    ["managed fields", { metadata: "managedFields: [{manager: kubectl}]" }],
    ["a status that says something", { kind: "Deployment", rest: "status: {replicas: 0, readyReplicas: 2}" }],
    ["a condition", { rest: "status: {conditions: [{type: Complete}]}" }],
    ["the generated selector", { spec: `selector: {matchLabels: {${UID}}}` }],
    ["its label, where the selector has been taken out", { labels: `labels: {batch.kubernetes.io/${UID}}` }],
  ])("by %s", (_, parts) => {
    expect(stateOf(parts).isLive).toBe(true);
  });

  test.each<[string, Parts]>([
    ["creationTimestamp: null", { metadata: "creationTimestamp: null" }],
    ["a time", { metadata: 'creationTimestamp: "2026-05-15T07:35:22Z"' }],
    ["a generation", { metadata: "generation: 4" }],
    ["empty versions", { metadata: 'uid: "", resourceVersion: ""' }],
    ["an empty status", { rest: "status: {}" }],
    ["the status of an object that was never created", { rest: "status: {replicas: 0, conditions: []}" }],
    [
      "the record of kubectl apply",
      { metadata: "annotations: {kubectl.kubernetes.io/last-applied-configuration: x}" },
    ],
    [
      "a selector of one's own",
      { spec: `manualSelector: true, selector: {matchLabels: {${UID}}}`, labels: `labels: {${UID}}` },
    ],
    ["such a label in another kind", { kind: "Deployment", labels: `labels: {${UID}}` }],
    ["a node", { kind: "Pod", pod: "nodeName: n1" }],
    ["an owner", { metadata: "ownerReferences: [{kind: CronJob, name: c, controller: true}]" }],
  ])("not by %s", (_, parts) => {
    expect(stateOf(parts).isLive).toBe(false);
  });
});

describe("what the cluster wrote", () => {
  test("is in a Job its selector and labels, its own copy of them, and the rest of the dump", () => {
    const labels = `app: a, ${UID}, batch.kubernetes.io/${UID}, job-name: a, batch.kubernetes.io/job-name: a`;
    const { paths } = stateOf({
      metadata: `uid: u-1, generation: 1, labels: {${labels}}, annotations: {batch.kubernetes.io/job-tracking: "", team: ml}`,
      spec: `backoffLimit: 6, selector: {matchLabels: {batch.kubernetes.io/${UID}, app: a}}`,
      labels: `creationTimestamp: null, labels: {${labels}}`,
      rest: "status: {active: 1}",
    });
    const keys = [
      "controller-uid",
      "batch.kubernetes.io/controller-uid",
      "job-name",
      "batch.kubernetes.io/job-name",
    ];
    const named = (place: string) =>
      keys.map((key) => (/[./]/.test(key) ? `${place}["${key}"]` : `${place}.${key}`));
    expect([...paths].sort()).toEqual(
      [
        'metadata.annotations["batch.kubernetes.io/job-tracking"]',
        "metadata.generation",
        "metadata.uid",
        ...named("metadata.labels"),
        ...named("spec.template.metadata.labels"),
        'spec.selector.matchLabels["batch.kubernetes.io/controller-uid"]',
        "spec.template.metadata.creationTimestamp",
        "status",
      ].sort(),
    );
  });

  test("is not a Job's own label job-name, where the API server copied none", () => {
    const { paths } = stateOf({
      metadata: "uid: u-1, labels: {job-name: mine}",
      labels: `labels: {${UID}, job-name: a}`,
    });
    expect(paths).toContain("spec.template.metadata.labels.job-name");
    expect(paths).not.toContain("metadata.labels.job-name");
  });

  test("is in a Pod what its creation added, and nothing of it in a Pod that nobody created", () => {
    const pod =
      "nodeName: n1, priority: 0, preemptionPolicy: PreemptLowerPriority, overhead: {cpu: 250m}, " +
      "ephemeralContainers: [{name: debug, image: b}], " +
      "volumes: [{name: data}, {name: kube-api-access-x7k2p}, {name: kube-api-access}, {name: kube-api-access-of-mine}]";
    const added = [
      "ephemeralContainers",
      "nodeName",
      "overhead",
      "preemptionPolicy",
      "priority",
      "volumes[1]",
    ];
    expect(stateOf({ kind: "Pod", metadata: "uid: u-1", pod }).paths).toEqual([
      "metadata.uid",
      ...added.map((name) => `spec.${name}`),
    ]);
    expect(stateOf({ kind: "Pod", pod }).paths).toEqual([]);
    expect(stateOf({ kind: "Deployment", metadata: "uid: u-1", pod }).paths).toEqual(["metadata.uid"]);
  });

  test("is in a StatefulSet also what marshaling put into the templates of its claims", () => {
    const claims =
      "volumeClaimTemplates: [{metadata: {name: c, creationTimestamp: null}, spec: {}, status: {phase: Pending}}]";
    const { isLive, paths } = stateOf({ kind: "StatefulSet", spec: claims });
    expect(isLive).toBe(false);
    expect(paths).toEqual([
      "spec.volumeClaimTemplates[0].metadata.creationTimestamp",
      "spec.volumeClaimTemplates[0].status",
    ]);
  });
});
