import type { Catalog } from "../../../../gpu/types.ts";
import { type ContainerView, podSetTitle } from "../../../../k8s/workload.ts";
import type { Diagnostic, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import {
  type ContainerAccelerators,
  isAsked,
  type Stance,
  unknownAccelerators,
} from "../../../../workload/accelerators.ts";
import { kindOfClaim } from "../../../../workload/device-claims.ts";
import { writtenClaims } from "../../../../workload/written-claims.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { refuse, warn } from "../../../shared/diagnostics.ts";
import type { Assignment } from "./assignment.ts";

/** Why the number of GPUs, or another model or vendor, cannot be written for the chosen containers; else null. */
export function countRefusal(
  context: PodSetContext,
  chosen: readonly ContainerAccelerators[],
  stance: Stance,
): Refusal | null {
  const { podSet, settings } = context;
  const { gpus } = settings;
  if (gpus === undefined || !isExplicit(gpus)) return claimObjection(context, chosen, stance);
  if (gpus.value === 0)
    return refuse(podSet, podSet.podSpecPath, {
      code: "no-gpus-asked",
      message: `the profile "${settings.profile}" needs at least one GPU, and 0 were asked for`,
    });
  if (chosen.length === 1) return claimObjection(context, chosen, stance);
  const names = chosen.map((one) => one.container.name).join(", ");
  return refuse(podSet, [...podSet.podSpecPath, "containers"], {
    code: "gpus-for-several-containers",
    message: `${podSetTitle(podSet)} has several containers that ask for an accelerator: ${names}`,
  });
}

/** A claim's devices are counted and chosen in the claim, which is another object. */
function claimObjection(
  { podSet, settings }: PodSetContext,
  chosen: readonly ContainerAccelerators[],
  stance: Stance,
): Refusal | null {
  const claiming = chosen.find((one) => one.claims.length > 0);
  if (claiming === undefined || (stance === "keep" && !isExplicit(settings.gpus))) return null;
  return refuse(podSet, [...claiming.container.path, "resources", "claims"], {
    code: "gpu-by-claim",
    message: `container "${claiming.container.name}" gets its devices through the claim "${claiming.claims[0]}"`,
  });
}

/**
 * A pod whose containers ask for different devices finds no node; the API server accepts it. Refused where this
 * run would make it so, a warning where the manifest is like that already.
 */
export function secondKind(
  context: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  assignments: readonly Assignment[],
): Diagnostic | null {
  const { podSet, catalog } = context;
  const resources = remaining(accelerators, assignments);
  const before = resources.size;
  for (const { resource, container } of assignments)
    if (resource !== null) resources.set(resource, container.name);
  const isMore = resources.size > before;
  const claims = isMore ? gpuClaimNames(context) : [];
  const unknown = isMore ? podSet.containers.flatMap((one) => unknownNames(one, catalog)) : [];
  const names = [
    ...claims.map((name) => `the claim "${name}"`),
    ...unknown,
    ...[...resources].map(([name, container]) => `${name} in "${container}"`),
  ];
  if (names.length < 2) return null;
  const say = isMore ? refuse : warn;
  return say(podSet, [...podSet.podSpecPath, "containers"], {
    code: "second-accelerator",
    message: `${podSetTitle(podSet)} would have accelerators of different kinds: ${names.join(", ")}`,
    advice:
      claims.length > 0
        ? "Let the container use the claim (resources.claims), or remove the claim first."
        : unknown.length > 0
          ? "Remove the resource first if the GPU is to replace it, or add it to `resources` in gpuify.yaml as `other` if it is not a GPU."
          : "Keep one kind; `--vendor` or `--gpu` replaces what a container has.",
  });
}

/** Devices that are asked for and stay, with the container that has them. */
function remaining(
  accelerators: readonly ContainerAccelerators[],
  assignments: readonly Assignment[],
): Map<string, string> {
  const resources = new Map<string, string>();
  const assigned = new Map(assignments.map((one) => [one.container, one]));
  for (const { container, devices } of accelerators) {
    const replaced = assigned.get(container)?.replaced ?? [];
    for (const ask of devices)
      if (isAsked(ask) && !replaced.includes(ask)) resources.set(ask.resource, container.name);
  }
  return resources;
}

function unknownNames(container: ContainerView, catalog: Catalog): readonly string[] {
  return unknownAccelerators(container, catalog).map(({ name }) => `${name} in "${container.name}"`);
}

/** The pod's claims for GPUs: each is served before the pod starts, also one that no container uses. */
function gpuClaimNames(context: PodSetContext): readonly string[] {
  return writtenClaims(context.podSet, context)
    .filter((claim) => kindOfClaim(claim) === "gpu")
    .map(({ name }) => name);
}
