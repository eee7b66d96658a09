import type { SizeProof } from "../../pipeline/size/proofs.ts";
import type { TrainingTable } from "../../pipeline/size/training-table.ts";
import type { SizeRow, SizeTable } from "../../pipeline/size/types.ts";
import { usedGib } from "../../program/fit/budget.ts";
import type { SplitFit } from "../../program/fit/counts.ts";
import type { TrainingMemory } from "../../program/fit/training-memory.ts";
import type { Weights } from "../../program/weights/types.ts";

/** What is printed as JSON. `schemas/size.schema.json` describes it. */

/** Of the format: keys that are there stay as they are. */
const VERSION = 1;

/** All answers, and the programs whose model is not known. */
export function sizesData(
  models: readonly object[],
  unknown: readonly { readonly in: LoadedWhere; readonly reason: string }[],
): object {
  return { version: VERSION, models, unknown };
}

/** Where in a manifest a model is loaded. */
export interface LoadedWhere {
  readonly file: string;
  readonly line: number;
  readonly object: string;
  readonly container: string;
  readonly program: string;
  readonly asksForGpus: number;
}

/** One answer: the model, what was asked and the GPU models. `proofs` are null without --explain. */
export function sizeData(answer: SizeTable, where: LoadedWhere | null, proofs: readonly SizeProof[] | null) {
  const { question, rows, leftOut, assumed } = answer;
  const { asked, weights, load, stated } = question;
  return {
    ...(where !== null && { in: where }),
    asked,
    model: weightsData(weights),
    load: { ...load, context: load.context ?? weights.maxLength },
    ...(stated !== null && { stated }),
    gpus: rows.map((row) => rowData(row, proofs === null ? "numbers" : "with-steps")),
    leftOut,
    assumed,
    ...(proofs !== null && { sources: proofs }),
  };
}

/** What training takes on each GPU. */
export function trainingData(
  { weights, method, rows }: TrainingTable,
  proofs: readonly SizeProof[] | null,
): object {
  return {
    version: VERSION,
    model: weightsData(weights),
    training: {
      method,
      perGpu: rows.map(({ gpus, alone, zero2, zero3 }) => ({
        gpus,
        undivided: memoryData(alone),
        zero2: zero2 === null ? null : memoryData(zero2),
        zero3: memoryData(zero3),
      })),
      activations: "on-top",
    },
    ...(proofs !== null && { sources: proofs }),
  };
}

function memoryData({ gib }: TrainingMemory) {
  return { leastGib: rounded(gib.least), likelyGib: rounded(gib.likely) };
}

function weightsData({ name, origin, params, dtype, gib, heads, kvHeads, maxLength, confidence }: Weights) {
  return {
    name,
    origin,
    params: { leastBillions: rounded(params.least), likelyBillions: rounded(params.likely) },
    dtype,
    weights: { leastGib: rounded(gib.least), likelyGib: rounded(gib.likely) },
    heads,
    kvHeads,
    maxLength,
    confidence,
  };
}

function rowData(row: SizeRow, detail: "numbers" | "with-steps") {
  const {
    gpu,
    vendor,
    memoryGib,
    isEstimated,
    perNode,
    largestNode,
    verdict,
    runs,
    reason,
    has,
    notes,
    sources,
  } = row;
  return {
    gpu,
    vendor,
    memoryGib,
    memoryIsEstimated: isEstimated,
    perNode,
    perNodeIsKnown: perNode.length > 0,
    largestNode,
    verdict,
    runs,
    fits: splitData(row.fits, detail),
    tight: splitData(row.tight, detail),
    stated: splitData(row.stated, detail),
    reason,
    has,
    reasonSources: sources,
    notes,
  };
}

function splitData(found: SplitFit | null, detail: "numbers" | "with-steps") {
  if (found === null) return null;
  const { split, fit } = found;
  const { usable, weights, overhead, cache, left } = fit.perGpu;
  return {
    ...split,
    verdict: fit.verdict,
    longest: fit.longest,
    perGpuGib: {
      usable: { low: rounded(usable.low), high: rounded(usable.high) },
      weights: rounded(weights.likely),
      overhead: rounded(overhead),
      cache: cache === null ? null : rounded(cache),
      used: rounded(usedGib(fit.perGpu)),
      left: rounded(left),
    },
    cacheIs: fit.cacheIs,
    ...(detail === "with-steps" && { steps: fit.steps }),
  };
}

function rounded(amount: number): number {
  return Number(amount.toFixed(3));
}
