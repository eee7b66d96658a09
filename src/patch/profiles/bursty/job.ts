import type { Json } from "../../../edit/operation.ts";
import { jsonOf } from "../../../k8s/json.ts";
import { objectTitle } from "../../../k8s/object.ts";
import { isPlaceholder } from "../../../k8s/placeholder.ts";
import type { Refusal } from "../../../kernel/diagnostic.ts";
import type { Setting } from "../../../profile/settings.ts";
import { indexedNames, MAX_LABEL } from "../../../workload/indexed-names.ts";
import { jobPods } from "../../../workload/job-pods.ts";
import { at, integer, isNullish, member, textAt } from "../../../yaml/access.ts";
import type { FieldPath, MapNode } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { refuse, warn } from "../../shared/diagnostics.ts";
import { isFilledInLater, renderFirst } from "../../shared/render-first.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { growthStop } from "./replicas.ts";

/** What is decided about the width of a Job. */
export interface JobDecision {
  readonly part: StepResult;
  /** Pods that run at once. */
  readonly pods: number;
}

/** `--parallelism` and `--shards` for Jobs and CronJobs; null for other kinds. */
export function decideJob(context: PodSetContext): JobDecision | null {
  const { podSet, settings } = context;
  const path = podSet.jobPath;
  if (path === null || podSet.jobSpec === null) return null;
  const job = { spec: podSet.jobSpec, path };
  const pods = jobPods(job.spec).atOnce;
  const unknown = (settings.shards ?? settings.parallelism) ? filledInLater(context, path) : null;
  if (unknown !== null) return { part: refusedStep(unknown), pods };
  if (settings.shards !== undefined) return shard(context, job, settings.shards, pods);
  if (settings.parallelism !== undefined) return widen(context, job, settings.parallelism, pods);
  return { part: NOTHING, pods };
}

/** How many more pods may run follows from how many there are. */
function filledInLater(context: PodSetContext, jobSpec: FieldPath): Refusal | null {
  const path = ["completions", "parallelism"]
    .map((field) => [...jobSpec, field])
    .find((one) => isFilledInLater(context.podSet, one));
  if (path === undefined) return null;
  return renderFirst(context, path, { needed: "the new number of pods depends on it" });
}

interface JobView {
  readonly spec: MapNode;
  readonly path: FieldPath;
}

/** More pods at once, only for a Job that has several completions to work off. */
function widen(context: PodSetContext, job: JobView, wanted: Setting<number>, pods: number): JobDecision {
  const { podSet } = context;
  const completions = integer(member(job.spec, "completions"));
  if (completions === null || completions <= 1) {
    const message = `--parallelism changes nothing for ${objectTitle(podSet.object)}: it has no more than one completion to run`;
    const unused = warn(podSet, job.path, { code: "parallelism-unused", message });
    return { part: { ...NOTHING, diagnostics: [unused] }, pods };
  }
  const value = Math.min(wanted.value, completions);
  if (integer(member(job.spec, "parallelism")) === value) return { part: NOTHING, pods };
  const stop = value > pods ? growthStop(context, `--parallelism ${wanted.value}`) : null;
  if (stop !== null) return { part: { ...NOTHING, diagnostics: [stop] }, pods };
  const reason = `its ${completions} completions can run side by side`;
  return { part: write(context, job, "parallelism", value, wanted, reason), pods: value };
}

/** One completion becomes N numbered ones. */
function shard(context: PodSetContext, job: JobView, wanted: Setting<number>, pods: number): JobDecision {
  const { podSet, settings } = context;
  const count = wanted.value;
  const completions = member(job.spec, "completions");
  const isIndexed = textAt(job.spec, ["completionMode"]) === "Indexed";
  const shards = integer(completions);
  if (isIndexed && shards === count) {
    if (settings.parallelism === undefined) return { part: NOTHING, pods };
    return widen(context, job, settings.parallelism, pods);
  }
  const isSingle = (isNullish(completions) || shards === 1) && pods <= 1;
  if (count < 2 || !isSingle) {
    const unused = warn(podSet, job.path, {
      code: "shards-unused",
      message: `--shards ${count} changes nothing for ${objectTitle(podSet.object)}: ${isSingle ? "one shard is the Job as it is" : "it has several completions or pods already"}`,
    });
    return { part: { ...NOTHING, diagnostics: [unused] }, pods };
  }
  const problem = nameProblem(context, count);
  if (problem !== null) return { part: problem, pods };
  const stop = growthStop(context, `--shards ${count}`);
  if (stop !== null) return { part: { ...NOTHING, diagnostics: [stop] }, pods };
  const width = Math.min(settings.parallelism?.value ?? count, count);
  const said = warn(podSet, job.path, {
    code: "sharded",
    message: `${objectTitle(podSet.object)} now runs ${count} times, as JOB_COMPLETION_INDEX 0 to ${count - 1}`,
  });
  return {
    part: joinSteps([
      isIndexed
        ? NOTHING
        : write(context, job, "completionMode", "Indexed", wanted, "each pod is given its number"),
      write(context, job, "completions", count, wanted, "one completion for each shard"),
      write(
        context,
        job,
        "parallelism",
        width,
        settings.parallelism ?? wanted,
        "the shards run side by side",
      ),
      { ...NOTHING, diagnostics: [said] },
    ]),
    pods: width,
  };
}

function write(
  { podSet }: PodSetContext,
  job: JobView,
  field: string,
  value: Json,
  setting: Setting<number>,
  reason: string,
): StepResult {
  const node = at(podSet.object.root, [...job.path, field]);
  return {
    ...NOTHING,
    operations: [
      { op: "set", path: [...job.path, field], value, step: "scale", reason, origin: setting.origin },
    ],
    record: { set: { [field]: [node === null ? null : jsonOf(node), value] } },
  };
}

/** Host names come from the Job's name. */
function nameProblem({ podSet }: PodSetContext, count: number): StepResult | null {
  // How long it will be is not known.
  if (isPlaceholder(podSet.object.name)) return null;
  const { stem: name, length, hasDots } = indexedNames(podSet, count);
  if (length <= MAX_LABEL && !hasDots) return null;
  return refusedStep(
    refuse(podSet, ["metadata", "name"], {
      code: "shard-name",
      message: hasDots
        ? `the pods of "${name}" cannot be numbered: a host name has no dots`
        : `the pods of "${name}" cannot be numbered: their host names would have ${length} characters, ${MAX_LABEL} are allowed`,
    }),
  );
}
