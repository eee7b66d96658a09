import { at, integer, isNullish, textAt } from "../../../../k8s/access.ts";
import { sameJson } from "../../../../k8s/json.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { ContainerView, Workload } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { jobPods } from "../../../../workload/job-pods.ts";
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
export function groupStays(workload: Workload, record: TrainingRecord): Advice | null {
  return widthStays(workload, record) ?? modeStays(workload, record);
}

function widthStays(workload: Workload, record: TrainingRecord): Advice | null {
  const edited = editedWidth(workload, record);
  const [first] = edited;
  if (first === undefined) return null;
  const names = edited.map(({ field }) => field).join(" and ");
  const back = edited.map(({ field }) => `${field}: ${record.set[field]?.[1]}`).join(" and ");
  const count = integer(at(workload.jobSpec, ["completions"])) ?? 1;
  return warn(workload, first.path, {
    code: "workers-stay",
    message: `${objectTitle(workload.object)} stays a group of workers: somebody changed ${names} since gpuify wrote ${edited.length === 1 ? "it" : "them"}`,
    advice: `For one pod, remove ${names} or set ${back} again, and run gpuify again.${count > 1 ? ` To make the change part of the group, run \`-p training --workers ${count}\`.` : ""}`,
  });
}

/** Numbers of pods that somebody wrote over those of `--workers`; one that is gone or as before is none. */
function editedWidth(
  workload: Workload,
  record: TrainingRecord,
): readonly { readonly field: (typeof WIDTH)[number]; readonly path: FieldPath }[] {
  return WIDTH.flatMap((field) => {
    const path = recordedPath(workload, field);
    const change = record.set[field];
    if (path === null || change === undefined) return [];
    const now = jsonAt(workload, path);
    const isUndone = now === null || change.some((value) => sameJson(value, now));
    return isUndone ? [] : [{ field, path }];
  });
}

/** Fields that somebody added, and that are refused without numbered pods. */
function modeStays(workload: Workload, record: TrainingRecord): Advice | null {
  const path = recordedPath(workload, "completionMode");
  if (path === null || !isOurs(record, "completionMode", jsonAt(workload, path))) return null;
  const needing = INDEXED_ONLY.filter((field) => !isNullish(at(workload.jobSpec, [field])));
  const [first] = needing;
  if (first === undefined) return null;
  const names = needing.join(" and ");
  return warn(workload, [...path.slice(0, -1), first], {
    code: "workers-stay",
    message: `${objectTitle(workload.object)} stays a group of workers: it has ${names}`,
    why: `The API server takes ${needing.length === 1 ? "that" : "those"} with completionMode: Indexed only.`,
    advice: `Remove ${names}, and run gpuify again.`,
  });
}

/** Refuses fewer workers than may fail by index, as the API server does; null where the number fits. */
export function failedIndexesProblem(workload: Workload, count: number): Refusal | null {
  const most = integer(at(workload.jobSpec, ["maxFailedIndexes"]));
  if (workload.kind.jobSpec === null || most === null || most <= count) return null;
  return refuse(workload, [...workload.kind.jobSpec, "maxFailedIndexes"], {
    code: "workers-and-failed-indexes",
    message: `${objectTitle(workload.object)} has maxFailedIndexes: ${most}, and ${count} workers are ${count} indexes`,
  });
}

/** Says that a width changed by hand and the number that the workers are told differ, where no run makes them equal. */
export function staleCount(workload: Workload, record: TrainingRecord): readonly Advice[] {
  const { completions: count } = jobPods(workload.jobSpec);
  if (workload.jobSpec === null || count === null) return [];
  return workload.containers.flatMap((container) => staleIn(workload, container, record, count));
}

function staleIn(
  workload: Workload,
  container: ContainerView,
  record: TrainingRecord,
  count: number,
): readonly Advice[] {
  const found = variablesOf(container).get("NNODES");
  const told = found === undefined ? null : textAt(found.node, ["value"]);
  if (found === undefined || told === null || !isOurVariable(record, container.name, "NNODES")) return [];
  if (!/^\d+$/.test(told) || allowsNodes(told, count)) return [];
  const isWritten = integer(at(workload.jobSpec, ["completions"])) !== null;
  const width = isWritten
    ? `has completions: ${count}`
    : "runs one pod, because it sets no completions and no parallelism";
  return [
    warn(workload, [...container.path, "env", found.index], {
      code: "workers-count-differs",
      message: `NNODES of container "${container.name}" says ${told} workers, but ${objectTitle(workload.object)} ${width}`,
      advice:
        count > 1
          ? `Pass --workers ${count}, which writes all numbers again, or set completions and parallelism to ${told}.`
          : `Set completions and parallelism to ${told}.`,
    }),
  ];
}
