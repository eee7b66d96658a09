import { describe, expect, it, test } from "vitest";
import { schedulingNode } from "../../../src/k8s/scheduling/scheduling-node.ts";
import type { SchedulingNode } from "../../../src/k8s/scheduling/types.ts";
import { problemsOf, readOf, shown, yamlNode } from "./build.ts";

function read(text: string): SchedulingNode {
  return readOf(schedulingNode(yamlNode(text)));
}

test("a node as kubectl prints it", () => {
  const { labels, allocatable, ...rest } = read(`apiVersion: v1
kind: Node
metadata:
  name: gpu-1
  labels:
    kubernetes.io/arch: amd64
    nvidia.com/gpu.present: "true"
spec:
  podCIDR: 10.0.0.0/24
  taints:
  - effect: NoSchedule
    key: nvidia.com/gpu
    value: present
  - effect: NoExecute
    key: maintenance
    timeAdded: "2026-01-01T00:00:00Z"
  unschedulable: true
status:
  allocatable:
    cpu: 3920m
    memory: 1Ki
    nvidia.com/gpu: "8"
    pods: "110"
  capacity:
    cpu: "4"
    nvidia.com/gpu: "9"
`);
  expect(Object.fromEntries(labels)).toEqual({
    "kubernetes.io/arch": "amd64",
    "nvidia.com/gpu.present": "true",
  });
  expect(shown(allocatable)).toEqual({ cpu: "98/25", memory: "1024", "nvidia.com/gpu": "8", pods: "110" });
  expect(rest).toEqual({
    name: "gpu-1",
    taints: [
      { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
      { key: "maintenance", value: "", effect: "NoExecute" },
    ],
    unschedulable: true,
  });
});

describe("allocatable", () => {
  it.each([
    ["as it is", "{status: {allocatable: {cpu: 1}, capacity: {cpu: 2}}}", { cpu: "1" }],
    ["no allocatable: capacity", "{status: {capacity: {cpu: 2}}}", { cpu: "2" }],
    ["null: capacity", "{status: {allocatable: null, capacity: {cpu: 2}}}", { cpu: "2" }],
    ["empty: nothing", "{status: {allocatable: {}, capacity: {cpu: 2}}}", {}],
    ["not filled up from capacity", "{status: {allocatable: {cpu: 1}, capacity: {a.b/c: 2}}}", { cpu: "1" }],
    ["no status", "{metadata: {name: a}}", {}],
    ["null is zero", "{status: {allocatable: {cpu: null}}}", { cpu: "0" }],
  ])("%s", (_name, text, amounts) => {
    expect(shown(read(text).allocatable)).toEqual(amounts);
  });
});

describe("unschedulable", () => {
  it.each([
    ["true", "{spec: {unschedulable: true}}", true],
    ["false", "{spec: {unschedulable: false}}", false],
    ["missing", "{spec: {}}", false],
    ["null", "{spec: {unschedulable: null}}", false],
  ])("%s", (_name, text, expected) => {
    expect(read(text).unschedulable).toBe(expected);
  });
});

describe("taints", () => {
  it.each([
    ["none", "{spec: {}}", []],
    ["null", "{spec: {taints: null}}", []],
    ["without a value", "{spec: {taints: [{key: a, effect: NoSchedule}]}}", ["a=:NoSchedule"]],
    [
      "PreferNoSchedule",
      "{spec: {taints: [{key: a, value: b, effect: PreferNoSchedule}]}}",
      ["a=b:PreferNoSchedule"],
    ],
    [
      "an effect that is not known",
      "{spec: {taints: [{key: a, effect: Never}, {key: b, effect: NoExecute}]}}",
      ["b=:NoExecute"],
    ],
  ])("%s", (_name, text, taints) => {
    expect(read(text).taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`)).toEqual(taints);
  });
});

describe("labels and name", () => {
  it.each([
    ["no labels", "{metadata: {name: a}}", "a", {}],
    ["an item of a NodeList has no kind", "{metadata: {name: a, labels: {b: c}}}", "a", { b: "c" }],
    ["JSON", '{"kind": "Node", "metadata": {"name": "a", "labels": {"b": ""}}}', "a", { b: "" }],
    ["a label that is null is empty", "{metadata: {name: a, labels: {b: null}}}", "a", { b: "" }],
    ["no metadata", "{kind: Node}", "", {}],
  ])("%s", (_name, text, name, labels) => {
    const found = read(text);
    expect([found.name, Object.fromEntries(found.labels)]).toEqual([name, labels]);
  });
});

describe("what is no node, or has no readable amounts", () => {
  it.each([
    ["another kind", "{kind: Pod}", ["not-a-node Pod"]],
    ["a list of nodes", "{kind: List, items: []}", ["not-a-node List"]],
    ["a list", "[1]", ["not-a-node null"]],
    ["text", "node", ["not-a-node null"]],
    [
      "an amount that is none",
      "{kind: Node, status: {allocatable: {cpu: a}}}",
      ["unreadable status.allocatable.cpu a"],
    ],
    ["one in capacity", "{kind: Node, status: {capacity: {cpu: a}}}", ["unreadable status.capacity.cpu a"]],
    [
      "capacity that is not looked at",
      "{kind: Node, status: {allocatable: {cpu: 1}, capacity: {cpu: a}}}",
      [],
    ],
  ])("%s", (_name, text, problems) => {
    expect(problemsOf(schedulingNode(yamlNode(text)))).toEqual(problems);
  });
});
