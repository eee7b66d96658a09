import type { Placement } from "../../../../gpu/types.ts";
import type { ContainerView } from "../../../../k8s/workload.ts";
import type { Origin } from "../../../../profile/settings.ts";
import {
  type AcceleratorAsk,
  type ContainerAccelerators,
  isAsked,
  type Stance,
  wholeGpus,
} from "../../../../workload/accelerators.ts";
import type { Count } from "./counts.ts";

/** What one container shall ask for in the end. */
export interface Assignment {
  readonly container: ContainerView;
  /** Null where what the container has stays as it is: a claim, an annotated share, or shares without a device. */
  readonly resource: string | null;
  readonly count: number;
  /** What leaves the container because the answer takes its place. */
  readonly replaced: readonly AcceleratorAsk[];
  /** The amounts that are there for `resource`. */
  readonly present: AcceleratorAsk | null;
  readonly reason: string;
  readonly origin: Origin;
}

/** A count that could be settled. */
export type SettledCount = Extract<Count, { readonly ok: true }>;

/** Gives a chosen container its devices: those it has, else the resource of the answer. */
export function assign(
  one: ContainerAccelerators,
  count: SettledCount,
  placement: Placement | null,
  stance: Stance,
): Assignment {
  const kept = stance === "replace" ? null : (one.devices.find(isAsked)?.resource ?? null);
  const isClaimed = one.claims.length > 0;
  const isShareOnly = stance === "keep" && kept === null && one.slices.some(isAsked) && !count.explicit;
  const resource =
    isClaimed || isShareOnly || one.share !== null ? kept : (kept ?? placement?.resource ?? null);
  return {
    container: one.container,
    resource,
    count: count.count,
    replaced: stance === "replace" ? leaving(one, resource) : [],
    present: one.devices.find((ask) => ask.resource === resource) ?? null,
    reason: count.reason,
    origin: count.origin,
  };
}

/** Init containers must not hold on to the accelerator that the others gave up: no node would have both. */
export function replaceElsewhere(
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  placement: Placement,
): readonly Assignment[] {
  return accelerators
    .filter((one) => !chosen.includes(one) && one.container.role === "init" && one.devices.some(isAsked))
    .map((one) => ({
      container: one.container,
      resource: placement.resource,
      count: wholeGpus(one) || 1,
      replaced: leaving(one, placement.resource),
      present: one.devices.find((ask) => ask.resource === placement.resource) ?? null,
      reason: "one pod can have accelerators of one kind only",
      origin: { kind: "default" },
    }));
}

/** Everything but the resource that comes: also shares of another vendor's device. */
function leaving(one: ContainerAccelerators, resource: string | null): readonly AcceleratorAsk[] {
  const vendor = one.devices.find((ask) => ask.resource === resource)?.meaning.vendor;
  return [
    ...one.devices.filter((ask) => ask.resource !== resource),
    ...one.slices.filter((ask) => ask.meaning.vendor !== vendor),
  ];
}
