import { describe, expect, it, test } from "vitest";
import { fits, misfits } from "../../../src/k8s/scheduling/misfits.ts";
import { schedulingNode } from "../../../src/k8s/scheduling/scheduling-node.ts";
import { schedulingPod } from "../../../src/k8s/scheduling/scheduling-pod.ts";
import type {
  NodeMisfit,
  SchedulingNode,
  SchedulingPod,
  TolerationView,
} from "../../../src/k8s/scheduling/types.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { fieldTerm, node, pod, readOf, requirement, term, workload, yamlNode } from "./build.ts";

function brief(misfit: NodeMisfit): string {
  switch (misfit.kind) {
    case "node-name":
      return `name ${misfit.wanted}`;
    case "unschedulable":
    case "node-affinity":
      return misfit.kind;
    case "node-selector":
      return `selector ${misfit.key}=${misfit.value}`;
    case "taint":
      return `taint ${misfit.taint.key}`;
    case "resource":
      return `resource ${misfit.resource}`;
    default:
      return misfit satisfies never;
  }
}

const ANYTHING: TolerationView = { key: null, operator: "Exists", value: null, effect: null };
const CORDON = "node.kubernetes.io/unschedulable";
const tolerating = (parts: Partial<TolerationView>): SchedulingPod =>
  pod({ tolerations: [{ ...ANYTHING, ...parts }] });
const cordoned = node({ unschedulable: true });
const cordonedWithTaint = node({
  unschedulable: true,
  taints: [{ key: CORDON, value: "", effect: "NoSchedule" }],
});
const tainted = (effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute") =>
  node({ taints: [{ key: "gpu", value: "", effect }] });

type Row = readonly [name: string, pod: SchedulingPod, node: SchedulingNode, reasons: readonly string[]];

const ROWS: readonly Row[] = [
  ["nothing asked, nothing there", pod(), node(), []],
  ["the node by name", pod({ nodeName: "node-1" }), node(), []],
  ["another node by name", pod({ nodeName: "node-2" }), node(), ["name node-2"]],
  ["a cordoned node", pod(), cordoned, ["unschedulable"]],
  [
    "a cordoned node as kubectl cordon leaves it",
    pod(),
    cordonedWithTaint,
    ["unschedulable", `taint ${CORDON}`],
  ],
  ["a cordoned node, tolerated", tolerating({ key: CORDON }), cordonedWithTaint, []],
  [
    "a cordoned node, tolerated with the effect",
    tolerating({ key: CORDON, effect: "NoSchedule" }),
    cordoned,
    [],
  ],
  ["a cordoned node, tolerated with Equal", tolerating({ key: CORDON, operator: null }), cordoned, []],
  [
    "a cordoned node, tolerated with a value",
    tolerating({ key: CORDON, operator: null, value: "x" }),
    cordoned,
    ["unschedulable"],
  ],
  [
    "a cordoned node, another effect tolerated",
    tolerating({ key: CORDON, effect: "NoExecute" }),
    cordoned,
    ["unschedulable"],
  ],
  ["a cordoned node, everything tolerated", tolerating({}), cordoned, []],
  [
    "every selector entry",
    pod({ nodeSelector: { a: "1", b: "2", c: "3" } }),
    node({ labels: { b: "2" } }),
    ["selector a=1", "selector c=3"],
  ],
  [
    "affinity that holds",
    pod({ terms: [term(requirement("a", "Exists"))] }),
    node({ labels: { a: "" } }),
    [],
  ],
  ["affinity that does not", pod({ terms: [term(requirement("a", "Exists"))] }), node(), ["node-affinity"]],
  ["affinity without terms", pod({ terms: [] }), node(), ["node-affinity"]],
  [
    "affinity by name",
    pod({ terms: [fieldTerm(requirement("metadata.name", "In", "node-2"))] }),
    node(),
    ["node-affinity"],
  ],
  ["NoSchedule", pod(), tainted("NoSchedule"), ["taint gpu"]],
  ["NoExecute", pod(), tainted("NoExecute"), ["taint gpu"]],
  ["PreferNoSchedule", pod(), tainted("PreferNoSchedule"), []],
  ["a taint, tolerated", tolerating({ key: "gpu" }), tainted("NoSchedule"), []],
  [
    "as much as there is",
    pod({ requests: { "nvidia.com/gpu": "8" } }),
    node({ allocatable: { "nvidia.com/gpu": "8" } }),
    [],
  ],
  [
    "one more than there is",
    pod({ requests: { "nvidia.com/gpu": "9" } }),
    node({ allocatable: { "nvidia.com/gpu": "8" } }),
    ["resource nvidia.com/gpu"],
  ],
  [
    "a resource the node does not have",
    pod({ requests: { "amd.com/gpu": "1" } }),
    node({ allocatable: { "nvidia.com/gpu": "8" } }),
    ["resource amd.com/gpu"],
  ],
  ["zero of one it does not have", pod({ requests: { "amd.com/gpu": "0" } }), node(), []],
  [
    "zero of one it has none left of",
    pod({ requests: { cpu: "0" } }),
    node({ allocatable: { cpu: "0" } }),
    [],
  ],
  [
    "zero of one that is overdrawn",
    pod({ requests: { cpu: "0" } }),
    node({ allocatable: { cpu: "-1" } }),
    [],
  ],
  ["cpu in thousandths", pod({ requests: { cpu: "1500m" } }), node({ allocatable: { cpu: "1.5" } }), []],
  [
    "cpu, a thousandth too much",
    pod({ requests: { cpu: "1501m" } }),
    node({ allocatable: { cpu: "1.5" } }),
    ["resource cpu"],
  ],
  [
    "memory in other units",
    pod({ requests: { memory: "1G" } }),
    node({ allocatable: { memory: "1Gi" } }),
    [],
  ],
  [
    "memory, one byte too much",
    pod({ requests: { memory: "1025" } }),
    node({ allocatable: { memory: "1Ki" } }),
    ["resource memory"],
  ],
  [
    "memory is counted in whole bytes",
    pod({ requests: { memory: "1023500m" } }),
    node({ allocatable: { memory: "1023100m" } }),
    [],
  ],
  [
    "exact where floats are not",
    pod({ requests: { memory: "9007199254740993" } }),
    node({ allocatable: { memory: "9007199254740992" } }),
    ["resource memory"],
  ],
  [
    "every resource",
    pod({ requests: { memory: "2", cpu: "2", "a.b/c": "1" } }),
    node({ allocatable: { cpu: "1", memory: "1" } }),
    ["resource memory", "resource cpu", "resource a.b/c"],
  ],
  ["the count of pods is not looked at", pod(), node({ allocatable: { pods: "0" } }), []],
  [
    "ephemeral storage",
    pod({ requests: { "ephemeral-storage": "2" } }),
    node({ allocatable: { "ephemeral-storage": "1" } }),
    ["resource ephemeral-storage"],
  ],
  [
    "huge pages",
    pod({ requests: { "hugepages-2Mi": "2Mi" } }),
    node({ allocatable: { "hugepages-2Mi": "0" } }),
    ["resource hugepages-2Mi"],
  ],
  [
    "all reasons, in order",
    pod({ nodeName: "b", nodeSelector: { a: "1" }, terms: [], requests: { cpu: "1" } }),
    node({ unschedulable: true, taints: [{ key: "t", value: "", effect: "NoExecute" }] }),
    ["name b", "unschedulable", "selector a=1", "node-affinity", "taint t", "resource cpu"],
  ],
];

describe("why a node does not take a pod", () => {
  it.each(ROWS)("%s", (_name, onePod, oneNode, reasons) => {
    expect(misfits(onePod, oneNode).map(brief)).toEqual(reasons);
    expect(fits(onePod, oneNode)).toBe(reasons.length === 0);
  });

  test("a resource says how much was asked and how much there is", () => {
    const [misfit] = misfits(pod({ requests: { cpu: "1500m" } }), node({ allocatable: { cpu: "1" } }));
    expect(misfit).toEqual({
      kind: "resource",
      resource: "cpu",
      requested: { numerator: 1500n, denominator: 1000n },
      allocatable: { numerator: 1n, denominator: 1n },
    });
  });
});

describe("from YAML to the answer", () => {
  const spot = readOf(
    schedulingNode(
      yamlNode(`kind: Node
metadata: {name: spot-1, labels: {cloud.google.com/gke-accelerator: nvidia-l4, cloud.google.com/gke-spot: "true"}}
spec:
  taints:
  - {key: nvidia.com/gpu, value: present, effect: NoSchedule}
  - {key: cloud.google.com/gke-spot, value: "true", effect: NoSchedule}
status: {allocatable: {cpu: "8", memory: 30Gi, nvidia.com/gpu: "1"}}
`),
    ),
  );
  const job = (spec: string, gpus: number): SchedulingPod =>
    readOf(
      schedulingPod(
        leadPodSet(
          workload(`{apiVersion: batch/v1, kind: Job, spec: {template: {spec: {
          nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4},
          containers: [{name: c, resources: {limits: {nvidia.com/gpu: ${gpus}}}}]${spec}}}}}`),
        ),
      ),
    );
  const GPU = "{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}";
  const SPOT = '{key: cloud.google.com/gke-spot, operator: Equal, value: "true", effect: NoSchedule}';

  it.each([
    ["both taints tolerated", `, tolerations: [${GPU}, ${SPOT}]`, 1, []],
    ["spot forgotten", `, tolerations: [${GPU}]`, 1, ["taint cloud.google.com/gke-spot"]],
    ["no tolerations", "", 1, ["taint nvidia.com/gpu", "taint cloud.google.com/gke-spot"]],
    ["too many GPUs", `, tolerations: [${GPU}, ${SPOT}]`, 2, ["resource nvidia.com/gpu"]],
  ])("%s", (_name, spec, gpus, reasons) => {
    expect(misfits(job(spec, gpus), spot).map(brief)).toEqual(reasons);
  });

  test("a DaemonSet's pod goes onto a cordoned node", () => {
    const daemon = workload(
      "{apiVersion: apps/v1, kind: DaemonSet, spec: {template: {spec: {containers: [{name: c}]}}}}",
    );
    expect(misfits(readOf(schedulingPod(leadPodSet(daemon))), cordonedWithTaint)).toEqual([]);
  });
});
