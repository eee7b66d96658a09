import type { Lifecycle } from "../../../../k8s/kind-row.ts";
import { hasOrdinals } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit, originText } from "../../../../profile/origin.ts";
import type { Setting } from "../../../../profile/settings.ts";
import { integer, isNullish, member, text } from "../../../../yaml/access.ts";
import { isOurs, jsonAt, type TrainingRecord } from "../../../records/training-record.ts";
import { refuse } from "../../../shared/diagnostics.ts";

/** Why a kind cannot have workers; null for a Job and a CronJob. */
export function kindProblem(podSet: PodSet, workers: Setting<number>): Refusal | null {
  if (podSet.jobSpec !== null) return null;
  return refuse(podSet, ["kind"], {
    code: "workers-need-a-job",
    message: `${objectTitle(podSet.object)} cannot have workers: a ${podSet.object.kind} ${hasOrdinals(podSet.kind) ? WAITS : WHY_NOT[podSet.kind.lifecycle]}`,
    advice: `Make it a Job, or ${leaveOut(workers)}.`,
  });
}

function leaveOut({ origin }: Setting<number>): string {
  return origin.kind === "config"
    ? `narrow ${originText(origin)} to kind: Job`
    : "leave it out with --select job";
}

const WAITS = "starts a pod again that has ended, and by default waits for each before it starts the next";

const WHY_NOT: Readonly<Record<Lifecycle, string>> = {
  restarts: "does not number its pods, and starts one again that has ended",
  "per-node": "has one pod on each node",
  once: "is one pod",
  none: "makes no pods by itself",
  ends: "has no fields for them",
};

/** Why the width of a Job cannot become `count`: the user meant another one. Null where it can. */
export function widthProblem(
  podSet: PodSet,
  { value: count }: Setting<number>,
  record: TrainingRecord,
): Refusal | null {
  const { jobSpec, jobPath, object } = podSet;
  if (jobSpec === null || jobPath === null) return null;
  const title = objectTitle(object);
  const completions = numberAt(jobSpec, "completions");
  const isFree = (field: "completions" | "parallelism") =>
    isOurs(record, field, jsonAt(podSet, [...jobPath, field]));
  if (completions !== null && completions !== 1 && completions !== count && !isFree("completions"))
    return refuse(podSet, [...jobPath, "completions"], {
      code: "workers-and-completions",
      message: `${title} has completions: ${text(member(jobSpec, "completions"))}, and ${count === 1 ? "1 worker would be 1 completion" : `${count} workers would be ${count} completions`}`,
      advice: `Ask for as many workers, or set completions to ${count} or remove it if the Job is to be one group of workers.`,
    });
  const parallelism = numberAt(jobSpec, "parallelism");
  const isDefault = parallelism === null || (parallelism === 1 && (completions ?? 1) === 1);
  if (isDefault || parallelism === count || isFree("parallelism")) return null;
  return refuse(podSet, [...jobPath, "parallelism"], {
    code: "workers-and-parallelism",
    message: `${title} has parallelism: ${text(member(jobSpec, "parallelism"))}, and ${count === 1 ? "1 worker runs alone" : `${count} workers all run at once`}`,
    why:
      parallelism === 0 ? "With 0 somebody holds the Job back." : "Workers wait until all of them are there.",
    advice: `Set parallelism to ${count}, or remove it.`,
  });
}

/** Why pods cannot be kept on nodes of their own: there is no group whose pods those would be. Null where there is. */
export function alonePerNode(
  podSet: PodSet,
  onePerNode: Setting<boolean>,
  workers: Setting<number> | null,
): Refusal | null {
  if (!onePerNode.value || !isExplicit(onePerNode)) return null;
  if (workers !== null && workers.value > 1) return null;
  return refuse(podSet, ["kind"], {
    code: "one-per-node-without-workers",
    message: `the pods of ${objectTitle(podSet.object)} cannot each get their own node: it has no group of workers`,
  });
}

/** A number that is written; NaN for something else that is. */
function numberAt(jobSpec: Parameters<typeof member>[0], field: string): number | null {
  const node = member(jobSpec, field);
  return isNullish(node) ? null : (integer(node) ?? Number.NaN);
}
