import { type AcceleratorAsk, type AskedAmount, askedAmount } from "../../workload/accelerators.ts";
import { textAt } from "../../yaml/access.ts";
import type { Pod, PodContainerView } from "../pod.ts";

/** Everything a container asks for that has to do with accelerators, devices first; amounts of zero included. */
export function allAsks({ devices, slices }: PodContainerView): readonly AcceleratorAsk[] {
  return [...devices, ...slices];
}

/** The number asked for, or null where it is no whole number that is zero or more. */
export function countOf(asked: AskedAmount | null): number | null {
  return asked?.amount.kind === "whole" ? asked.amount.count : null;
}

/** What the scheduler counts for an ask: the limit, else the request; 0 where that cannot be read. */
export function effectiveCount(ask: AcceleratorAsk): number {
  return countOf(askedAmount(ask)) ?? 0;
}

/** How much of a resource a container asks for; 0 where it does not. */
export function countIn(container: PodContainerView, resource: string): number {
  const ask = container.devices.find((one) => one.resource === resource);
  return ask === undefined ? 0 : effectiveCount(ask);
}

/** An amount as it is written; empty where there is no text. */
export function writtenAmount({ object }: Pod, { path }: AskedAmount): string {
  return textAt(object.root, path) ?? "";
}

/** Names of the devices that a container asks for, as people say them; of the shares where it names no device. */
export function resourcesOf({ asked, slices }: PodContainerView): string {
  const devices = asked.filter((ask) => !slices.includes(ask));
  return (devices.length > 0 ? devices : asked).map(({ resource }) => resource).join(" and ");
}
