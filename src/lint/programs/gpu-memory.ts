import type { ModelRow } from "../../gpu/rows.ts";
import { migMemory, statedMemory, type UsableMemory, usableMemory } from "../../program/fit/usable-memory.ts";
import { type AcceleratorAsk, type AskedAmount, askedAmount } from "../../workload/accelerators.ts";
import type { LintContext } from "../context.ts";
import { conditionText } from "../placement/conditions.ts";
import { selectsParts } from "../placement/parted-nodes.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { countOf } from "../resources/asks.ts";
import type { RuleFinding } from "../rule.ts";
import { profileIn } from "../sharing/mig-profiles.ts";
import { selectedModels } from "../sharing/selected.ts";

/** A device that a container may get. */
export interface Device {
  /** With its article: `an l4`, `a MIG device 1g.10gb`. */
  readonly name: string;
  readonly memory: UsableMemory;
}

/** The devices of a container. */
export interface Devices {
  readonly count: number;
  readonly ask: AcceleratorAsk;
  readonly asked: AskedAmount;
  /** Every model that its nodes may have; at least one. */
  readonly possible: readonly Device[];
  /** The fields that say so. */
  readonly related: NonNullable<RuleFinding["related"]>;
}

/** Memory of each GPU of the container in MiB (HAMi: docs/userguide/nvidia-device/specify-device-memory-usage.md). */
const STATED = "nvidia.com/gpumem";

/**
 * What memory the devices of a container have: by their MIG profile, by a share in MiB, or by the GPU model that the pod
 * selects. Null if nothing determines it, and if other pods share the device.
 */
export function devicesOf(container: PodContainerView, pod: Pod, context: LintContext): Devices | null {
  const { asked, slices, hasShare, claims } = container;
  const [ask, ...others] = asked.filter((one) => !slices.includes(one));
  const amount = ask === undefined ? null : askedAmount(ask);
  const count = countOf(amount);
  if (ask === undefined || amount === null || count === null || others.length > 0) return null;
  if (hasShare || claims.length > 0 || amount.inPart !== undefined || selectsParts(pod, context)) return null;
  const devices = { count, ask, asked: amount };
  if (ask.meaning.kind === "mig") return ofProfile(ask, devices, context);
  if (ask.meaning.kind !== "whole") return null;
  const shares = asked.filter((one) => slices.includes(one));
  return shares.length > 0 ? ofShare(shares, devices, pod) : ofModels(ask, devices, pod, context);
}

type Counted = Pick<Devices, "count" | "ask" | "asked">;

/** The number in a profile's name is that of its memory: `1g.10gb`. */
function ofProfile({ resource }: AcceleratorAsk, devices: Counted, { models }: LintContext): Devices | null {
  const profile = profileIn(resource, { models });
  const size = /\.(\d+)gb/.exec(profile ?? "")?.[1];
  if (profile === null || size === undefined) return null;
  const device = { name: `a MIG device ${profile}`, memory: migMemory(Number(size)) };
  return { ...devices, possible: [device], related: [] };
}

function ofShare(shares: readonly AcceleratorAsk[], devices: Counted, { object }: Pod): Devices | null {
  const memory = shares.find(({ resource }) => resource === STATED);
  const amount = memory === undefined ? null : askedAmount(memory);
  const mib = countOf(amount);
  if (amount === null || mib === null || mib < 1 || amount.inPart !== undefined) return null;
  const device = { name: `a share of ${mib} MiB`, memory: statedMemory(mib) };
  const related = { object, path: amount.path, message: `the container asks for ${mib} MiB of each GPU` };
  return { ...devices, possible: [device], related: [related] };
}

function ofModels(ask: AcceleratorAsk, devices: Counted, pod: Pod, context: LintContext): Devices | null {
  const selected = selectedModels(pod, context);
  if (selected === null) return null;
  const { models, requirement } = selected;
  const own = models.filter(({ vendor }) => vendor === ask.meaning.vendor);
  const possible = own.flatMap(deviceOf);
  if (possible.length === 0 || possible.length < own.length) return null;
  const message = `the pod selects ${conditionText(requirement)}`;
  return { ...devices, possible, related: [{ object: pod.object, path: requirement.path, message }] };
}

function deviceOf({ name, memoryGib }: ModelRow): readonly Device[] {
  const memory = usableMemory(name, memoryGib);
  return memory === null ? [] : [{ name: `${articleOf(name)} ${name}`, memory }];
}

/** By how the first letter is spoken: an l4, an h100, a t4. */
function articleOf(name: string): string {
  return /^[aefhilmnorsx]/.test(name) ? "an" : "a";
}
