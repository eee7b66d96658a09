import type { Placement, Vendor } from "../gpu/types.ts";
import { objectTitle } from "../k8s/object.ts";
import type { ContainerView } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { isExplicit } from "../profile/origin.ts";
import type { Origin } from "../profile/settings.ts";
import {
  type AcceleratorAsk,
  acceleratorsOf,
  asksForAccelerator,
  type ContainerAccelerators,
  isAsked,
  wholeGpus,
} from "./accelerators.ts";
import { chooseContainer } from "./container.ts";
import type { DecisionContext } from "./context.ts";
import { type Count, countFor, type Remembered } from "./counts.ts";
import { refuse, warn } from "./notice.ts";
import { type PodCount, podGpus } from "./pods.ts";
import { askPlacement } from "./question.ts";

/** What one container shall ask for in the end. */
export interface Assignment {
  readonly container: ContainerView;
  /** Null where what the container has stays as it is: a claim, or shares without a device. */
  readonly resource: string | null;
  readonly count: number;
  /** What leaves the container because the answer takes its place. */
  readonly replaced: readonly AcceleratorAsk[];
  /** The amounts that are there for `resource`. */
  readonly present: AcceleratorAsk | null;
  readonly reason: string;
  readonly origin: Origin;
}

/** What is settled before any step: which containers, which GPUs, which nodes. */
export interface GpuPlan {
  readonly assignments: readonly Assignment[];
  /** Null where the catalog knows nothing about the accelerator that is kept. */
  readonly placement: Placement | null;
  /** Devices one pod asks for in the end, of whatever kind; 0 for a claim. */
  readonly devicesPerPod: number;
  /** Whole GPUs one pod asks for. */
  readonly gpusPerPod: { readonly before: number; readonly after: number };
  readonly pods: PodCount;
  /** The pod had no accelerator before: it moves to other nodes. */
  readonly isNew: boolean;
}

export type PlanResult =
  | { readonly ok: true; readonly plan: GpuPlan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Decides containers, counts and placement of a GPU profile, or refuses with a located reason. */
export function planGpus(
  context: DecisionContext,
  pods: PodCount,
  remembered: Remembered | null,
): PlanResult {
  const { workload, settings, catalog } = context;
  const accelerators = acceleratorsOf(workload, catalog);
  const choice = chooseContainer(workload, settings, accelerators, remembered?.container ?? null);
  if (!choice.ok) return { ok: false, diagnostics: [choice.problem] };
  const chosen = accelerators.filter((one) => choice.containers.includes(one.container));
  const replacing = replacesAccelerators(context, chosen.length > 0 ? accelerators : []);
  const objection = objectionToCount(context, chosen, replacing);
  if (objection !== null) return { ok: false, diagnostics: [objection] };

  const counts = chosen.map((one) => countFor(context, one, { replacing, remembered }));
  const refusals = counts.flatMap((count) => (count.ok ? [] : [count.problem]));
  if (refusals.length > 0) return { ok: false, diagnostics: refusals };
  const settled = counts.filter((count): count is Extract<Count, { ok: true }> => count.ok);
  const devices = devicesOf(context, accelerators, chosen, settled);

  const answer = askPlacement(context, {
    vendor: vendorHint(context, accelerators, chosen, remembered),
    keepsAccelerator: !replacing && chosen.some(asksForAccelerator),
    count: Math.max(devices, 1),
    uniform: settings.base === "training" && (pods.now > 1 || devices > 1),
  });
  if (!answer.ok) return { ok: false, diagnostics: [answer.problem] };

  const assignments = chosen.flatMap((one, index): Assignment[] => {
    const count = settled[index];
    return count === undefined ? [] : [assign(one, count, answer.placement, replacing)];
  });
  const others = replacing ? replaceElsewhere(accelerators, chosen, answer.placement) : [];
  const all = [...assignments, ...others];
  const clash = secondKind(context, accelerators, all);
  if (clash?.severity === "error") return { ok: false, diagnostics: [clash] };
  return {
    ok: true,
    plan: {
      assignments: all,
      placement: answer.placement,
      devicesPerPod: devices,
      gpusPerPod: gpusPerPod(context, accelerators, all),
      pods,
      isNew: !accelerators.some(asksForAccelerator),
    },
    diagnostics: [
      ...settled.flatMap((count) => count.warnings),
      ...answer.notes,
      ...(clash === null ? [] : [clash]),
    ],
  };
}

/** Only a model, or a vendor other than that of what is there, takes the place of what a pod has. */
function replacesAccelerators(context: DecisionContext, all: readonly ContainerAccelerators[]): boolean {
  const { settings, catalog } = context;
  if (!all.some(asksForAccelerator)) return false;
  if (isExplicit(settings.model)) return true;
  if (settings.vendor === undefined || !isExplicit(settings.vendor)) return false;
  const wanted = catalog.vendor(settings.vendor.value);
  return (
    wanted.ok &&
    all.some((one) => one.devices.some((ask) => isAsked(ask) && ask.meaning.vendor !== wanted.vendor))
  );
}

function objectionToCount(
  context: DecisionContext,
  chosen: readonly ContainerAccelerators[],
  replacing: boolean,
): Diagnostic | null {
  const { workload, settings } = context;
  if (settings.gpus === undefined || !isExplicit(settings.gpus))
    return claimObjection(context, chosen, replacing);
  if (settings.gpus.value === 0)
    return refuse(workload, workload.podSpecPath, {
      code: "no-gpus-asked",
      message: `0 GPUs make no sense with the profile "${settings.profile}"`,
      advice: "Use `-p bursty` to take the GPU away.",
    });
  if (chosen.length > 1)
    return refuse(workload, [...workload.podSpecPath, "containers"], {
      code: "gpus-for-several-containers",
      message: `${objectTitle(workload.object)} has several containers that ask for an accelerator: ${chosen.map((one) => one.container.name).join(", ")}`,
      why: "A count for the pod does not say how it is shared out among them.",
      advice: "Name one with --container NAME, or change the counts in the manifest.",
    });
  return claimObjection(context, chosen, replacing);
}

/** A claim's devices are counted and chosen in the claim, which is another object. */
function claimObjection(
  context: DecisionContext,
  chosen: readonly ContainerAccelerators[],
  replacing: boolean,
): Diagnostic | null {
  const { workload, settings } = context;
  const claiming = chosen.find((one) => one.claims.length > 0);
  if (claiming === undefined || (!replacing && !isExplicit(settings.gpus))) return null;
  return refuse(workload, [...claiming.container.path, "resources", "claims"], {
    code: "gpu-by-claim",
    message: `container "${claiming.container.name}" gets its devices by the claim "${claiming.claims[0]}"`,
    why: "A count or model beside a claim would be a second accelerator, and the pod would stay Pending.",
    advice: "Change the ResourceClaim or ResourceClaimTemplate, or remove the claim first.",
  });
}

/** The vendor of what is there, where nobody names a vendor or model. */
function vendorHint(
  context: DecisionContext,
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  remembered: Remembered | null,
): Vendor | null {
  const asks = [...chosen, ...accelerators].flatMap((one) => [...one.devices, ...one.slices]).filter(isAsked);
  const first = asks[0]?.meaning.vendor;
  if (first !== undefined) return first;
  return remembered?.resource == null
    ? null
    : (context.catalog.resource(remembered.resource)?.vendor ?? null);
}

/** Devices of one pod: the settled counts, and what init containers have of their own. */
function devicesOf(
  context: DecisionContext,
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  settled: readonly Extract<Count, { ok: true }>[],
): number {
  const counts = accelerators.map((one) => {
    const index = chosen.indexOf(one);
    return index < 0 ? wholeGpus(one) : (settled[index]?.count ?? 0);
  });
  return podGpus(context.workload, counts);
}

function assign(
  one: ContainerAccelerators,
  count: Extract<Count, { ok: true }>,
  placement: Placement | null,
  replacing: boolean,
): Assignment {
  const { container } = one;
  const kept = replacing ? null : keptResource(one);
  const resource = kept ?? (one.claims.length > 0 ? null : (placement?.resource ?? null));
  const keepsShares = !replacing && kept === null && one.slices.some(isAsked) && !count.explicit;
  return {
    container,
    resource: keepsShares ? null : resource,
    count: count.count,
    replaced: replacing ? leaving(one, resource) : [],
    present: one.devices.find((ask) => ask.resource === resource) ?? null,
    reason: count.reason,
    origin: count.origin,
  };
}

function keptResource(one: ContainerAccelerators): string | null {
  return one.devices.find(isAsked)?.resource ?? null;
}

/** Everything but the resource that comes: also shares of another vendor's device. */
function leaving(one: ContainerAccelerators, resource: string | null): readonly AcceleratorAsk[] {
  const vendor = one.devices.find((ask) => ask.resource === resource)?.meaning.vendor;
  return [
    ...one.devices.filter((ask) => ask.resource !== resource),
    ...one.slices.filter((ask) => ask.meaning.vendor !== vendor),
  ];
}

/** Init containers must not hold on to the accelerator that the others gave up: no node would have both. */
function replaceElsewhere(
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  placement: Placement | null,
): readonly Assignment[] {
  if (placement === null) return [];
  return accelerators
    .filter((one) => !chosen.includes(one) && one.container.role === "init" && one.devices.some(isAsked))
    .map((one) => ({
      container: one.container,
      resource: placement.resource,
      count: wholeGpus(one) || 1,
      replaced: leaving(one, placement.resource),
      present: one.devices.find((ask) => ask.resource === placement.resource) ?? null,
      reason: "one pod can have accelerators of one kind only",
      origin: { kind: "default" } as const,
    }));
}

/** A pod whose containers ask for different devices finds no node; the API server accepts it. */
function secondKind(
  context: DecisionContext,
  accelerators: readonly ContainerAccelerators[],
  assignments: readonly Assignment[],
): Diagnostic | null {
  const { workload } = context;
  const assigned = new Map(assignments.map((one) => [one.container, one]));
  const resources = new Map<string, ContainerView>();
  for (const one of accelerators) {
    const assignment = assigned.get(one.container);
    const gone = new Set(assignment?.replaced.map((ask) => ask.resource));
    for (const ask of one.devices)
      if (isAsked(ask) && !gone.has(ask.resource)) resources.set(ask.resource, one.container);
  }
  const before = resources.size;
  for (const one of assignments) if (one.resource !== null) resources.set(one.resource, one.container);
  if (resources.size < 2) return null;
  const names = [...resources].map(([name, container]) => `${name} in "${container.name}"`).join(", ");
  const notice = {
    code: "second-accelerator",
    message: `${objectTitle(workload.object)} would have accelerators of different kinds: ${names}`,
    why: "The API server accepts that, but the pod stays Pending: no node offers both.",
    advice: "Leave one kind; --vendor or --gpu replaces what a container has.",
  };
  const path = [...workload.podSpecPath, "containers"];
  return resources.size > before ? refuse(workload, path, notice) : warn(workload, path, notice);
}

function gpusPerPod(
  context: DecisionContext,
  accelerators: readonly ContainerAccelerators[],
  assignments: readonly Assignment[],
): GpuPlan["gpusPerPod"] {
  const { workload, catalog } = context;
  const after = accelerators.map((one) => {
    const assignment = assignments.find((other) => other.container === one.container);
    if (assignment === undefined || assignment.resource === null) return wholeGpus(one);
    return catalog.resource(assignment.resource)?.kind === "whole" ? assignment.count : 0;
  });
  return { before: podGpus(workload, accelerators.map(wholeGpus)), after: podGpus(workload, after) };
}
