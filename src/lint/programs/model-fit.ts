import { sentence } from "../../kernel/words.ts";
import { usedGib } from "../../program/fit/budget.ts";
import { checkFit } from "../../program/fit/check-fit.ts";
import { COMMON_NODE_GPUS, type GpuSplit, legalCounts, smallest } from "../../program/fit/counts.ts";
import { gib } from "../../program/fit/numbers.ts";
import type { Fit, FitQuestion } from "../../program/fit/types.ts";
import { statedTokens } from "../../program/needs/load.ts";
import type { ProgramRun } from "../../program/needs/need.ts";
import { type LoadedModel, loadedModels } from "../../workload/programs/loaded-models.ts";
import type { LintContext } from "../context.ts";
import { nodeCountProblem } from "../placement/node-count.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { type Device, type Devices, devicesOf } from "./gpu-memory.ts";

/** A model on one of the devices that it may land on. */
interface FitOnDevice {
  readonly device: Device;
  readonly fit: Fit;
}

/** A model that a container loads, on the best of the devices that it may get. */
export interface ModelFit {
  readonly loaded: LoadedModel;
  readonly devices: Devices;
  /** The device with the most free memory. */
  readonly device: Device;
  readonly fit: Fit;
  /** Larger numbers of GPUs that the program can take, and that nodes have. */
  readonly larger: readonly GpuSplit[];
}

/** Engines that load all weights onto the GPUs, as they are stored, or do not start; NIM chooses smaller weights itself. */
const ENGINES: ReadonlySet<string> = new Set(["vllm", "sglang", "tgi", "tei", "lmdeploy", "tensorrt-llm"]);

/**
 * How the models that a container loads fit onto its devices: none where the memory of a device is not known, where a model
 * or its split is not, and where the container has fewer GPUs than the program is started for.
 */
export function modelFits(container: PodContainerView, pod: Pod, context: LintContext): readonly ModelFit[] {
  const devices = devicesOf(container, pod, context);
  if (devices === null) return [];
  return loadedModels(pod.workload, container.view, devices.count).flatMap((loaded): readonly ModelFit[] => {
    const { run, load } = loaded;
    if (!ENGINES.has(load.engine) || load.length?.tokens === "auto") return [];
    if (run.need.kind === "exactly" && run.need.count > devices.count) return [];
    const best = bestOf(loaded, devices);
    if (best === null) return [];
    return [{ loaded, devices, ...best, larger: largerCounts(loaded, devices, pod, context) }];
  });
}

function bestOf(loaded: LoadedModel, { possible }: Devices): FitOnDevice | null {
  const fits = possible.map((device) => ({ device, fit: checkFit(questionOf(loaded, device)) }));
  const [best] = fits.sort(
    (a, b) => RANK[b.fit.verdict] - RANK[a.fit.verdict] || b.fit.perGpu.left - a.fit.perGpu.left,
  );
  return best ?? null;
}

const RANK = { "does-not-fit": 0, tight: 1, fits: 2 } as const;

function questionOf({ weights, load, tensor, pipeline }: LoadedModel, { memory }: Device): FitQuestion {
  const { fraction, cacheDtype, engine } = load;
  return {
    weights,
    gpu: memory,
    tensor,
    pipeline,
    length: statedTokens(load),
    concurrency: 1,
    fraction,
    cacheDtype,
    program: engine,
  };
}

/** The next number of GPUs of one node on which the model fits, or at least its weights; null for none. */
export function nextCount({ loaded, device, larger }: ModelFit): number | null {
  const { fits, loads } = smallest(questionOf(loaded, device), larger);
  return (fits ?? loads)?.split.gpus ?? null;
}

/** The larger numbers that the program can take and the nodes have; none where the option alone does not say the number. */
function largerCounts(
  { weights, load, tensor, pipeline }: LoadedModel,
  { ask }: Devices,
  pod: Pod,
  context: LintContext,
): readonly GpuSplit[] {
  if (pipeline > 1 || ask.meaning.kind !== "whole") return [];
  return legalCounts(weights, load.engine, COMMON_NODE_GPUS).filter(
    ({ nodes, gpus }) =>
      nodes === 1 && gpus > tensor && nodeCountProblem({ pod, ask, count: gpus }, context) === null,
  );
}

/** How to start a program for a number of GPUs: `--tensor-parallel-size 4`. */
export function startedFor({ row }: ProgramRun, count: number): string {
  const option = row.asks?.options?.tensor;
  const name = option?.names[0];
  if (name !== undefined) return `\`${name} ${count}\` and ${count} GPUs`;
  return option?.variable === undefined ? `${count} GPUs` : `${option.variable}=${count} and ${count} GPUs`;
}

/** The formula of weights that do not fit, with its numbers, and the assumptions. */
export function formulaOf(fit: Fit): string {
  return `${sentence(fit.steps.join("; "))}${assumedOf(fit)}`;
}

/** The sum that is too large, with its numbers, and the assumptions. */
export function sumOf(fit: Fit): string {
  const { weights, overhead, cache, usable } = fit.perGpu;
  const parts = `${gib(weights.likely)} of weights + ${gib(overhead)} for activations and buffers + ${gib(cache ?? 0)} of cache`;
  const total = gib(usedGib(fit.perGpu));
  return `${parts} = ${total} on each GPU, of the ${gib(usable.low)} that it can use.${assumedOf(fit)}`;
}

function assumedOf({ assumed }: Fit): string {
  return assumed.length === 0 ? "" : ` Assumed: ${assumed.join("; ")}.`;
}

/** True if only a third party states how large the model is, or what the program does. */
export function isSecondHand({ run, weights }: LoadedModel): boolean {
  return weights.confidence === "secondary" || run.row.asks?.confidence === "secondary";
}

/** The model as the manifest names it; a path as people know what is there. */
export function modelOf({ weights, load }: LoadedModel): string {
  return /^[./]/.test(load.model) ? weights.name : load.model;
}
