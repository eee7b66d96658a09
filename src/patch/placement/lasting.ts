import {
  type NodeRequirements,
  nodeRequirements,
  type Requirement,
} from "../../k8s/scheduling/node-requirements.ts";
import { asWorkload, type Workload } from "../../k8s/workload.ts";
import { Bug } from "../../kernel/failure.ts";
import type { Intent } from "../intent.ts";
import { treeAfter } from "../restored/tree.ts";

/** What a pod demands of its nodes once this run's edits are made. */
export interface LastingRequirements {
  /** The manifest's own that are still there, with their places in it. */
  readonly own: readonly Requirement[];
  /** Labels of all that are there then, those that the run writes too. */
  readonly keys: ReadonlySet<string>;
}

/** Tells which conditions on nodes stay: nothing is to be said about one that the same run takes out or rewrites. */
export function lastingRequirements(workload: Workload, intents: readonly Intent[]): LastingRequirements {
  const now = allOf(nodeRequirements(workload));
  if (intents.length === 0) return { own: now, keys: new Set(now.map(({ key }) => key)) };
  const then = asWorkload({ ...workload.object, root: treeAfter(workload.object.root, intents) });
  if (then === null || then === "no-pod-spec") throw new Bug("a placed workload is none");
  const left = allOf(nodeRequirements(then));
  const texts = new Set(left.map(textOf));
  return { own: now.filter((one) => texts.has(textOf(one))), keys: new Set(left.map(({ key }) => key)) };
}

function allOf({ selector, terms }: NodeRequirements): readonly Requirement[] {
  return [...selector, ...(terms ?? []).flatMap(({ requirements }) => requirements)];
}

/** Not the path: indexes shift where a condition goes. */
function textOf({ key, operator, values }: Requirement): string {
  return JSON.stringify([key, operator, values]);
}
