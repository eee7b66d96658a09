import { assumptions } from "./assumptions.ts";
import { freeGib } from "./budget.ts";
import { cachePerGpu } from "./cache.ts";
import { fitRules, type MemoryShare } from "./data.ts";
import { CERTAIN_PART, explain } from "./explain.ts";
import { longestWithin } from "./longest.ts";
import type { Fit, FitQuestion, FitVerdict, GpuBudget } from "./types.ts";
import { weightsPerGpu } from "./weights-share.ts";

/**
 * Whether a model fits onto GPUs. Only weights that are larger than the memory are certain not to; overheads differ by
 * several GiB between programs and settings, so they can make a fit tight, but never rule it out.
 */
export function checkFit(question: FitQuestion): Fit {
  const { weights } = question;
  const share = shareOf(question);
  const length = question.length ?? weights.maxLength;
  const cacheFor = cacheByLength(question);
  const budget = budgetOf(question, share, length === null ? null : (cacheFor?.(length) ?? null));
  const most = mostTokens(question);
  const room = roomForCache(budget, share);
  const longest = cacheFor === null ? null : longestWithin(cacheFor, room, most);
  const verdict = verdictOf(budget);
  return {
    verdict,
    perGpu: budget,
    longest: weights.cache?.kind === "none" && room >= 0 ? weights.maxLength : longest,
    cacheIs: cacheIs(question),
    steps: explain({ question, share, budget, length, verdict }),
    assumed: assumptions(question, share, length, verdict),
  };
}

/** The share of the memory that counts: the flag's, or else the program's default. */
export function shareOf({ program, fraction }: Pick<FitQuestion, "program" | "fraction">): MemoryShare {
  const rules = fitRules();
  const share = rules.shares.find((row) => row.program === program) ?? rules.other_share;
  return fraction === null ? share : { of: share.of, low: fraction, high: fraction };
}

function budgetOf(question: FitQuestion, share: MemoryShare, cache: number | null): GpuBudget {
  const { gpu } = question;
  const { typical_gib, typical_of_weights } = fitRules().overhead;
  const perGpu = weightsPerGpu(question);
  const usable =
    share.of === "free"
      ? { low: gpu.low, high: gpu.high }
      : { low: gpu.low * share.low, high: gpu.high * share.high };
  const overhead = typical_gib + typical_of_weights * perGpu.likely;
  const budget = { usable, weights: perGpu, overhead, cache, left: 0 };
  return { ...budget, left: roomForCache(budget, share) - (cache ?? 0) };
}

/** GiB of a GPU that weights and overhead leave at least; negative if they leave none. */
function roomForCache(budget: GpuBudget, share: MemoryShare): number {
  const free = freeGib(budget);
  return share.of === "free" && free > 0 ? free * share.low : free;
}

function verdictOf({ usable, weights, left }: GpuBudget): FitVerdict {
  if (weights.least * CERTAIN_PART > usable.high) return "does-not-fit";
  return left < 0 ? "tight" : "fits";
}

function cacheByLength(question: FitQuestion): ((length: number) => number) | null {
  const { cache } = question.weights;
  return cache === null ? null : (length) => cachePerGpu({ ...question, cache, length });
}

function mostTokens({ weights, length }: FitQuestion): number | null {
  return weights.maxLength === null ? null : Math.max(weights.maxLength, length ?? 0);
}

function cacheIs({ weights: { cache } }: FitQuestion): Fit["cacheIs"] {
  if (cache === null) return "unknown";
  if (cache.kind === "none") return "none";
  return cache.complete ? "known" : "at-least";
}
