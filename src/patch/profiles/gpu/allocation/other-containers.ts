import { type ContainerView, podSetTitle } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import type { Origin } from "../../../../profile/settings.ts";
import {
  type AcceleratorAsk,
  askedAmount,
  asksForAccelerator,
  type ContainerAccelerators,
  isAsked,
} from "../../../../workload/accelerators.ts";
import { sidecarOf } from "../../../../workload/sidecars.ts";
import type { ContainerChoice } from "../../../shared/container.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, refuse, saidAt, warn } from "../../../shared/diagnostics.ts";

/** Accelerators that leave a container, because they are meant for another one alone. */
export interface TakenAway {
  readonly container: ContainerView;
  readonly asks: readonly AcceleratorAsk[];
  /** One clause, for `--explain`. */
  readonly reason: string;
  readonly origin: Origin;
}

/** What becomes of accelerators of containers that were not chosen. */
interface OtherContainers {
  /** Those of all containers, in their order, without what is taken away. */
  readonly accelerators: readonly ContainerAccelerators[];
  readonly takenAway: readonly TakenAway[];
  readonly notes: readonly Advice[];
  /** Why the pod would have more than was asked for; null where it has not. */
  readonly problem: Refusal | null;
}

type Chosen = Extract<ContainerChoice, { readonly ok: true }>;

/**
 * Each container that asks for a GPU gets one of its own. Where somebody said which container the GPU is for, or how many a
 * pod shall have, that of a known sidecar is taken away, and any other is refused: it may be needed. Where the chosen
 * container has its own and no number was said, the others keep theirs, which is told.
 */
export function settleOthers(
  context: PodSetContext,
  choice: Chosen,
  accelerators: readonly ContainerAccelerators[],
): OtherContainers {
  const chosen = accelerators.filter((one) => choice.containers.includes(one.container));
  const others = accelerators.filter((one) => !chosen.includes(one) && runsBeside(one) && hasDevices(one));
  const { container, gpus } = context.settings;
  const said = [container, gpus].find(isExplicit);
  const isBeside = chosen.some(runsBeside);
  if (said === undefined || others.length === 0 || !isBeside)
    return { accelerators, takenAway: [], notes: [], problem: null };
  const computing = others.filter((one) => sidecarOf(one.container) === null);
  const [first] = computing;
  if (first !== undefined && (isExplicit(gpus) || !chosen.some(asksForAccelerator)))
    return { accelerators, takenAway: [], notes: [], problem: notForThem(context, chosen, first) };
  const helpers = others.filter((one) => !computing.includes(one));
  const takenAway = helpers.map((one) => takeAway(one, chosen, said.origin));
  return {
    problem: null,
    accelerators: accelerators.map((one) =>
      helpers.includes(one) ? { ...one, devices: [], slices: [] } : one,
    ),
    takenAway,
    notes: [
      ...takenAway.map((one) => taken(context, one)),
      ...computing.map((one) => kept(context, chosen, one)),
    ],
  };
}

/** An init container has ended before the others start, and its devices are theirs then. */
function runsBeside({ container }: ContainerAccelerators): boolean {
  return container.role !== "init";
}

/** Claims may be shared, and are counted in the claim. */
function hasDevices({ devices, slices }: ContainerAccelerators): boolean {
  return [...devices, ...slices].some(isAsked);
}

function takeAway(
  { container, devices, slices }: ContainerAccelerators,
  chosen: readonly ContainerAccelerators[],
  origin: Origin,
): TakenAway {
  return {
    container,
    asks: [...devices, ...slices],
    reason: `the GPU is for ${namesOf(chosen)}, and "${container.name}" is ${sidecarOf(container)}`,
    origin,
  };
}

function taken({ podSet }: PodSetContext, { container, asks }: TakenAway): Advice {
  return warn(podSet, pathOf(container, asks), {
    code: "gpu-taken-from-sidecar",
    message: `container "${container.name}" of ${podSetTitle(podSet)} loses ${textOf(asks)}, because it is ${sidecarOf(container)}`,
  });
}

function kept(
  { podSet }: PodSetContext,
  chosen: readonly ContainerAccelerators[],
  { container, devices, slices }: ContainerAccelerators,
): Advice {
  const asks = [...devices, ...slices];
  return inform(podSet, pathOf(container, asks), {
    code: "gpu-on-another-container",
    message: `container "${container.name}" of ${podSetTitle(podSet)} keeps ${textOf(asks)} in addition to the GPU of ${namesOf(chosen)}`,
    advice: `Remove it from the manifest if only ${namesOf(chosen)} should have a GPU.`,
  });
}

function notForThem(
  { podSet, settings: { container: named } }: PodSetContext,
  chosen: readonly ContainerAccelerators[],
  { container, devices, slices }: ContainerAccelerators,
): Refusal {
  const asks = [...devices, ...slices];
  return refuse(podSet, saidAt([named], pathOf(container, asks)), {
    code: "gpu-on-another-container",
    message: `container "${container.name}" of ${podSetTitle(podSet)} asks for ${textOf(asks)}, but the GPU is meant for ${namesOf(chosen)}`,
  });
}

function namesOf(chosen: readonly ContainerAccelerators[]): string {
  return chosen.map(({ container }) => `"${container.name}"`).join(" and ");
}

function pathOf(container: ContainerView, asks: readonly AcceleratorAsk[]): readonly (string | number)[] {
  const asked = asks.filter(isAsked).map(askedAmount);
  return asked[0]?.path ?? [...container.path, "resources"];
}

/** `nvidia.com/gpu: 1`. */
function textOf(asks: readonly AcceleratorAsk[]): string {
  return asks
    .filter(isAsked)
    .map((ask) => {
      const amount = askedAmount(ask)?.amount;
      const number = amount?.kind === "whole" ? String(amount.count) : (amount?.text ?? "");
      return `${ask.resource}: ${number}`;
    })
    .join(" and ");
}
