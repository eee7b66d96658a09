import { annotationsOf, labelsOf } from "../k8s/object.ts";
import type { PodSet, Workload } from "../k8s/workload.ts";
import { podAnnotations, podLabels } from "../k8s/workload.ts";
import { fields, isNullish, textAt } from "../yaml/access.ts";
import { namesQueue } from "./queue.ts";
import { writtenValue } from "./written-value.ts";

/**
 * Labels and annotations by which a queue or a gang scheduler is told: Kueue, Volcano, the coscheduling plugin, KAI, Run:ai,
 * YuniKorn, Koordinator, and JobSet's own placement of whole domains.
 */
const TOLD_BY =
  /(?:queue|pod-?group|gang)|^(?:kueue\.x-k8s\.io|kai\.scheduler|runai|yunikorn\.apache\.org|koordinator\.sh|alpha\.jobset\.sigs\.k8s\.io)\b/i;

/** Known to the cluster as its own: it starts pods one by one. */
const DEFAULT_SCHEDULER = "default-scheduler";

/**
 * True for a run whose pods wait for each other though nothing in the manifest starts them together: no queue, no scheduler
 * of its own, no pod group. False where the kind does not need it, or sees to it.
 */
export function startsApart({ kind, object, podSets }: Workload): boolean {
  const { together, ownQueue } = kind;
  if (together === undefined || object.wrapper !== undefined) return false;
  if (together.unless !== null && writtenValue(object.root, together.unless) !== "") return false;
  if (namesQueue(object) || (ownQueue !== undefined && writtenValue(object.root, ownQueue) !== ""))
    return false;
  const names = [...labelsOf(object).keys(), ...annotationsOf(object).keys(), ...podSets.flatMap(namesOf)];
  return !names.some((name) => TOLD_BY.test(name)) && podSets.every(hasDefaultScheduler);
}

function namesOf(podSet: PodSet): readonly string[] {
  return [...fields(podLabels(podSet)), ...fields(podAnnotations(podSet))].map(({ name }) => name);
}

function hasDefaultScheduler({ podSpec }: PodSet): boolean {
  const name = podSpec.entries.find((entry) => entry.name === "schedulerName")?.value ?? null;
  return isNullish(name) || textAt(name, []) === DEFAULT_SCHEDULER;
}
