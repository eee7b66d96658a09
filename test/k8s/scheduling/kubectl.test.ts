import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { roundedUp } from "../../../src/k8s/quantity.ts";
import { schedulingPod } from "../../../src/k8s/scheduling/scheduling-pod.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { needsKubectl } from "../../needs.ts";
import { podOf, problemsOf, quantity, readOf, shown } from "./build.ts";

/** Pod specs whose values stand on the edge of what a client with Kubernetes' own types can read. */
const SPECS: readonly (readonly [name: string, spec: string])[] = [
  ["labels in quotes", '{nodeSelector: {a: "true", b: "80", c: \'n\'}}'],
  ["a label of true", "{nodeSelector: {a: true}}"],
  ["a label of n", "{nodeSelector: {a: n}}"],
  ["a label of a number", "{nodeSelector: {a: 80}}"],
  ["a label of a version", "{nodeSelector: {a: 1.28}}"],
  ["a label that looks like a number", "{nodeSelector: {a: 1g.5gb, b: 12:30, c: 1.2.3}}"],
  ["a label that is null", "{nodeSelector: {a: null, b: ~}}"],
  ["a label that is a list", "{nodeSelector: {a: [b]}}"],
  ["a label by tag", "{nodeSelector: {a: !!str 80}}"],
  ["a toleration's number", "{tolerations: [{key: a, value: 1}]}"],
  ["a toleration's text", '{tolerations: [{key: a, value: "1", tolerationSeconds: 30}]}'],
  ["nodeName", "{nodeName: 8}"],
  ["octal", "{containers: [{name: c, resources: {limits: {cpu: 010, memory: 0x10}}}]}"],
  ["floats", "{containers: [{name: c, resources: {limits: {cpu: .5, memory: 1e3, a.b/c: 2.0}}}]}"],
  ["underscores", "{containers: [{name: c, resources: {limits: {memory: 1_000}}}]}"],
  ["null amounts", "{containers: [{name: c, resources: {limits: {cpu: null}}}]}"],
  ["blanks in an amount", '{containers: [{name: c, resources: {limits: {cpu: " 2 "}}}]}'],
  ["empty amounts", '{containers: [{name: c, resources: {limits: {cpu: ""}}}]}'],
  ["words for amounts", "{containers: [{name: c, resources: {limits: {cpu: lots}}}]}"],
  ["wrong units", "{containers: [{name: c, resources: {limits: {memory: 1GB}}}]}"],
  ["true for an amount", "{containers: [{name: c, resources: {limits: {cpu: true}}}]}"],
  ["a time for an amount", "{containers: [{name: c, resources: {limits: {cpu: 12:30}}}]}"],
  ["overhead", "{overhead: {cpu: 250m}}"],
];

/** What a client with Kubernetes' own types makes of the pod; null where it refuses it. */
function asKubectlReads(spec: string): Readonly<Record<string, Readonly<Record<string, string>>>> | null {
  const input = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: ${spec}\n`;
  const args = ["set", "serviceaccount", "--local", "-f", "-", "default", "-o", "json"];
  const { stdout } = spawnSync("kubectl", args, { input, encoding: "utf8" });
  if (stdout.trim() === "") return null;
  const found = JSON.parse(stdout).spec;
  const amounts: Record<string, string> = { ...found.overhead, ...found.containers?.[0]?.resources?.limits };
  const inLowestTerms = Object.entries(amounts).map(
    ([name, text]) => [name, roundedUp(quantity(text), 1000n)] as const,
  );
  return { nodeSelector: found.nodeSelector ?? {}, amounts: shown(new Map(inLowestTerms)) };
}

describe("kubectl, which reads with Kubernetes' own types, reads the same", needsKubectl(), () => {
  it.each(SPECS)("%s", (_name, spec) => {
    const read = schedulingPod(leadPodSet(podOf(spec)));
    const expected = asKubectlReads(spec);
    expect(problemsOf(read).length > 0).toBe(expected === null);
    if (expected === null) return;
    const { nodeSelector, requests } = readOf(read);
    expect({ nodeSelector: Object.fromEntries(nodeSelector), amounts: shown(requests) }).toEqual(expected);
  });
});
