import { platformsHintedBy } from "../../gpu/labels/key-domains.ts";
import type { Catalog, Toleration } from "../../gpu/types.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import { daemonTolerations } from "../../k8s/scheduling/daemon-tolerations.ts";
import {
  type AffinityTerm,
  matchingTerms,
  nodeRequirements,
  type Requirement,
} from "../../k8s/scheduling/node-requirements.ts";
import { meetsCondition } from "../../k8s/scheduling/node-selector.ts";
import { tolerationsOf, tolerationView, untoleratedTaints } from "../../k8s/scheduling/tolerations.ts";
import type { Taint, TolerationView } from "../../k8s/scheduling/types.ts";
import type { PodSet } from "../../k8s/workload.ts";
import { at, items } from "../../yaml/access.ts";
import { HOST_NAME } from "../bound-to-node.ts";
import type { Knowledge } from "../knowledge.ts";
import { namesQueue } from "../queue.ts";
import { type DeclaredNodes, declaredNodes, mayHave } from "./declared-nodes.ts";

/** Labels that tell no pool from another: nodes of all clusters have them, and every pool may name their values. */
const COMMON =
  /^(?:(?:beta\.)?kubernetes\.io\/(?:arch|os|instance-type)|node\.kubernetes\.io\/instance-type|(?:topology|failure-domain\.beta)\.kubernetes\.io\/.+|topology\..+|karpenter\.sh\/capacity-type)$/;

/**
 * The nodes declared in the run that a pod set selects: it asks for a label that tells them from others, and for nothing
 * that they don't have. Empty where one of the alternatives of its affinity selects none of them: then it may go elsewhere.
 */
export function selectedNodes(
  podSet: PodSet,
  { catalog, surroundings }: Knowledge,
): readonly DeclaredNodes[] {
  const all = declaredNodes(surroundings);
  if (all.length === 0) return [];
  const now = nodeRequirements(podSet);
  const alternatives = now.terms === null ? [[]] : matchingTerms(now).map(byName);
  const found = alternatives.map((requirements) =>
    all.filter((nodes) => isSelected(nodes, [...now.selector, ...requirements], catalog)),
  );
  return found.some((some) => some.length === 0) ? [] : [...new Set(found.flat())];
}

/** A condition on the name of a node is one on its `kubernetes.io/hostname`, which is the same on nearly all platforms. */
function byName({ requirements, fields }: AffinityTerm): readonly Requirement[] {
  return [...requirements, ...fields.map((one) => ({ ...one, key: HOST_NAME }))];
}

function isSelected(nodes: DeclaredNodes, conditions: readonly Requirement[], catalog: Catalog): boolean {
  return (
    conditions.some((one) => tells(nodes, one, catalog)) &&
    conditions.every((one) => mayMeet(nodes, one, catalog))
  );
}

/** A label that the object writes, or one that only nodes with accelerators have, and not just any node's. */
function tells({ labels }: DeclaredNodes, { key, operator, values }: Requirement, catalog: Catalog): boolean {
  const label = labels.get(key);
  if (label === undefined || (operator !== "In" && operator !== "Exists")) return false;
  const isGpu =
    catalog.label(key)?.gpuOnly === true ||
    (values.length > 0 && values.every((value) => catalog.isGpuLabelValue(key, value)));
  return isGpu || (!COMMON.test(key) && (label.by === "written" || !isLaunchers(key)));
}

/** True for a label that what launches nodes, or Kubernetes, knows by itself. */
function isLaunchers(key: string): boolean {
  return platformsHintedBy(key) !== null || /^(?:[\w.-]+\.)?(?:kubernetes|k8s)\.io\//.test(key);
}

function mayMeet({ labels, row }: DeclaredNodes, condition: Requirement, catalog: Catalog): boolean {
  const { key, values } = condition;
  if (values.some(isPlaceholder)) return true;
  const label = labels.get(key);
  if (label !== undefined) return mayHave(label, condition);
  if (meetsCondition(condition, undefined)) return true;
  switch (row.others) {
    case "none":
      return false;
    case "known":
      return isLaunchers(key) || catalog.label(key) !== null;
    case "any":
      return true;
    default:
      return row.others satisfies never;
  }
}

/** Nodes that a pod selects and whose taints it does not tolerate. */
export interface RepellingNodes {
  readonly nodes: DeclaredNodes;
  /** At least one. */
  readonly taints: readonly Taint[];
}

/**
 * The nodes of a selection with the taints that keep the pod off them; empty where some let it in. `added` is what it will
 * tolerate besides: by admission, or by what is going to be written. Of a pod in a queue only flavors are judged, because
 * the flavor that admits it may bring the tolerations for all others.
 */
export function repellingNodes(
  podSet: PodSet,
  selected: readonly DeclaredNodes[],
  added: readonly TolerationView[] = [],
): readonly RepellingNodes[] {
  const isQueued = namesQueue(podSet.object);
  const own = [
    ...tolerationsOf(podSet.podSpec),
    ...(podSet.kind.lifecycle === "per-node" ? daemonTolerations(podSet.podSpec) : []),
    ...added,
  ];
  const found = selected.map((nodes): RepellingNodes => {
    const queued = isQueued ? queueTolerations(nodes) : [];
    const taints = queued === null ? [] : untoleratedTaints([...own, ...queued], nodes.taints);
    return { nodes, taints };
  });
  return found.some(({ taints }) => taints.length === 0) ? [] : found;
}

/** What a queue adds; null where it may add anything. */
function queueTolerations({ object, row }: DeclaredNodes): readonly TolerationView[] | null {
  if (row.queueTolerations === undefined) return null;
  return items(at(object.root, row.queueTolerations)).map(tolerationView);
}

/** The taints that all nodes of a selection repel the pod with; null where they differ, so that it has a choice. */
export function commonTaints(repelling: readonly RepellingNodes[]): readonly Taint[] | null {
  const [first, ...others] = repelling;
  if (first === undefined) return null;
  const isSame = others.every(({ taints }) => textOf(taints) === textOf(first.taints));
  return isSame ? first.taints : null;
}

function textOf(taints: readonly Taint[]): string {
  return JSON.stringify(taints.map(({ key, value, effect }) => [key, value, effect]).sort());
}

/** What tolerates a taint and nothing else. */
export function tolerationOf({ key, value, effect }: Taint): Toleration {
  return value === "" ? { key, operator: "Exists", effect } : { key, operator: "Equal", value, effect };
}
