import type { Weights } from "../weights/types.ts";
import { checkFit } from "./check-fit.ts";
import { fitRules } from "./data.ts";
import type { Fit, FitQuestion } from "./types.ts";

/** GPUs for one copy of a model, and how they divide it. */
export interface GpuSplit {
  readonly gpus: number;
  readonly nodes: number;
  readonly tensor: number;
  readonly pipeline: number;
}

/** A number of GPUs, and how the model fits there. */
export interface SplitFit {
  readonly split: GpuSplit;
  readonly fit: Fit;
}

/** The smallest sufficient numbers of GPUs; null if none is sufficient. */
export interface SmallestSplits {
  /** Where the length certainly fits. */
  readonly fits: SplitFit | null;
  /** Where the weights load, with a length that may be shorter. */
  readonly loads: SplitFit | null;
}

/** GPUs of the largest nodes that are common, where no source tells how many a node has. */
export const COMMON_NODE_GPUS = 8;

/** More nodes than this are not proposed for one copy of a model. */
const MOST_NODES = 16;

/**
 * How many GPUs a program can divide a model into: those on one node, powers of two first, then several whole nodes, which
 * divide the layers. Programs divide attention heads evenly; key-value heads evenly too, or copy them evenly. Where the heads
 * are not known: powers of two.
 * @param perNode GPUs of a node
 */
export function legalCounts(weights: Weights, program: string, perNode: number): readonly GpuSplit[] {
  const by = fitRules().dividing.find((row) => row.program === program)?.by ?? "heads";
  if (by === "nothing") return perNode >= 1 ? [onOneNode(1)] : [];
  const upToNode = Array.from({ length: Math.max(0, perNode) }, (_, index) => index + 1);
  const legal = upToNode.filter((count) => divides(count, weights, by));
  const ordered = [...legal.filter(isPowerOfTwo), ...legal.filter((count) => !isPowerOfTwo(count))];
  const nodes = legal.includes(perNode)
    ? Array.from({ length: MOST_NODES - 1 }, (_, index) => index + 2)
    : [];
  return [
    ...ordered.map(onOneNode),
    ...nodes.map((count) => ({ gpus: perNode * count, nodes: count, tensor: perNode, pipeline: count })),
  ];
}

/** The first of the numbers of GPUs that are enough, in the order that they are given. */
export function smallest(
  question: Omit<FitQuestion, "tensor" | "pipeline">,
  counts: readonly GpuSplit[],
): SmallestSplits {
  let loads: SplitFit | null = null;
  for (const split of counts) {
    const found = { split, fit: checkFit({ ...question, tensor: split.tensor, pipeline: split.pipeline }) };
    if (found.fit.verdict === "fits") return { fits: found, loads: loads ?? found };
    if (loads === null && isLoaded(found.fit)) loads = found;
  }
  return { fits: null, loads };
}

function isLoaded({ verdict, perGpu: { weights, usable } }: Fit): boolean {
  return verdict !== "does-not-fit" && weights.likely + fitRules().overhead.least_gib <= usable.low;
}

function onOneNode(gpus: number): GpuSplit {
  return { gpus, nodes: 1, tensor: gpus, pipeline: 1 };
}

function divides(count: number, { heads, kvHeads }: Weights, by: "heads" | "key-value heads"): boolean {
  if (heads === null) return isPowerOfTwo(count);
  if (heads % count !== 0) return false;
  if (kvHeads === null || kvHeads % count === 0) return true;
  return by === "heads" && count % kvHeads === 0;
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
