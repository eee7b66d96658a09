import type { CountTerm } from "../k8s/kind-row.ts";
import type { PodSet } from "../k8s/workload.ts";
import { at, count, isNullish } from "../yaml/access.ts";
import { startsWith } from "../yaml/field-path.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";
import { type Autoscaler, actsAt } from "./autoscalers.ts";
import { jobPods } from "./job-pods.ts";

/** How many pods a workload runs at once. */
export interface PodCounts {
  /** What the manifest says, 1 where it says nothing. */
  readonly written: number;
  /** What it comes to once autoscalers have acted: one that acts leaves at least one pod, or what it has in reserve. */
  readonly least: number;
  readonly most: number;
  /** The autoscalers that change the number; none of a workload that is switched off. */
  readonly scaling: readonly Autoscaler[];
}

/**
 * The pods that a workload runs side by side, with what `autoscalers` (those that aim at it) make of them. Null for
 * kinds without a number of their own, and where it is no whole number or negative, which the API server rejects.
 */
export function podCounts(podSet: PodSet, autoscalers: readonly Autoscaler[]): PodCounts | null {
  const written = writtenPods(podSet);
  if (written === null) return null;
  const scaling = autoscalers.filter((one) => actsAt(one, written));
  if (scaling.length === 0) return { written, least: written, most: written, scaling };
  return {
    written,
    least: Math.max(1, ...scaling.map(({ min }) => min)),
    most: Math.max(1, ...scaling.map(({ max }) => max)),
    scaling,
  };
}

/** Those of the autoscalers that change the number of pods; one that cannot be read is taken for a number above 0. */
export function scalingAutoscalers(
  podSet: PodSet,
  autoscalers: readonly Autoscaler[],
): readonly Autoscaler[] {
  const written = writtenPods(podSet) ?? 1;
  return autoscalers.filter((one) => actsAt(one, written));
}

/** A Job's parallelism is bounded by its completions, so the numbers of a JobSpec are one factor. */
function writtenPods({ object, kind, jobSpec, jobPath, counts }: PodSet): number | null {
  const isUncounted = kind.life === undefined || kind.lifecycle === "per-node";
  if (kind.life === "template" || (jobSpec === null && counts.length === 0 && isUncounted)) return null;
  const others = jobPath === null ? counts : counts.filter((term) => !startsWith(term.at, jobPath));
  const numbers = others.map((term) => numberOf(object.root, term));
  if (!numbers.every((number) => number !== null)) return null;
  const ofJob = jobSpec === null ? 1 : jobPods(jobSpec).atOnce;
  return numbers.reduce((product, number) => product * number, ofJob * (object.wrapper?.copies ?? 1));
}

/** What a factor comes to; null where it is no whole number, or where only something outside the object says it. */
function numberOf(root: MapNode, term: CountTerm): number | null {
  const { at: path, unset, oneLessWith, over, orElse, least, most } = term;
  if (over !== undefined && orElse !== undefined) {
    const [whole, part] = [count(at(root, path)), count(at(root, over))];
    if (whole !== null && part !== null && part > 0)
      return lessOne(root, Math.ceil(whole / part), oneLessWith);
    return numberOf(root, { at: orElse, unset, ...(oneLessWith !== undefined && { oneLessWith }) });
  }
  const node = at(root, path);
  const low = least === undefined ? null : count(at(root, least));
  const high = most === undefined ? null : count(at(root, most));
  const written = isNullish(node) ? (low ?? unset) : count(node);
  if (written === null) return null;
  const bounded = Math.min(Math.max(written, low ?? 0), high ?? Number.POSITIVE_INFINITY);
  return lessOne(root, bounded, oneLessWith);
}

function lessOne(root: MapNode, number: number, oneLessWith: FieldPath | undefined): number {
  const isLess = oneLessWith !== undefined && !isNullish(at(root, oneLessWith));
  return isLess ? Math.max(0, number - 1) : number;
}
