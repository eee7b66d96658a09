import { describe, expect, test } from "vitest";
import { loadWholeCatalog } from "../../../src/gpu/catalog/whole-catalog.ts";
import { objectTitle } from "../../../src/k8s/object.ts";
import { asWorkload, type PodSet } from "../../../src/k8s/workload.ts";
import { objectsToLint } from "../../../src/pipeline/lint.ts";
import type { Knowledge } from "../../../src/workload/knowledge.ts";
import { declaredNodes, vendorOfNodes } from "../../../src/workload/nodes/declared-nodes.ts";
import { repellingNodes, selectedNodes } from "../../../src/workload/nodes/selected-nodes.ts";
import { surroundingsOf } from "../../../src/workload/surroundings.ts";

const { catalog } = loadWholeCatalog();

/** A NodePool in flow style. */
function pool(name: string, { labels = "", requirements = "", taints = "", more = "" } = {}): string {
  return `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: ${name}}\nspec:\n  template:\n    metadata: {labels: {${labels}}}\n    spec:\n      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: ${name}}\n      requirements: [${requirements}]\n      taints: [${taints}]\n${more}`;
}

function node(name: string, labels: string, taints = ""): string {
  return `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {${labels}}}\nspec: {taints: [${taints}]}\n`;
}

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  ${spec}\n  containers: [{name: c, image: x}]\n`;
}

function read(...documents: readonly string[]): { readonly podSet: PodSet; readonly known: Knowledge } {
  const files = documents.map((text, index) => ({
    name: `${index}.yaml`,
    bytes: new TextEncoder().encode(text),
    named: true,
  }));
  const objects = objectsToLint(files);
  const workloads = objects.map(asWorkload).filter((one) => one !== null && one !== "no-pod-spec");
  const podSet = workloads[0]?.podSets[0];
  if (podSet === undefined) throw new Error("no pod");
  return { podSet, known: { catalog, surroundings: surroundingsOf(objects) } };
}

/** Titles of what the pod, the last document, selects. */
function selected(...documents: readonly string[]): readonly string[] {
  const { podSet, known } = read(...documents);
  return selectedNodes(podSet, known).map(({ object }) => objectTitle(object));
}

const terms = (...all: readonly string[]): string =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${all
    .map((one) => `{matchExpressions: [${one}]}`)
    .join(", ")}]}}}`;
const is = (key: string, ...values: readonly string[]): string =>
  `{key: ${key}, operator: In, values: [${values.join(", ")}]}`;

describe("a pod selects a NodePool", () => {
  const own = pool("gpu", { labels: "team: vision", requirements: is("kubernetes.io/arch", "amd64") });

  test.each([
    ["by a label of its own", "nodeSelector: {team: vision}"],
    ["by its name", "nodeSelector: {karpenter.sh/nodepool: gpu}"],
    ["by its class", "nodeSelector: {karpenter.k8s.aws/ec2nodeclass: gpu}"],
    ["by one of several values", terms(is("team", "sound", "vision"))],
    [
      "with labels that Karpenter knows besides",
      "nodeSelector: {team: vision, topology.kubernetes.io/zone: a}",
    ],
    ["where it keeps off others", terms(`${is("team", "vision")}, {key: cpu-only, operator: DoesNotExist}`)],
  ])("%s", (_how, spec) => {
    expect(selected(own, pod(spec))).toEqual(["NodePool/gpu"]);
  });

  test.each([
    ["another value", "nodeSelector: {team: sound}"],
    ["a label that nodes of all pools have", "nodeSelector: {kubernetes.io/arch: amd64}"],
    ["a label that it does not give", "nodeSelector: {team: vision, disk: fast}"],
    ["an alternative that is not among them", terms(is("team", "vision"), is("team", "sound"))],
    ["a condition against it", terms("{key: team, operator: NotIn, values: [vision]}")],
    ["an architecture that it excludes", "nodeSelector: {team: vision, kubernetes.io/arch: arm64}"],
    ["nothing", "restartPolicy: Never"],
  ])("but not with %s", (_what, spec) => {
    expect(selected(own, pod(spec))).toEqual([]);
  });

  test("by a requirement on the GPU's model, which other nodes have not", () => {
    const a10g = pool("a10g", { requirements: is("karpenter.k8s.aws/instance-gpu-name", "a10g", "l4") });
    expect(selected(a10g, pod("nodeSelector: {karpenter.k8s.aws/instance-gpu-name: l4}"))).toHaveLength(1);
    expect(selected(a10g, pod("nodeSelector: {karpenter.k8s.aws/instance-gpu-name: t4}"))).toEqual([]);
  });
});

describe("a node that is there", () => {
  test("has no label but its own, and is known by its name", () => {
    const gpu = node("gpu-1", "team: vision, kubernetes.io/hostname: gpu-1");
    expect(selected(gpu, pod("nodeSelector: {team: vision}"))).toEqual(["Node/gpu-1"]);
    expect(selected(gpu, pod("nodeSelector: {team: vision, topology.kubernetes.io/zone: a}"))).toEqual([]);
    const byName =
      "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [gpu-1]}]}]}}}";
    expect(selected(gpu, pod(byName))).toEqual(["Node/gpu-1"]);
  });
});

test("another group's kind of the same name declares nothing", () => {
  const foreign = pool("gpu", { labels: "team: vision" }).replace("karpenter.sh/v1", "example.com/v1");
  expect(selected(foreign, pod("nodeSelector: {team: vision}"))).toEqual([]);
});

describe("a pod is kept off by the taints of all that it selects", () => {
  const taint = (key: string, effect = "NoSchedule"): string => `{key: ${key}, effect: ${effect}}`;
  const off = (...documents: readonly string[]): readonly string[] => {
    const { podSet, known } = read(...documents);
    return repellingNodes(podSet, selectedNodes(podSet, known)).flatMap(({ taints }) =>
      taints.map(({ key }) => key),
    );
  };
  const wants = pod("nodeSelector: {team: vision}");

  test.each([
    ["its taint", pool("a", { labels: "team: vision", taints: taint("team") }), ["team"]],
    [
      "no taint for the start",
      pool("a", { labels: "team: vision", more: `      startupTaints: [${taint("team")}]\n` }),
      [],
    ],
    [
      "no taint that only lowers its rank",
      pool("a", { labels: "team: vision", taints: taint("team", "PreferNoSchedule") }),
      [],
    ],
    ["no taint that passes", node("a", "team: vision", taint("node.kubernetes.io/not-ready")), []],
  ])("%s", (_what, declared, keys) => {
    expect(off(declared, wants)).toEqual(keys);
  });

  test("and not where one of them takes it", () => {
    const tainted = node("a", "team: vision", taint("team"));
    expect(off(tainted, node("b", "team: vision"), wants)).toEqual([]);
    expect(off(tainted, node("b", "team: vision", taint("other")), wants)).toEqual(["team", "other"]);
  });
});

describe("nodes have GPUs", () => {
  const vendor = (text: string): string | null => {
    const { known } = read(text, pod("restartPolicy: Never"));
    const [first] = declaredNodes(known.surroundings);
    return first === undefined ? null : vendorOfNodes(first, catalog);
  };
  const type = "node.kubernetes.io/instance-type";

  test.each([
    ["of which all types do", pool("a", { requirements: is(type, "g5.xlarge", "p4d.24xlarge") }), "other"],
    ["of which some types do", pool("a", { requirements: is(type, "g5.xlarge", "m5.xlarge") }), null],
    [
      "with a number of them",
      pool("a", {
        requirements: '{key: karpenter.k8s.aws/instance-gpu-count, operator: Gt, values: ["0"]}',
      }),
      "other",
    ],
    [
      "without a number of them",
      pool("a", { requirements: "{key: karpenter.k8s.aws/instance-gpu-count, operator: DoesNotExist}" }),
      null,
    ],
    ["by label", node("a", 'nvidia.com/gpu.present: "true"'), "nvidia"],
    ["not by label", node("a", 'nvidia.com/gpu.present: "false"'), null],
    ["by capacity", `${node("a", "x: y")}status: {capacity: {amd.com/gpu: "8"}}\n`, "amd"],
    ["of which none is left", `${node("a", "x: y")}status: {capacity: {amd.com/gpu: "0"}}\n`, null],
    [
      "of a class",
      "apiVersion: cloud.google.com/v1\nkind: ComputeClass\nmetadata: {name: a}\nspec: {priorities: [{gpu: {type: nvidia-l4}}]}\n",
      "nvidia",
    ],
    [
      "of a class with a choice",
      "apiVersion: cloud.google.com/v1\nkind: ComputeClass\nmetadata: {name: a}\nspec: {priorities: [{gpu: {type: nvidia-l4}}, {machineFamily: n4}]}\n",
      null,
    ],
  ])("%s", (_what, text, expected) => {
    expect(vendor(text)).toBe(expected);
  });
});
