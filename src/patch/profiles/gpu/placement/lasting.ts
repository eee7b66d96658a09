import {
  allRequirements,
  isPositive,
  nodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import type { PodSet } from "../../../../k8s/workload.ts";

/** What a pod demands of its nodes once this run's edits are made. */
export interface LastingRequirements {
  /** The manifest's own that are still there, with their places in it. */
  readonly own: readonly Requirement[];
  /** Labels that select nodes then, those that the run writes too. */
  readonly keys: ReadonlySet<string>;
}

/**
 * Tells which conditions on nodes stay in the workload as it is `then`: nothing is to be said about one that the same run
 * takes out or rewrites.
 */
export function lastingRequirements(podSet: PodSet, then: PodSet): LastingRequirements {
  const now = allRequirements(nodeRequirements(podSet));
  const left = then === podSet ? now : allRequirements(nodeRequirements(then));
  const texts = new Set(left.map(textOf));
  return {
    own: now.filter((one) => texts.has(textOf(one))),
    keys: new Set(left.filter(isPositive).map(({ key }) => key)),
  };
}

/** Not the path: indexes shift where a condition goes. */
function textOf({ key, operator, values }: Requirement): string {
  return JSON.stringify([key, operator, values]);
}
