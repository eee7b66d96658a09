import type { Catalog } from "../../../gpu/types.ts";
import type { ContainerView, PodSet } from "../../../k8s/workload.ts";
import { type Command, commandsOf } from "../../../program/command/commands.ts";
import { acceleratorsOf, mayAskForAccelerator, unknownAccelerators } from "../../../workload/accelerators.ts";
import { sidecarOf } from "../../../workload/sidecars.ts";
import type { Surroundings } from "../../../workload/surroundings.ts";
import type { When } from "../data/hints.ts";
import { type GpuBuild, gpuBuildAmong } from "./gpu-build.ts";

/** A workload as the evidence is looked for in it. */
export interface AutoSubject {
  readonly podSet: PodSet;
  readonly surroundings: Surroundings;
  /** True when any container that stays asks for an accelerator. */
  readonly asks: boolean;
  /** An image that is built for GPUs, where none is asked for: the manifest before its first patch. */
  readonly built: GpuBuild | null;
  /** It asks for an accelerator or is built for one, so what it does is done on GPUs. */
  readonly accelerated: boolean;
  /** The containers that do the work: those with an accelerator, else all that are no known helpers. */
  readonly workers: readonly Worker[];
}

/** A container that does the work, with what it runs. */
export interface Worker {
  readonly container: ContainerView;
  /** Empty where the image decides. */
  readonly commands: readonly Command[];
}

/** Opens a workload for recognition. */
export function subjectOf(podSet: PodSet, surroundings: Surroundings, catalog: Catalog): AutoSubject {
  const asking = acceleratorsOf(podSet, { catalog, surroundings })
    .filter((one) => one.container.role !== "init")
    .filter((one) => mayAskForAccelerator(one) || unknownAccelerators(one.container, catalog).length > 0)
    .map((one) => one.container);
  const mains = podSet.containers.filter((container) => container.role === "main");
  const left = mains.filter((container) => sidecarOf(container) === null);
  const working = asking.length > 0 ? asking : left.length > 0 ? left : mains;
  const asks = asking.length > 0;
  const built = asks ? null : gpuBuildAmong(working);
  return {
    podSet,
    surroundings,
    asks,
    built,
    accelerated: asks || built !== null,
    workers: working.map((container) => ({ container, commands: commandsOf(container) })),
  };
}

/** True when a hint counts for this subject. */
export function counts(when: When, { accelerated }: Pick<AutoSubject, "accelerated">): boolean {
  return when === "always" || (when === "accelerated") === accelerated;
}
