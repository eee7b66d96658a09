import { gibOfBytes } from "../weights/gib.ts";
import type { SizeRange } from "../weights/types.ts";
import { fitRules, type TrainingMethod } from "./data.ts";
import { gib } from "./numbers.ts";

/** A training run. */
export interface TrainingQuestion {
  /** In 1e9. */
  readonly params: number;
  readonly method: TrainingMethod;
  /** ZeRO-2 divides gradients and optimizer among the GPUs, ZeRO-3 and full FSDP the weights as well. */
  readonly sharding: "none" | "zero2" | "zero3";
  /** Of all nodes together. */
  readonly gpus: number;
}

/** What a training run holds on each GPU before activations, for information alone. */
export interface TrainingMemory {
  /** GiB of each GPU. */
  readonly gib: SizeRange;
  /** The formula with its numbers, a short line each. */
  readonly steps: readonly string[];
}

/** Bytes of a parameter of the weights that every GPU keeps with ZeRO-2. */
const COPY = 2;

/** Estimates what weights, gradients and optimizer take on each GPU; activations come on top and can take as much again. */
export function trainingMemory({ params, method, sharding, gpus }: TrainingQuestion): TrainingMemory {
  const row = fitRules().training.find((training) => training.method === method);
  if (row === undefined) throw new Error(`rules.yaml has no row for training with ${method}`);
  const parts = { sharding: method === "full" || sharding === "zero3" ? sharding : "none", gpus } as const;
  const bytes = { least: perGpu(row.least, parts), likely: perGpu(row.likely, parts) };
  const amount = { least: gibOfBytes(params, bytes.least), likely: gibOfBytes(params, bytes.likely) };
  return {
    gib: amount,
    steps: [
      `${params} billion parameters x ${formula(row.likely, parts)} bytes = ${gib(amount.likely)} per GPU`,
      ...(parts.sharding === "zero3" ? ["plus 4 bytes for each parameter of the largest layer"] : []),
      ...(method === "full" ? [] : ["plus the adapters with their gradients and optimizer state"]),
      "activations are extra",
    ],
  };
}

interface Parts {
  readonly sharding: TrainingQuestion["sharding"];
  readonly gpus: number;
}

/** Source of the sums: DeepSpeed's estimates of ZeRO's memory. */
function perGpu(bytes: number, { sharding, gpus }: Parts): number {
  switch (sharding) {
    case "none":
      return bytes;
    case "zero2":
      return gpus === 1 ? bytes : COPY + bytes / gpus;
    case "zero3":
      return bytes / gpus;
    default:
      return sharding satisfies never;
  }
}

function formula(bytes: number, { sharding, gpus }: Parts): string {
  if (sharding === "none" || gpus === 1) return String(bytes);
  return sharding === "zero2" ? `(${COPY} + ${bytes} / ${gpus})` : `(${bytes} / ${gpus})`;
}
