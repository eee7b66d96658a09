import { isExplicit } from "../../../../profile/origin.ts";
import type { Setting } from "../../../../profile/settings.ts";
import { trainingRecord } from "../../../records/training-record.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { hasOwnWidth } from "./own-width.ts";
import { widthProblem } from "./wanted.ts";

/**
 * How many pods shall work together: what somebody asked for, or what the workload had before another profile took
 * it apart. Null where it stays as it is, and for one, which is no group; a Job of more pods is asked about.
 */
export function workersFor({ settings, podSet }: PodSetContext): Setting<number> | null {
  const { workers } = settings;
  if (settings.base !== "training" || workers === undefined || hasOwnWidth(podSet)) return null;
  if (podSet.jobSpec === null) return isExplicit(workers) ? workers : null;
  const isAlone = workers.value === 1 && widthProblem(podSet, workers, trainingRecord(podSet)) === null;
  return isAlone ? null : workers;
}
