import type { Vendor } from "../../gpu/types.ts";
import {
  type AcceleratorAsk,
  type AskedAmount,
  askedAmount,
  unknownAccelerators,
} from "../../workload/accelerators.ts";
import type { LintContext } from "../context.ts";
import { selectsParts } from "../placement/parted-nodes.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod, PodContainerView } from "../pod.ts";

/** GPUs that one container has for itself. */
export interface WholeGpus {
  readonly count: number;
  readonly ask: AcceleratorAsk;
  /** The amount that counts, and where it is. */
  readonly asked: AskedAmount;
}

const GPU_VENDORS: ReadonlySet<Vendor> = new Set(["nvidia", "amd", "intel"]);

/**
 * The whole GPUs of a container; null where it has none, where they are shared or cut, where it has claims too, and where
 * the overlays of a kustomization decide how many they are.
 */
export function wholeGpusOf(
  { view, asked, hasShare, claims }: PodContainerView,
  pod: Pod,
  context: LintContext,
): WholeGpus | null {
  const [ask, ...others] = asked;
  if (ask === undefined || others.length > 0 || hasShare || claims.length > 0) return null;
  const { kind, vendor } = ask.meaning;
  const amount = askedAmount(ask);
  if (kind !== "whole" || !GPU_VENDORS.has(vendor) || amount?.amount.kind !== "whole") return null;
  if (amount.inPart !== undefined || unknownAccelerators(view, context.catalog).length > 0) return null;
  return selectsParts(pod, context) ? null : { count: amount.amount.count, ask, asked: amount };
}

/** True if the manifest may determine the memory of the container's devices; false only if it certainly does not. */
export function mayTellMemory({ asked, slices }: PodContainerView, { nodes }: Pod): boolean {
  if (asked.length === 0) return false;
  return (
    slices.length > 0 ||
    asked.some(({ meaning }) => meaning.kind === "mig") ||
    requiredOfAll(nodes).length > 0
  );
}
