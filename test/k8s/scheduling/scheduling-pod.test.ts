import { describe, expect, it, test } from "vitest";
import { schedulingPod } from "../../../src/k8s/scheduling/scheduling-pod.ts";
import type { SchedulingPod } from "../../../src/k8s/scheduling/types.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { fieldTerm, podOf, problemsOf, readOf, requirement, shown, term, workload } from "./build.ts";

function read(spec: string): SchedulingPod {
  return readOf(schedulingPod(leadPodSet(podOf(spec))));
}

const required = (terms: string) =>
  `{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ${terms}}}}`;
const inTerm = (condition: string) => required(`{nodeSelectorTerms: [{matchExpressions: [${condition}]}]}`);

test("a pod that says nothing asks for nothing", () => {
  const { nodeSelector, requests, ...rest } = read("{containers: [{name: c}]}");
  expect([...nodeSelector, ...requests]).toEqual([]);
  expect(rest).toEqual({ nodeName: null, terms: null, tolerations: [] });
});

describe("terms of the required affinity", () => {
  it.each([
    ["no affinity", "{}", null],
    ["an affinity that is null", "{affinity: null}", null],
    ["a required block that is null", required("null"), null],
    [
      "a preferred block only",
      "{affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}}",
      null,
    ],
    ["an empty required block", required("{}"), []],
    ["no terms", required("{nodeSelectorTerms: []}"), []],
    ["terms that are null", required("{nodeSelectorTerms: null}"), []],
    ["an empty term", required("{nodeSelectorTerms: [{}]}"), [term()]],
    ["a term that is null", required("{nodeSelectorTerms: [null]}"), [term()]],
    [
      "a condition",
      inTerm("{key: a, operator: In, values: [b, c]}"),
      [term(requirement("a", "In", "b", "c"))],
    ],
    [
      "a value that is null is empty text",
      inTerm("{key: a, operator: In, values: [null, b]}"),
      [term(requirement("a", "In", "", "b"))],
    ],
    ["a condition without values", inTerm("{key: a, operator: Exists}"), [term(requirement("a", "Exists"))]],
    ["an operator that is not known", inTerm("{key: a, operator: Near}"), [term(requirement("a", "Near"))]],
    ["a condition that is empty", inTerm("{}"), [term(requirement("", ""))]],
    [
      "fields",
      required(
        "{nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [node-9]}]}]}",
      ),
      [fieldTerm(requirement("metadata.name", "In", "node-9"))],
    ],
    [
      "several terms, through an alias",
      required("{nodeSelectorTerms: [&t {matchExpressions: [{key: a, operator: Exists}]}, *t]}"),
      [term(requirement("a", "Exists")), term(requirement("a", "Exists"))],
    ],
  ])("%s", (_name, spec, terms) => {
    expect(read(spec).terms).toEqual(terms);
  });
});

describe("nodeSelector", () => {
  it.each([
    ["none", "{}", {}],
    ["null", "{nodeSelector: null}", {}],
    ["labels", '{nodeSelector: {a: b, c: "true"}}', { a: "b", c: "true" }],
    ["an empty value", '{nodeSelector: {a: ""}}', { a: "" }],
    ["null is empty text", "{nodeSelector: {a: null}}", { a: "" }],
    ["through a merge key", "{x: &l {a: b}, nodeSelector: {<<: *l, c: d}}", { a: "b", c: "d" }],
  ])("%s", (_name, spec, labels) => {
    expect(Object.fromEntries(read(spec).nodeSelector)).toEqual(labels);
  });
});

describe("nodeName", () => {
  it.each([
    ["none", "{}", null],
    ["empty", '{nodeName: ""}', null],
    ["null", "{nodeName: null}", null],
    ["a name", "{nodeName: node-1}", "node-1"],
  ])("%s", (_name, spec, name) => {
    expect(read(spec).nodeName).toBe(name);
  });
});

describe("what the API server refuses because it is no text", () => {
  it.each([
    ["a selector of true", "{nodeSelector: {a: true}}", "not-text spec.nodeSelector.a true"],
    [
      "a selector of yes, which kubectl reads as true",
      "{nodeSelector: {a: yes}}",
      "not-text spec.nodeSelector.a yes",
    ],
    ["a selector of a number", "{nodeSelector: {a: 80}}", "not-text spec.nodeSelector.a 80"],
    ["a selector of a map", "{nodeSelector: {a: {b: c}}}", "not-text spec.nodeSelector.a "],
    ["a value of Gt without quotes", inTerm("{key: a, operator: Gt, values: [5]}"), "values[0] 5"],
    ["a value of In", inTerm('{key: a, operator: In, values: ["x", false]}'), "values[1] false"],
    ["an affinity key", inTerm("{key: 8, operator: Exists}"), "matchExpressions[0].key 8"],
    [
      "a node's name",
      required("{nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [7]}]}]}"),
      "matchFields[0].values[0] 7",
    ],
    [
      "a toleration's value",
      "{tolerations: [{key: a, value: true}]}",
      "not-text spec.tolerations[0].value true",
    ],
    ["a toleration's key", "{tolerations: [{key: 1}]}", "not-text spec.tolerations[0].key 1"],
    ["nodeName", "{nodeName: 10}", "not-text spec.nodeName 10"],
  ])("%s", (_name, spec, problem) => {
    const problems = problemsOf(schedulingPod(leadPodSet(podOf(spec))));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it.each([
    ["in quotes", '{nodeSelector: {a: "true", b: "80", c: \'yes\'}}'],
    ["by a tag", "{nodeSelector: {a: !!str 80}}"],
    ["a word", "{nodeSelector: {a: nvidia-l4, b: 1g.5gb, c: v1.2.3}}"],
    ["tolerationSeconds is a number", "{tolerations: [{key: a, operator: Exists, tolerationSeconds: 300}]}"],
  ])("but not %s", (_name, spec) => {
    expect(problemsOf(schedulingPod(leadPodSet(podOf(spec))))).toEqual([]);
  });

  test("together with amounts", () => {
    const spec = "{nodeSelector: {a: true}, containers: [{name: c, resources: {limits: {cpu: a}}}]}";
    expect(problemsOf(schedulingPod(leadPodSet(podOf(spec))))).toEqual([
      "not-text spec.nodeSelector.a true",
      "unreadable spec.containers[0].resources.limits.cpu a",
    ]);
  });
});

describe("the pod of every kind of workload is found", () => {
  const TEMPLATE =
    "{spec: {nodeSelector: {a: b}, containers: [{name: c, resources: {limits: {nvidia.com/gpu: 1}}}]}}";
  it.each([
    ["Deployment", `{apiVersion: apps/v1, kind: Deployment, spec: {template: ${TEMPLATE}}}`],
    ["StatefulSet", `{apiVersion: apps/v1, kind: StatefulSet, spec: {template: ${TEMPLATE}}}`],
    ["DaemonSet", `{apiVersion: apps/v1, kind: DaemonSet, spec: {template: ${TEMPLATE}}}`],
    ["Job", `{apiVersion: batch/v1, kind: Job, spec: {template: ${TEMPLATE}}}`],
    [
      "CronJob",
      `{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: ${TEMPLATE}}}}}`,
    ],
  ])("%s", (_kind, text) => {
    const { nodeSelector, requests } = readOf(schedulingPod(leadPodSet(workload(text))));
    expect([...nodeSelector]).toEqual([["a", "b"]]);
    expect(shown(requests)).toEqual({ "nvidia.com/gpu": "1" });
  });
});

describe("tolerations", () => {
  const daemon = (spec: string) =>
    readOf(
      schedulingPod(
        leadPodSet(workload(`{apiVersion: apps/v1, kind: DaemonSet, spec: {template: {spec: ${spec}}}}`)),
      ),
    ).tolerations.map(({ key, operator, effect }) => `${key} ${operator} ${effect}`);

  test("a DaemonSet's controller adds those for troubled and cordoned nodes", () => {
    expect(daemon("{tolerations: [{key: a, operator: Exists}]}")).toEqual([
      "a Exists null",
      "node.kubernetes.io/not-ready Exists NoExecute",
      "node.kubernetes.io/unreachable Exists NoExecute",
      "node.kubernetes.io/disk-pressure Exists NoSchedule",
      "node.kubernetes.io/memory-pressure Exists NoSchedule",
      "node.kubernetes.io/pid-pressure Exists NoSchedule",
      "node.kubernetes.io/unschedulable Exists NoSchedule",
    ]);
  });

  test("and one more on the host's network", () => {
    expect(daemon("{hostNetwork: true}").at(-1)).toBe(
      "node.kubernetes.io/network-unavailable Exists NoSchedule",
    );
    expect(daemon("{hostNetwork: false}")).toHaveLength(6);
  });

  test("other workloads get none", () => {
    expect(read("{hostNetwork: true}").tolerations).toEqual([]);
  });
});
