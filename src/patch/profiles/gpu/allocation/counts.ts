import {
  allRequirements,
  isPositive,
  nodeRequirements,
} from "../../../../k8s/scheduling/node-requirements.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import type { Origin } from "../../../../profile/settings.ts";
import {
  type AcceleratorAsk,
  askedAmount,
  asksForAccelerator,
  type ContainerAccelerators,
  isAsked,
  type Stance,
} from "../../../../workload/accelerators.ts";
import { mayStartCounted } from "../../../../workload/programs/first-look.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import { refuseInPart } from "../../../kustomize/part-diagnostics.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { refuse, warn } from "../../../shared/diagnostics.ts";
import { renderFirst } from "../../../shared/render-first.ts";
import { type ProgramCount, programCount } from "./program-count.ts";

/** What a former `bursty` run recorded, as far as counting and choosing need it. */
export interface Remembered {
  readonly count: number | null;
  readonly resource: string | null;
  readonly container: string | null;
}

/** How many devices a container gets, and why. */
export type Count =
  | {
      readonly ok: true;
      readonly count: number;
      /** Somebody asked for this very number. */
      readonly explicit: boolean;
      readonly reason: string;
      readonly origin: Origin;
      readonly warnings: readonly Advice[];
    }
  | { readonly ok: false; readonly problem: Refusal };

/**
 * The flag's number, else what the container has, else what was recorded, else what its program asks for, else one; 0 for
 * claims and mere shares.
 */
export function countFor(
  context: PodSetContext,
  one: ContainerAccelerators,
  situation: { readonly stance: Stance; readonly remembered: Remembered | null },
): Count {
  const { settings } = context;
  const ask = one.devices.find(isAsked) ?? null;
  if (settings.gpus !== undefined && isExplicit(settings.gpus))
    return explicitCount(context, ask, settings.gpus, situation.stance);
  if (ask !== null) return existingCount(context, one, ask, situation.stance);
  const origin: Origin = { kind: "profile", name: settings.base };
  if (asksForAccelerator(one))
    return situation.stance === "replace"
      ? wholeForPart(context, one)
      : settled(0, "what it has stays as it is", origin);
  if (situation.remembered?.count != null)
    return settled(situation.remembered.count, "as many as before it went to CPUs", origin);
  const program = mayStartCounted(one.container) ? programCount(context.podSet, one.container) : NO_PROGRAM;
  if (program.kind === "number" && program.count > 1 && settings.mig !== undefined)
    return settled(1, "one part of a GPU is the default", origin, [partsDoNotAddUp(context, one, program)]);
  if (program.kind === "number") return settled(program.count, program.reason, program.origin);
  if (settings.gpus !== undefined)
    return settled(settings.gpus.value, "the profile's number of GPUs", settings.gpus.origin);
  return settled(1, `one GPU is the default${program.reason}`, origin, program.warnings);
}

/** CUDA programs use one MIG device only (NVIDIA MIG user guide: CUDA visible devices). */
function partsDoNotAddUp(
  { podSet }: PodSetContext,
  { container }: ContainerAccelerators,
  { reason, count }: Extract<ProgramCount, { readonly kind: "number" }>,
): Advice {
  return warn(podSet, container.path, {
    code: "program-gpus-undecided",
    message: `container "${container.name}" gets 1 MIG device: ${reason}, and ${count} MIG devices cannot work together`,
    why: "A CUDA process uses one MIG device, and MIG devices do not reach each other's memory.",
    advice: "Start the program with one GPU, or leave out --mig.",
  });
}

const NO_PROGRAM: ProgramCount = { kind: "any", reason: "", warnings: [] };

function settled(count: number, reason: string, origin: Origin, warnings: readonly Advice[] = []): Count {
  return { ok: true, count, explicit: false, reason, origin, warnings };
}

/** A shared GPU is asked for once: two replicas are not two shares (NVIDIA gpu-sharing: failRequestsGreaterThanOne). */
function explicitCount(
  context: PodSetContext,
  ask: AcceleratorAsk | null,
  gpus: { readonly value: number; readonly origin: Origin },
  stance: Stance,
): Count {
  const asked = ask === null ? null : askedAmount(ask);
  if (ask !== null && asked !== null && stance === "keep" && ask.meaning.kind === "shared" && gpus.value > 1)
    return {
      ok: false,
      problem: refuse(context.podSet, asked.path, {
        code: "shared-gpu-count",
        message: `"${ask.resource}" is a share of a GPU, and ${gpus.value} shares are not ${gpus.value} times as much`,
      }),
    };
  return {
    ok: true,
    count: gpus.value,
    explicit: true,
    reason: `${gpus.value} per pod ${gpus.value === 1 ? "was" : "were"} asked for`,
    origin: gpus.origin,
    warnings: [],
  };
}

function existingCount(
  context: PodSetContext,
  one: ContainerAccelerators,
  ask: AcceleratorAsk,
  stance: Stance,
): Count {
  const asked = askedAmount(ask);
  const origin: Origin = { kind: "profile", name: context.settings.base };
  if (asked === null) return settled(1, "one GPU is the default", origin);
  const { amount } = asked;
  if (amount.kind === "placeholder")
    return { ok: false, problem: unknownAmount(context, ask.resource, asked) };
  if (amount.kind !== "whole") return { ok: false, problem: badAmount(context, ask.resource, asked) };
  if (becomesPart(context, ask) && amount.count > 1)
    return partForWhole(context, ask, asked.path, amount.count);
  if (stance === "keep" || ask.meaning.kind === "whole" || isWantedPart(context, ask))
    return settled(amount.count, "as many as the container asks for", origin);
  return wholeForPart(context, one);
}

/** The part that was asked for is there already, and its number says what is wanted. */
function isWantedPart({ settings }: PodSetContext, ask: AcceleratorAsk): boolean {
  return settings.mig !== undefined && ask.meaning.kind === "mig";
}

/** Whole GPUs that a part takes the place of. Where a label makes the part, the resource is that of whole ones. */
function becomesPart({ settings, podSet, catalog }: PodSetContext, ask: AcceleratorAsk): boolean {
  if (!isExplicit(settings.mig) || ask.meaning.kind !== "whole") return false;
  return !allRequirements(nodeRequirements(podSet)).some(
    (one) => isPositive(one) && catalog.label(one.key)?.kind === "partition",
  );
}

/** Several whole GPUs do not say how many parts of one do the same work. */
function partForWhole(context: PodSetContext, ask: AcceleratorAsk, path: FieldPath, count: number): Count {
  const origin: Origin = context.settings.mig?.origin ?? { kind: "default" };
  return settled(1, "one part of a GPU takes the place of whole ones", origin, [
    warn(context.podSet, path, {
      code: "whole-gpus-become-part",
      message: `${count} × ${ask.resource} becomes one MIG device`,
    }),
  ]);
}

/** A part of a GPU does not say how many whole ones do the same work. */
function wholeForPart(context: PodSetContext, one: ContainerAccelerators): Count {
  const parts = [...one.devices, ...one.slices].filter(isAsked).map((ask) => ask.resource);
  const origin: Origin = { kind: "profile", name: context.settings.base };
  return settled(1, "one whole GPU takes the place of a part of one", origin, [
    warn(context.podSet, [...one.container.path, "resources"], {
      code: "part-becomes-whole-gpu",
      message: `${parts.join(" and ")} of container "${one.container.name}" becomes one whole GPU`,
    }),
  ]);
}

type KnownAmount = NonNullable<ReturnType<typeof askedAmount>>;

function unknownAmount(
  context: PodSetContext,
  resource: string,
  { amount, path, inPart }: KnownAmount,
): Refusal {
  if (inPart !== undefined && amount.kind !== "whole")
    return refuseInPart(inPart, {
      code: "render-first",
      message: `${inPart.file} sets \`${resource}\` to a placeholder (${amount.text}), and what is decided depends on the number of GPUs`,
      advice: `Render what kustomize builds first: \`kubectl kustomize DIR | envsubst | gpuify -p ${context.settings.profile} -\`.`,
    });
  return renderFirst(context, path, {
    needed: "gpuify needs the number of GPUs",
    orElse: "pass --gpus N",
  });
}

function badAmount(context: PodSetContext, resource: string, { amount, path, inPart }: KnownAmount): Refusal {
  const text = amount.kind === "whole" ? String(amount.count) : amount.text;
  const what = {
    whole: "not usable",
    placeholder: "not known yet",
    fraction: "not a whole number",
    negative: "negative",
    unreadable: "not a quantity that every reader takes for the same whole number",
  }[amount.kind];
  const notice = {
    code: "gpu-quantity-not-whole" as const,
    message: `${resource} is "${text}", ${what}`,
    why: "GPUs are counted, not divided: the API server rejects the pod.",
  };
  return inPart === undefined
    ? refuse(context.podSet, path, { ...notice, advice: "Pass --gpus N, or correct the number." })
    : refuseInPart(inPart, { ...notice, advice: `Correct the number in ${inPart.file}.` });
}
