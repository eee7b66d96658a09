import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import { type Load, loadOf } from "../../program/needs/load.ts";
import type { ProgramRun } from "../../program/needs/need.ts";
import type { Weights } from "../../program/weights/types.ts";
import { weightsOf } from "../../program/weights/weights-of.ts";
import { programNeed } from "./program-need.ts";

/** A model that a program of a container loads, and over how many GPUs it is split. */
export interface LoadedModel {
  readonly run: ProgramRun;
  readonly load: Load;
  readonly weights: Weights;
  /** GPUs that divide each layer, and groups of them that divide the layers. */
  readonly tensor: number;
  readonly pipeline: number;
}

/**
 * The models that the programs of a container load, where both their size and their split are known: none where a name,
 * an option or a variable leaves that open.
 * @param gpus whole GPUs of the container, which programs without a number take
 */
export function loadedModels(podSet: PodSet, container: ContainerView, gpus: number): readonly LoadedModel[] {
  return programNeed(podSet, container).runs.flatMap((run): readonly LoadedModel[] => {
    const split = splitOf(run, gpus);
    if (split === null) return [];
    const found = loadOf(run, container);
    if (found.kind !== "load") return [];
    const { load } = found;
    const { model, dtype, quantization, engine } = load;
    const weights = weightsOf({ model, dtype, quantization, program: engine });
    return weights === null ? [] : [{ run, load, weights, ...split }];
  });
}

/** How many GPUs divide the model that a program loads; null where that is open. */
export function splitOf({ need }: ProgramRun, gpus: number): Pick<LoadedModel, "tensor" | "pipeline"> | null {
  if (need.kind === "all") return gpus > 0 ? { tensor: gpus, pipeline: 1 } : null;
  if (need.kind !== "exactly") return null;
  if (need.layout !== null) return { tensor: need.layout.tensor, pipeline: need.layout.pipeline };
  return need.count === 1 ? { tensor: 1, pipeline: 1 } : null;
}
