import type { PodSet } from "../k8s/workload.ts";
import { at, count, isNullish } from "../yaml/access.ts";
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

function writtenPods({ object, jobSpec, counts }: PodSet): number | null {
  if (jobSpec !== null) return jobPods(jobSpec).atOnce;
  if (counts.length === 0) return null;
  const numbers = counts.map(({ path, unset }) => {
    const node = at(object.root, path);
    return isNullish(node) ? unset : count(node);
  });
  return numbers.every((number) => number !== null)
    ? numbers.reduce((product, number) => product * number, 1)
    : null;
}
