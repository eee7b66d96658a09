import { freeGib, usedGib } from "./budget.ts";
import { cacheInTotal } from "./cache.ts";
import { fitRules, type MemoryShare } from "./data.ts";
import { fractionOf, gib, numberOf } from "./numbers.ts";
import type { FitQuestion, FitVerdict, GpuBudget } from "./types.ts";
import { expertSpread } from "./weights-share.ts";

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
  const gpus = gpusOfWeights(question, which);
  const isRange = weights.gib.least < weights.gib.likely;
  const word = isRange ? (which === "least" ? "at least " : "about ") : "";
  const total = `${word}${gib(weights.gib[which])} of weights`;
  if (gpus === 1) return `${total} on 1 GPU`;
  const own = gib(budget.weights[which]);
  return gpus === tensor * pipeline || which === "least"
    ? `${total} / ${gpus} GPUs = ${own} per GPU`
    : `${total}, the experts divided among ${gpus} GPUs: ${own} per GPU`;
}

/** Among how many GPUs all of the weights are divided, or their experts. */
function gpusOfWeights(question: FitQuestion, which: "least" | "likely"): number {
  const isKnown = which === "least" || question.weights.activeParams !== null;
  return isKnown ? expertSpread(question) : question.tensor * question.pipeline;
}

function usableStep({ question, share, budget }: Explained, which: "low" | "high"): string {
  const part = share[which];
  const memory = `${gib(question.gpu[which])} of GPU memory`;
  if (share.of === "free" || part === 1) return `${memory} per GPU`;
  return `${memory} x ${fractionOf(part)} = ${gib(budget.usable[which])} per GPU`;
}

function exceedsStep({ budget }: Explained): string {
  const { weights, usable } = budget;
  const certain = `${CERTAIN_PART} x ${gib(weights.least)} = ${gib(weights.least * CERTAIN_PART)}`;
  return `${certain} > ${gib(usable.high)}: the weights alone do not fit`;
}

function overheadStep({ budget }: Explained): string {
  const { typical_gib, typical_of_weights } = fitRules().overhead;
  const formula = `${gib(typical_gib)} + ${typical_of_weights * 100} % of the weights`;
  return `${gib(budget.overhead)} for activations and buffers (${formula})`;
}

function cacheSteps({ question, share, budget, length }: Explained): readonly string[] {
  const { weights, concurrency, tensor, pipeline } = question;
  const { cache } = budget;
  if (weights.cache === null || weights.cache.kind === "none" || length === null || cache === null) return [];
  const total = cacheInTotal({ ...question, cache: weights.cache, length });
  const sequences = concurrency === 1 ? "" : ` x ${concurrency} sequences`;
  const onEach = tensor * pipeline === 1 ? "" : `, ${gib(cache)} on each GPU`;
  const step = `${gib(total)} of cache for ${length} tokens${sequences}${onEach}`;
  const free = freeGib(budget);
  if (share.of === "total" || free <= 0) return [step];
  return [
    step,
    `${gib(free)} left by the weights x ${fractionOf(share.low)} = ${gib(free * share.low)} for the cache`,
  ];
}

function sumStep({ budget, share, verdict }: Explained): string {
  const { weights, overhead, cache, usable, left } = budget;
  const result = verdict === "fits" ? `${gib(left)} left` : `${gib(-left)} too much`;
  const isShared = share.of === "free" && freeGib(budget) > 0;
  if (isShared && cache !== null) return `${gib(cache)} of ${gib(left + cache)}: ${result}`;
  const parts = [weights.likely, overhead, ...(cache === null || cache === 0 ? [] : [cache])];
  const sum = `${parts.map((part) => numberOf(part)).join(" + ")} = ${gib(usedGib(budget))}`;
  return `${sum} of ${gib(usable.low)}: ${result}`;
}
