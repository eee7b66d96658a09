import { wholeNumber } from "../../src/k8s/quantity.ts";
import { misfits } from "../../src/k8s/scheduling/misfits.ts";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import { accepting } from "./accepting.ts";
import { NOT_REFUSED } from "./exceptions.ts";
import type { Facts } from "./facts.ts";
import type { SyntheticNode } from "./node.ts";
import type { Question } from "./questions.ts";
import { hasCandidate, isOfModel, mustBeAlike, resourceOf, verdictOf } from "./verdict.ts";

/** What is wrong with where a pod would go; empty where nothing is. Pairs of pod and node are counted. */
export interface Judgement {
  readonly faults: readonly string[];
  /** Reasons why something that would be a fault is none: the rows of exceptions that were needed. */
  readonly excused: ReadonlySet<string>;
  readonly pairs: number;
}

/** Asks every node whether it takes the pod, and compares with what the notes say. */
export function judge(
  facts: Facts,
  question: Question,
  pod: SchedulingPod,
  nodes: readonly SyntheticNode[],
): Judgement {
  const faults = [...requestFaults(facts, question, pod)];
  const excused = new Set<string>();
  const accepted = accepting(pod, nodes);
  for (const one of nodes) {
    const { takes, because } = verdictOf(facts, question, one);
    const isTaken = accepted.has(one);
    if (takes === "yes" && !isTaken)
      faults.push(`${one.node.name} does not take it (${why(pod, one)}), but ${because}`);
    if (takes === "may" && isTaken) excused.add(because);
    if (takes === "no" && isTaken) faults.push(`${one.node.name} takes it, but ${because}`);
  }
  const fit = [...accepted].filter(
    (one) => one.kind === "whole" && (question.model === null || isOfModel(question, one)),
  );
  if (hasCandidate(facts, question, nodes)) faults.push(...landingFaults(question, fit, nodes));
  else {
    const excuse = NOT_REFUSED.find(({ applies }) => applies(question));
    if (excuse === undefined) faults.push("by the notes there is no such node, and it was not refused");
    else excused.add(excuse.reason);
  }
  return { faults, excused, pairs: nodes.length };
}

/** Somewhere to land, on demand or spot as asked; and on like machines where that matters. */
function landingFaults(
  question: Question,
  fit: readonly SyntheticNode[],
  nodes: readonly SyntheticNode[],
): readonly string[] {
  if (question.model === null) return [];
  const there = fit.filter(({ spot }) => spot === question.spot);
  if (there.length === 0) return ["no node of the model takes it"];
  if (!mustBeAlike(question)) return [];
  const missing = taintVariants(question, nodes, there).map(
    (note) => `${note} does not take it, though its twin does`,
  );
  const kinds = new Set(fit.map((one) => likenessOf(question, one)));
  return kinds.size === 1 ? missing : [...missing, `unlike machines take it: ${[...kinds].join(", ")}`];
}

/** The series of its machine where the notes know it, else what its label says. On GKE the label is all there is. */
function likenessOf({ platform }: Question, { product, series }: SyntheticNode): string {
  const isByLabel = platform === "gke" || platform === "gke-autopilot";
  return (isByLabel ? product : series) ?? product ?? "unknown";
}

/** Nodes that differ from one that takes the pod by their taints only, and do not take it. */
function taintVariants(
  question: Question,
  nodes: readonly SyntheticNode[],
  taking: readonly SyntheticNode[],
): readonly string[] {
  const labels = new Set(taking.map(labelsOf));
  const takes = new Set(taking);
  return nodes
    .filter((one) => one.kind === "whole" && isOfModel(question, one))
    .filter((one) => !takes.has(one) && labels.has(labelsOf(one)))
    .map(({ node }) => node.name);
}

function labelsOf({ node, resource, devices }: SyntheticNode): string {
  return `${devices} ${resource} ${JSON.stringify([...node.labels])}`;
}

/** The pod asks for the resource of the notes, as often as was said, and for no other accelerator. */
function requestFaults(facts: Facts, question: Question, pod: SchedulingPod): readonly string[] {
  const resource = resourceOf(facts, question);
  const asked = pod.requests.get(resource);
  const others = [...pod.requests.keys()].filter((key) => key.includes("/") && key !== resource);
  return [
    ...(asked !== undefined && wholeNumber(asked) === question.count
      ? []
      : [`it does not ask for ${question.count} ${resource}`]),
    ...others.map((key) => `it asks for ${key} too`),
    ...requiredSelectors(facts, resource)
      .filter((key) => !selects(pod, key))
      .map((key) => `it does not select ${key}, which the platform demands`),
  ];
}

function selects({ nodeSelector, terms }: SchedulingPod, wanted: string): boolean {
  if (nodeSelector.has(wanted)) return true;
  const isNamed = terms?.map(({ expressions }) => expressions.some(({ key }) => key === wanted)) ?? [];
  return isNamed.length > 0 && isNamed.every((named) => named);
}

/** GKE rejects TPU pods that do not select both the type and the topology. */
function requiredSelectors(facts: Facts, resource: string): readonly string[] {
  return resource === "google.com/tpu" ? (facts.platforms.gke?.tpu?.required_selectors ?? []) : [];
}

function why(pod: SchedulingPod, { node }: SyntheticNode): string {
  return JSON.stringify(misfits(pod, node), (_key, value: unknown) =>
    typeof value === "bigint" ? Number(value) : value,
  );
}
