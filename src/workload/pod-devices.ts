import { COUNTING, podTotal } from "../k8s/scheduling/pod-total.ts";
import type { PodSet } from "../k8s/workload.ts";
import { acceleratorsOf, askedAmount, type ContainerAccelerators, isAsked } from "./accelerators.ts";
import type { Knowledge } from "./knowledge.ts";
import { gpusOfClaims, writtenClaims } from "./written-claims.ts";

/** What one pod takes of accelerators. */
export interface PodDevices {
  /** By resource name, such as 2 of `nvidia.com/gpu`, as the scheduler adds them up; none of 0. */
  readonly byResource: ReadonlyMap<string, number>;
  /** Whole GPUs of the claims (DRA) that each pod has for itself. */
  readonly claimed: number;
  /** Whole GPUs of claims that all pods of the workload share, so that one pod more needs no more of them. */
  readonly shared: number;
}

/** The devices of a pod, as it is written. A resource of which an amount cannot be read is left out. */
export function podDevices(podSet: PodSet, knowledge: Knowledge): PodDevices {
  const accelerators = acceleratorsOf(podSet, knowledge);
  const asked = accelerators.flatMap(({ devices }) => devices.filter(isAsked));
  const byResource = new Map<string, number>();
  for (const resource of new Set(asked.map((ask) => ask.resource))) {
    const counts = accelerators.map((one) => countOf(one, resource));
    if (!counts.every((count) => count !== null)) continue;
    byResource.set(resource, devicesTogether(podSet, counts));
  }
  const { perPod, shared } = gpusOfClaims(writtenClaims(podSet, knowledge));
  return { byResource, claimed: perPod, shared };
}

function countOf({ devices }: ContainerAccelerators, resource: string): number | null {
  const ask = devices.find((one) => one.resource === resource);
  const amount = ask === undefined ? undefined : askedAmount(ask)?.amount;
  if (amount === undefined) return 0;
  return amount.kind === "whole" ? amount.count : null;
}

/** Devices of one pod as the scheduler counts them. `counts` are in the order of `workload.containers`. */
export function devicesTogether({ containers }: PodSet, counts: readonly number[]): number {
  return podTotal(
    containers.map(({ role }, index) => ({ role, own: counts[index] ?? 0 })),
    COUNTING,
  );
}

/** Whole GPUs of one pod, those that it shares left out. */
export function wholeGpusIn({ byResource, claimed }: PodDevices, { catalog }: Knowledge): number {
  let sum = claimed;
  for (const [resource, count] of byResource) if (catalog.resource(resource)?.kind === "whole") sum += count;
  return sum;
}

/** True for a pod that takes no device of its own that can be counted. */
export function hasNoDevices({ byResource, claimed }: PodDevices): boolean {
  return byResource.size === 0 && claimed === 0;
}

/** `2 nvidia.com/gpu and 1 GPU by claim`, for that many pods; empty without devices. */
export function deviceList({ byResource, claimed }: PodDevices, pods = 1): string {
  const listed = [...byResource].map(([resource, count]) => `${count * pods} ${resource}`);
  const gpus = claimed * pods;
  const byClaim = gpus === 0 ? [] : [`${gpus} GPU${gpus === 1 ? "" : "s"} by claim`];
  return [...listed, ...byClaim].join(" and ");
}
