import { isKnownCacheDtype, keepsWindows } from "./cache.ts";
import type { MemoryShare } from "./data.ts";
import { fractionOf, numberOf } from "./numbers.ts";
import type { FitQuestion, FitVerdict } from "./types.ts";

/**
 * The assumptions of a computation, a short line each.
 * @param length tokens that were counted; null for none
 */
export function assumptions(
  question: FitQuestion,
  share: MemoryShare,
  length: number | null,
  verdict: FitVerdict,
): readonly string[] {
  return [
    ...aboutSize(question),
    ...aboutShare(question, share),
    ...aboutMemory(question),
    ...(verdict === "does-not-fit" ? [] : aboutCache(question, length)),
  ];
}

function aboutSize({ weights }: FitQuestion): readonly string[] {
  const lines: string[] = [];
  if (weights.origin === "name")
    lines.push(
      `the size is read from the model's name: about ${numberOf(weights.params.likely)} billion parameters`,
    );
  if (!weights.dtypeIsStated) lines.push("parameters have 16 bits, because nothing says otherwise");
  return lines;
}

function aboutShare({ fraction, program }: FitQuestion, share: MemoryShare): readonly string[] {
  if (fraction !== null) return [];
  if (share.of === "free")
    return [`${program} gives the cache ${fractionOf(share.low)} of the free memory by default`];
  if (share.low === 1) return [];
  return [`${program} uses ${fractionOf(share.low)} to ${fractionOf(share.high)} of the memory by default`];
}

function aboutMemory({ gpu }: FitQuestion): readonly string[] {
  return gpu.origin === "nominal" ? ["the GPU's usable memory is estimated from its nominal size"] : [];
}

function aboutCache(question: FitQuestion, length: number | null): readonly string[] {
  const { weights, cacheDtype, program } = question;
  const { cache } = weights;
  if (cache === null) return ["the size of the model's cache is unknown and not counted"];
  if (cache.kind === "none") return [];
  if (length === null) return ["the model's maximum length is unknown, so no cache is counted"];
  const lines: string[] = [];
  if (question.length === null) lines.push(`the length is the model's maximum, ${length} tokens`);
  if (!isKnownCacheDtype(cacheDtype))
    lines.push(`the cache dtype ${cacheDtype} is unknown: counted as 16 bits`);
  if (!cache.complete)
    lines.push("the cache is at least this large: other layers keep a state that is not counted");
  if (!keepsWindows(program) && cache.groups.some(({ window }) => window !== null))
    lines.push("layers with a sliding window are counted with all tokens");
  return lines;
}
