import type { KindRow } from "../../../k8s/kind-row.ts";
import type { WorkloadKind } from "../../../k8s/open-kind.ts";
import { listed } from "../../../kernel/words.ts";
import { patternText } from "./words.ts";

/** Whether bursty makes an autoscaler for a kind: for those whose pods one number counts. */
export function autoscalerText({ scale, rollout, life, replicas }: WorkloadKind): string {
  if (scale === "own") return "none: the kind scales itself";
  if (scale === "none") return "none: it has no scale subresource to aim at";
  return replicas !== null && (rollout !== null || life !== undefined)
    ? "bursty makes a HorizontalPodAutoscaler, which aims at its scale subresource"
    : "bursty makes none; one of your own may aim at its scale subresource";
}

/** Where a queue is written, and what its scheduler refuses. */
export function queueText(kind: KindRow): string {
  const { queue, ownQueue, isQueueOptional, queueRefuses = [] } = kind;
  const isOptional = isQueueOptional === true;
  const label = queue === null ? null : `Kueue's label in ${patternText(queue)}`;
  const field = ownQueue === undefined || (label !== null && !isOptional) ? null : patternText(ownQueue);
  const off = isOptional ? "Kueue's integration is off by default" : null;
  const refused = queueRefuses.map(
    ({ at, is, why }) => `refused where ${patternText(at)} is ${listed(is.map(valueText), "or")}: ${why}`,
  );
  if (field !== null)
    return [
      `training writes ${field}${label === null ? "" : `, or ${label} where it names a queue already`}`,
      ...(off === null ? [] : [off]),
      ...refused,
    ].join("; ");
  if (label === null) return "not written: Kueue does not admit the kind";
  return [`training writes ${label}`, ...(off === null ? [] : [off]), ...refused].join("; ");
}

/** A value as it is written; empty text: nothing is, `{}`: something is. */
function valueText(value: string): string {
  if (value === "") return "not set";
  return value === "{}" ? "set" : value;
}

/** What `--workers N` writes. */
export function workersText({ workers, job, podSets }: KindRow): string {
  if (workers !== undefined) {
    const { at, oneLessWith } = workers;
    const less = oneLessWith === null ? "" : `, less 1 where ${patternText(oneLessWith)} is there`;
    return `training writes ${patternText(at)}${less}; the operator lets the pods find each other`;
  }
  if (job !== null)
    return "training makes an Indexed Job of N pods, and a headless Service by which they find each other";
  const specs = podSets.flatMap((set) => (set.job === undefined ? [] : [patternText(set.job)]));
  return specs.length === 0
    ? "refused: no number of pods that work together is known"
    : `training writes completions and parallelism of the JobSpec at ${listed([...new Set(specs)])}`;
}
