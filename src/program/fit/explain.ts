import { cacheInTotal } from "./cache.ts";
import { fitRules, type MemoryShare } from "./data.ts";
import { gib, numberOf } from "./numbers.ts";
import type { FitQuestion, FitVerdict, GpuBudget } from "./types.ts";

/** A checkpoint may be a little smaller than its row says: "does not fit" counts with this part of it. */
export const CERTAIN_PART = 0.97;

/** What was asked and computed. */
export interface Explained {
  readonly question: FitQuestion;
  readonly share: MemoryShare;
  readonly budget: GpuBudget;
  /** Tokens; null where neither the question nor the model states it. */
  readonly length: number | null;
  readonly verdict: FitVerdict;
}

/** The formula with its numbers, a short line each. */
export function explain(explained: Explained): readonly string[] {
  const { verdict } = explained;
  if (verdict === "does-not-fit")
    return [weightsStep(explained, "least"), usableStep(explained, "high"), exceedsStep(explained)];
  return [
    weightsStep(explained, "likely"),
    usableStep(explained, "low"),
    overheadStep(explained),
    ...cacheSteps(explained),
    sumStep(explained),
  ];
}

function weightsStep({ question, budget }: Explained, which: "least" | "likely"): string {
  const { weights, tensor, pipeline } = question;
  const gpus = tensor * pipeline;
  const isRange = weights.gib.least < weights.gib.likely;
  const word = isRange ? (which === "least" ? "at least " : "about ") : "";
  const total = `${word}${gib(weights.gib[which])} of weights`;
  return gpus === 1 ? `${total} on 1 GPU` : `${total} / ${gpus} GPUs = ${gib(budget.weights[which])} per GPU`;
}

function usableStep({ question, share, budget }: Explained, which: "low" | "high"): string {
  const part = share[which];
  const memory = `${gib(question.gpu[which])} of GPU memory`;
  if (share.of === "free" || part === 1) return `${memory} per GPU`;
  return `${memory} x ${numberOf(part)} = ${gib(budget.usable[which])} per GPU`;
}

function exceedsStep({ budget }: Explained): string {
  const certain = budget.weights.least * CERTAIN_PART;
  return `${gib(certain)} (the weights less 3 %) > ${gib(budget.usable.high)}: the weights alone do not fit`;
}

function overheadStep({ budget }: Explained): string {
  const { typical_gib, typical_of_weights } = fitRules().overhead;
  const formula = `${gib(typical_gib)} + ${typical_of_weights * 100} % of the weights`;
  return `${gib(budget.overhead)} for activations and buffers (${formula})`;
}

function cacheSteps({ question, share, budget, length }: Explained): readonly string[] {
  const { weights, concurrency } = question;
  if (weights.cache === null || weights.cache.kind === "none" || length === null || budget.cache === null)
    return [];
  const total = cacheInTotal({ ...question, cache: weights.cache, length });
  const sequences = concurrency === 1 ? "" : ` x ${concurrency} sequences`;
  const step = `${gib(total)} of cache for ${length} tokens${sequences}, ${gib(budget.cache)} on each GPU`;
  return share.of === "free"
    ? [step, `the cache gets ${numberOf(share.low)} of what weights and buffers leave`]
    : [step];
}

function sumStep({ budget, verdict }: Explained): string {
  const { weights, overhead, cache, usable, left } = budget;
  const parts = [weights.likely, overhead, ...(cache === null || cache === 0 ? [] : [cache])];
  const sum = `${parts.map((part) => numberOf(part)).join(" + ")} = ${gib(parts.reduce((a, b) => a + b, 0))}`;
  return verdict === "fits"
    ? `${sum} of ${gib(usable.low)}: ${gib(left)} left`
    : `${sum} of ${gib(usable.low)}: ${gib(-left)} too much`;
}
