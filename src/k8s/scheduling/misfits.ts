import { compareQuantities, type Quantity, roundedUp } from "../quantity.ts";
import { matchesTerms, unmetEntries } from "./node-selector.ts";
import { tolerates, untoleratedTaints } from "./tolerations.ts";
import type { NodeMisfit, SchedulingNode, SchedulingPod, Taint } from "./types.ts";

const NOTHING: Quantity = { numerator: 0n, denominator: 1n };

/** Source: kubernetes/kubernetes pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go. */
const CORDON: Taint = { key: "node.kubernetes.io/unschedulable", value: "", effect: "NoSchedule" };

/**
 * Every reason why the node, empty, does not take the pod: its name, that it is cordoned, selector, affinity, taints,
 * resources, in this order. Empty when it does.
 *
 * These are the filters NodeName, NodeUnschedulable, NodeAffinity, TaintToleration and NodeResourcesFit. Not looked at:
 * pods that run there already and the count of pods a node takes (`pods`), host ports, volumes, topology spread,
 * affinity between pods, and devices by claim (DRA).
 * Source: kubernetes/kubernetes pkg/scheduler/framework/plugins.
 */
export function misfits(pod: SchedulingPod, node: SchedulingNode): readonly NodeMisfit[] {
  return [...eachMisfit(pod, node)];
}

/** True where the node, empty, takes the pod; it looks no further than the first reason against it. */
export function fits(pod: SchedulingPod, node: SchedulingNode): boolean {
  return eachMisfit(pod, node).next().done === true;
}

function* eachMisfit(pod: SchedulingPod, node: SchedulingNode): Generator<NodeMisfit> {
  yield* nameMisfits(pod, node);
  yield* cordonMisfits(pod, node);
  for (const entry of unmetEntries(pod.nodeSelector, node.labels)) yield { kind: "node-selector", ...entry };
  yield* affinityMisfits(pod, node);
  for (const taint of untoleratedTaints(pod.tolerations, node.taints)) yield { kind: "taint", taint };
  yield* resourceMisfits(pod, node);
}

function nameMisfits({ nodeName }: SchedulingPod, { name }: SchedulingNode): readonly NodeMisfit[] {
  return nodeName === null || nodeName === name ? [] : [{ kind: "node-name", wanted: nodeName }];
}

function cordonMisfits(
  { tolerations }: SchedulingPod,
  { unschedulable }: SchedulingNode,
): readonly NodeMisfit[] {
  if (!unschedulable || tolerations.some((toleration) => tolerates(toleration, CORDON))) return [];
  return [{ kind: "unschedulable" }];
}

function affinityMisfits({ terms }: SchedulingPod, node: SchedulingNode): readonly NodeMisfit[] {
  return terms === null || matchesTerms(terms, node) ? [] : [{ kind: "node-affinity" }];
}

/**
 * The scheduler counts cpu in thousandths and all else in whole units, rounded up on both sides; what is asked as zero
 * never fails. Source: kubernetes/kubernetes pkg/scheduler/framework/plugins/noderesources/fit.go (fitsRequest) and
 * pkg/scheduler/framework/types.go (Resource.Add).
 */
function resourceMisfits(
  { requests }: SchedulingPod,
  { allocatable }: SchedulingNode,
): readonly NodeMisfit[] {
  return [...requests].flatMap(([resource, requested]): readonly NodeMisfit[] => {
    const there = allocatable.get(resource) ?? NOTHING;
    const parts = resource === "cpu" ? 1000n : 1n;
    const asked = roundedUp(requested, parts);
    if (asked.numerator <= 0n || compareQuantities(asked, roundedUp(there, parts)) <= 0) return [];
    return [{ kind: "resource", resource, requested, allocatable: there }];
  });
}
