import type { Placement, Vendor } from "../../../../gpu/types.ts";
import type { ContainerView } from "../../../../k8s/workload.ts";
import { type Advice, isRefusal, type Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import {
  acceleratorsOf,
  askedVendors,
  asksForAccelerator,
  type ContainerAccelerators,
  isAsked,
  mayAskForAccelerator,
  type Stance,
  wholeGpus,
} from "../../../../workload/accelerators.ts";
import { claimedVendor, type DeviceClaim } from "../../../../workload/device-claims.ts";
import { devicesTogether } from "../../../../workload/pod-devices.ts";
import { gpusOfClaims, writtenClaims } from "../../../../workload/written-claims.ts";
import { chooseContainer } from "../../../shared/container.ts";
import { computingPodSets, type PodSetContext } from "../../../shared/context.ts";
import type { PodCount } from "../../../shared/pods.ts";
import { refuseUnknown } from "../../../shared/refuse-unknown.ts";
import { missingClaims, unknownClaims } from "../../../shared/unknown-claims.ts";
import { unknownResources } from "../../../shared/unknown-resources.ts";
import { type Assignment, assign, replaceElsewhere, type SettledCount } from "./assignment.ts";
import { countFor, type Remembered } from "./counts.ts";
import { settleOthers, type TakenAway } from "./other-containers.ts";
import { askPlacement, type Hints } from "./question.ts";
import { countRefusal, secondKind } from "./refusals.ts";
import { keptShare, shareRefusal } from "./shares.ts";

/** What is settled before any step: which containers, which GPUs, which nodes. */
export interface GpuAllocation {
  readonly assignments: readonly Assignment[];
  /** Null where the catalog knows nothing about the accelerator that is kept. */
  readonly placement: Placement | null;
  /** Devices one pod asks for in the end, of whatever kind; of claims the whole GPUs that they count. */
  readonly devicesPerPod: number;
  /** Whole GPUs one pod asks for in the end. */
  readonly gpusPerPod: number;
  /** Whole GPUs of claims that all pods share: they stay as they are. */
  readonly gpusShared: number;
  readonly pods: PodCount;
  /** The pod had no accelerator before: it moves to other nodes. */
  readonly isNew: boolean;
  /** Whose devices the pod asked for before, where that is known. */
  readonly vendorsBefore: readonly Vendor[];
  /** What leaves containers that the GPU is not for. */
  readonly takenAway: readonly TakenAway[];
}

export type AllocationResult =
  | { readonly ok: true; readonly allocation: GpuAllocation; readonly diagnostics: readonly Advice[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** A single pod of its kind, such as the Master of a PyTorchJob, may be one rank among those of another pod set. */
function worksWithOthers(context: PodSetContext): boolean {
  return context.podSet.row.gang === "object" && computingPodSets(context).length > 1;
}

/** Decides containers, counts and placement of a GPU profile, or refuses with a located reason. */
export function allocateGpus(
  context: PodSetContext,
  pods: PodCount,
  remembered: Remembered | null,
): AllocationResult {
  const { podSet, settings } = context;
  const found = acceleratorsOf(podSet, context);
  const claims = writtenClaims(podSet, context);
  const unclear = [...besideUnknownClaims(context, found, claims), ...besideUnknown(context, found)];
  if (unclear.length > 0) return refused(...unclear);
  const choice = chooseContainer(podSet, settings, found, remembered?.container ?? null);
  if (!choice.ok) return refused(choice.problem);
  const others = isAlone(found, choice.containers)
    ? { accelerators: found, takenAway: [], notes: [], problem: null }
    : settleOthers(context, choice, found);
  const { accelerators, takenAway } = others;
  const chosen = accelerators.filter((one) => choice.containers.includes(one.container));
  const stance = stanceTo(context, accelerators);
  const isSharing = accelerators.some(({ share }) => share !== null);
  const objection =
    countRefusal(context, chosen, stance) ??
    (isSharing ? shareRefusal(context, accelerators, chosen, stance) : null);
  if (objection !== null) return refused(objection);
  const counts = chosen.map((one) => countFor(context, one, { stance, remembered }));
  const unsettled = counts.flatMap((count) => (count.ok ? [] : [count.problem]));
  if (unsettled.length > 0) return refused(...unsettled);
  const settled = counts.filter((count): count is SettledCount => count.ok);
  const claimed = gpusOfClaims(claims);
  const devices = devicesPerPod(context, accelerators, chosen, settled) + claimed.perPod + claimed.shared;
  const answer = askPlacement(context, {
    vendor: vendorHint(context, [...chosen, ...found], claims, remembered),
    keeps: stance === "replace" ? "nothing" : whatIsThere(accelerators),
    resource: keptResource(chosen),
    count: Math.max(devices, 1),
    // The GPUs of one pod are those of one machine, and alike.
    uniform: settings.base === "training" && (pods.now > 1 || worksWithOthers(context)),
  });
  if (!answer.ok) return refused(answer.problem);
  const assignments = assignAll(accelerators, chosen, settled, answer.placement, stance);
  const clash = secondKind(context, accelerators, assignments);
  if (clash !== null && isRefusal(clash)) return refused(clash);
  if (others.problem !== null) return refused(others.problem);
  const allocation: GpuAllocation = {
    assignments,
    placement: answer.placement,
    devicesPerPod: devices,
    gpusPerPod: claimed.perPod + wholeGpusPerPod(context, accelerators, assignments),
    gpusShared: claimed.shared,
    pods,
    isNew: whatIsThere(found) === "nothing",
    vendorsBefore: vendorsBefore(found, claims),
    takenAway,
  };
  const warnings = settled.flatMap((count) => count.warnings);
  return {
    ok: true,
    allocation,
    diagnostics: [
      ...others.notes,
      ...(isSharing ? keptShare(context, chosen) : []),
      ...warnings,
      ...answer.notes,
      ...(clash === null ? [] : [clash]),
    ],
  };
}

/** No container but the chosen ones asks for an accelerator. */
function isAlone(all: readonly ContainerAccelerators[], chosen: readonly ContainerView[]): boolean {
  return all.every((one) => chosen.includes(one.container) || !asksForAccelerator(one));
}

function refused(...refusals: readonly Refusal[]): AllocationResult {
  return { ok: false, refusals };
}

/** A pod without any other accelerator would get one beside a claim that may be for a GPU already. */
function besideUnknownClaims(
  context: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  claims: readonly DeviceClaim[],
): readonly Refusal[] {
  if (claims.length === 0 && !accelerators.some(mayAskForAccelerator)) return [];
  if (accelerators.some(asksForAccelerator)) return [];
  const stake = {
    why: "If the claim is for a GPU, another one would be a second accelerator, and the pod would stay Pending.",
    otherwise: "remove the claim first",
  };
  return [...unknownClaims(context, claims, stake), ...missingClaims(context, accelerators, claims)];
}

function vendorsBefore(
  found: readonly ContainerAccelerators[],
  claims: readonly DeviceClaim[],
): readonly Vendor[] {
  const claimed = claimedVendor(claims);
  return [...askedVendors(found), ...(claimed === null ? [] : [claimed])];
}

/** The same of resources: a pod that has a known accelerator keeps that. */
function besideUnknown(
  context: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
): readonly Refusal[] {
  if (accelerators.some(asksForAccelerator)) return [];
  return unknownResources(context).map((one) => refuseUnknown(context, one, UNKNOWN_RESOURCE));
}

const UNKNOWN_RESOURCE = {
  why: "If it is one, another GPU would be a second accelerator, and the pod would stay Pending.",
  otherwise: "remove it first if the GPU is to replace it",
};

function assignAll(
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  settled: readonly SettledCount[],
  placement: Placement | null,
  stance: Stance,
): readonly Assignment[] {
  const assignments = chosen.flatMap((one, index) => {
    const count = settled[index];
    return count === undefined ? [] : [assign(one, count, placement, stance)];
  });
  if (stance === "keep" || placement === null) return assignments;
  return [...assignments, ...replaceElsewhere(accelerators, chosen, placement)];
}

function whatIsThere(accelerators: readonly ContainerAccelerators[]): Hints["keeps"] {
  if (!accelerators.some(asksForAccelerator)) return "nothing";
  if (accelerators.some((one) => [...one.devices, ...one.slices].some(isAsked))) return "resource";
  return accelerators.some(({ share }) => share !== null) ? "share" : "claim";
}

/** What stands in the way of being tolerated by the name of the resource: a part of a GPU, before a whole one. */
function keptResource(chosen: readonly ContainerAccelerators[]): string | null {
  const asked = chosen.flatMap((one) => one.devices).filter(isAsked);
  return (asked.find((ask) => ask.meaning.kind !== "whole") ?? asked[0])?.resource ?? null;
}

/** Only a model, or a vendor other than that of what is there, takes the place of what a pod has. */
function stanceTo(context: PodSetContext, all: readonly ContainerAccelerators[]): Stance {
  const { settings, catalog } = context;
  if (!all.some(asksForAccelerator) || asksByCores(context, all)) return "keep";
  if (isExplicit(settings.model) || isExplicit(settings.mig)) return "replace";
  if (settings.vendor === undefined || !isExplicit(settings.vendor)) return "keep";
  const wanted = catalog.vendor(settings.vendor.value);
  if (!wanted.ok) return "keep";
  return askedVendors(all).some((vendor) => vendor !== wanted.vendor) ? "replace" : "keep";
}

/** Neuron cores are another way to ask for the same devices: with a model of AWS they stay what they are. */
function asksByCores({ settings, catalog }: PodSetContext, all: readonly ContainerAccelerators[]): boolean {
  const asked = all.flatMap((one) => [...one.devices, ...one.slices]).filter(isAsked);
  const areCores = asked.every(({ meaning }) => meaning.vendor === "aws" && meaning.kind === "partition");
  if (!areCores || asked.length === 0 || settings.model === undefined) return false;
  const { value: model } = settings.model;
  const { value: platform } = settings.platform;
  const result = catalog.placement({ platform, model, count: 1, uniform: false, spot: false });
  return result.ok && result.placement.vendor === "aws";
}

/** The vendor of what is there or was there, where nobody names a vendor or model. */
function vendorHint(
  context: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  claims: readonly DeviceClaim[],
  remembered: Remembered | null,
): Vendor | null {
  const [asked] = askedVendors(accelerators);
  if (asked !== undefined) return asked;
  const claimed = claimedVendor(claims);
  if (claimed !== null || remembered?.resource == null) return claimed;
  return context.catalog.resource(remembered.resource)?.vendor ?? null;
}

/** Devices of one pod: the settled counts, and what init containers have of their own. */
function devicesPerPod(
  { podSet }: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  settled: readonly SettledCount[],
): number {
  const indexOf = new Map(chosen.map((one, index) => [one, index]));
  const counts = accelerators.map((one) => {
    const index = indexOf.get(one);
    return index === undefined ? wholeGpus(one) : (settled[index]?.count ?? 0);
  });
  return devicesTogether(podSet, counts);
}

function wholeGpusPerPod(
  { podSet, catalog }: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  assignments: readonly Assignment[],
): number {
  const assigned = new Map(assignments.map((one) => [one.container, one]));
  const counts = accelerators.map((one) => {
    const assignment = assigned.get(one.container);
    if (assignment === undefined || assignment.resource === null) return wholeGpus(one);
    const { resource, replaced, count } = assignment;
    const others = one.devices.filter((ask) => ask.resource !== resource && !replaced.includes(ask));
    const given = catalog.resource(resource)?.kind === "whole" ? count : 0;
    return given + wholeGpus({ ...one, devices: others });
  });
  return devicesTogether(podSet, counts);
}
