import { sameJson } from "../../../../k8s/json.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { jobPods } from "../../../../workload/job-pods.ts";
import { at, integer, isNullish, textAt } from "../../../../yaml/access.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import { isOurs, isOurVariable, jsonAt, type TrainingRecord } from "../../../records/training-record.ts";
import { refuse, warn } from "../../../shared/diagnostics.ts";
import { recordedPath } from "./fields.ts";
import { allowsNodes, variablesOf } from "./variables.ts";

/** How many pods the group has. */
const WIDTH = ["completions", "parallelism"] as const;

/** Fields that the API server takes with `completionMode: Indexed` only (kubernetes pkg/apis/batch/validation). */
const INDEXED_ONLY = ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"] as const;

/**
 * Why what `--workers` wrote stays, all of it, as a warning; null where it can go. Half of it taken out would be
 * worse than none: the pods that are left would each do the whole work.
 */
export function groupStays(podSet: PodSet, record: TrainingRecord): Advice | null {
  return widthStays(podSet, record) ?? modeStays(podSet, record);
}

function widthStays(podSet: PodSet, record: TrainingRecord): Advice | null {
  const edited = editedWidth(podSet, record);
  const [first] = edited;
  if (first === undefined) return null;
  const names = edited.map(({ field }) => field).join(" and ");
  const back = edited.map(({ field }) => `${field}: ${record.set[field]?.[1]}`).join(" and ");
  const count = integer(at(podSet.jobSpec, ["completions"])) ?? 1;
  return warn(podSet, first.path, {
    code: "workers-stay",
    message: `${objectTitle(podSet.object)} stays a group of workers: somebody changed ${names} since gpuify wrote ${edited.length === 1 ? "it" : "them"}`,
    advice: `For one pod, remove ${names} or set ${back} again, and run gpuify again.${count > 1 ? ` To make the change part of the group, run \`-p training --workers ${count}\`.` : ""}`,
  });
}

/** Numbers of pods that somebody wrote over those of `--workers`; one that is gone or as before is none. */
function editedWidth(
  podSet: PodSet,
  record: TrainingRecord,
): readonly { readonly field: (typeof WIDTH)[number]; readonly path: FieldPath }[] {
  return WIDTH.flatMap((field) => {
    const path = recordedPath(podSet, field);
    const change = record.set[field];
    if (path === null || change === undefined) return [];
    const now = jsonAt(podSet, path);
    const isUndone = now === null || change.some((value) => sameJson(value, now));
    return isUndone ? [] : [{ field, path }];
  });
}

/** Fields that somebody added, and that are refused without numbered pods. */
function modeStays(podSet: PodSet, record: TrainingRecord): Advice | null {
  const path = recordedPath(podSet, "completionMode");
  if (path === null || !isOurs(record, "completionMode", jsonAt(podSet, path))) return null;
  const needing = INDEXED_ONLY.filter((field) => !isNullish(at(podSet.jobSpec, [field])));
  const [first] = needing;
  if (first === undefined) return null;
  const names = needing.join(" and ");
  return warn(podSet, [...path.slice(0, -1), first], {
    code: "workers-stay",
    message: `${objectTitle(podSet.object)} stays a group of workers: it has ${names}`,
    why: `The API server takes ${needing.length === 1 ? "that" : "those"} with completionMode: Indexed only.`,
    advice: `Remove ${names}, and run gpuify again.`,
  });
}

/** Refuses fewer workers than may fail by index, as the API server does; null where the number fits. */
export function failedIndexesProblem(podSet: PodSet, count: number): Refusal | null {
  const most = integer(at(podSet.jobSpec, ["maxFailedIndexes"]));
  if (podSet.jobPath === null || most === null || most <= count) return null;
  return refuse(podSet, [...podSet.jobPath, "maxFailedIndexes"], {
    code: "workers-and-failed-indexes",
    message: `${objectTitle(podSet.object)} has maxFailedIndexes: ${most}, and ${count} workers are ${count} indexes`,
  });
}

/** Says that a width changed by hand and the number that the workers are told differ, where no run makes them equal. */
export function staleCount(podSet: PodSet, record: TrainingRecord): readonly Advice[] {
  const { completions: count } = jobPods(podSet.jobSpec);
  if (podSet.jobSpec === null || count === null) return [];
  return podSet.containers.flatMap((container) => staleIn(podSet, container, record, count));
}

function staleIn(
  podSet: PodSet,
  container: ContainerView,
  record: TrainingRecord,
  count: number,
): readonly Advice[] {
  const found = variablesOf(container).get("NNODES");
  const told = found === undefined ? null : textAt(found.node, ["value"]);
  if (found === undefined || told === null || !isOurVariable(record, container.name, "NNODES")) return [];
  if (!/^\d+$/.test(told) || allowsNodes(told, count)) return [];
  const isWritten = integer(at(podSet.jobSpec, ["completions"])) !== null;
  const width = isWritten
    ? `has completions: ${count}`
    : "runs one pod, because it sets no completions and no parallelism";
  return [
    warn(podSet, [...container.path, "env", found.index], {
      code: "workers-count-differs",
      message: `NNODES of container "${container.name}" says ${told} workers, but ${objectTitle(podSet.object)} ${width}`,
      advice:
        count > 1
          ? `Pass --workers ${count}, which writes all numbers again, or set completions and parallelism to ${told}.`
          : `Set completions and parallelism to ${told}.`,
    }),
  ];
}
