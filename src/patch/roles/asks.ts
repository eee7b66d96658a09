import type { PodSet } from "../../k8s/workload.ts";
import { mayHaveAccelerator } from "../../workload/accelerators.ts";
import { recordsAccelerator } from "../profiles/bursty/records-accelerator.ts";
import type { DecisionContext } from "../shared/context.ts";
import { readRestore } from "../shared/restore-annotation.ts";

/** True for pods that ask for an accelerator, and for those that did before `bursty` took it. */
export function asksOrAsked(podSet: PodSet, context: DecisionContext): boolean {
  if (mayHaveAccelerator(podSet, context)) return true;
  return recordsAccelerator(readRestore(podSet).record, context.catalog);
}
