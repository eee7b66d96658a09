import type { SizeLoad, SizeRow } from "../../pipeline/size/types.ts";
import type { SplitFit } from "../../program/fit/counts.ts";
import { programTitle, type SupportNote } from "../../program/support/supports.ts";
import type { Weights } from "../../program/weights/types.ts";

/** GiB with one digit after the point. */
export function gibText(amount: number): string {
  return amount.toFixed(1);
}

/** `4 × h100`, `2 nodes of 8 × l4`. */
export function splitText(gpu: string, { split }: SplitFit): string {
  const { gpus, nodes } = split;
  return nodes === 1 ? `${gpus} × ${gpu}` : `${nodes} nodes of ${gpus / nodes} × ${gpu}`;
}

/** How large a model is, and how it is loaded. */
export function weightsText({ params, dtype, gib, origin }: Weights): string {
  const about = origin === "name" ? "about " : "";
  return `${about}${paramsText(params.likely)} parameters in ${dtype}, ${about}${gibText(gib.likely)} GiB of weights`;
}

/** `70.6 billion`, `560 million`. */
function paramsText(billions: number): string {
  if (billions >= 1000) return `${rounded(billions / 1000)} trillion`;
  return billions >= 1 ? `${rounded(billions)} billion` : `${rounded(billions * 1000)} million`;
}

function rounded(number: number): string {
  return String(Number(number.toPrecision(3)));
}

/** What a program serves. */
export function loadText(load: SizeLoad, { maxLength, cache }: Weights): string {
  const { context, concurrency, cacheDtype } = load;
  const title = titleWithShare(load);
  if (cache === null) return `${title}; the memory that requests need is unknown and not counted`;
  if (cache.kind === "none") return `${title}; requests keep nothing in memory`;
  const requests = concurrency === 1 ? "1 request at a time" : `${concurrency} requests at a time`;
  const length = context ?? maxLength;
  if (length === null) return `${title}, ${requests} of unknown length: their memory is not counted`;
  const own = context === null ? " (the model's maximum)" : "";
  const kept = cacheDtype === null ? "" : `, cache in ${cacheDtype}`;
  return `${title}, ${requests}, up to ${length} tokens${own}${kept}`;
}

function titleWithShare({ program, fraction }: SizeLoad): string {
  const title = programTitle(program);
  return fraction === null ? title : `${title} with ${fraction} of the memory`;
}

/** Tokens of the longest request; empty where the model's cache is not known. */
export function longestText({ fit }: SplitFit): string {
  return fit.longest === null ? "" : String(fit.longest);
}

/** The same in a column: `4 × h100`, `2 × 8 × l4`. */
export function shortSplitText(gpu: string, { split }: SplitFit): string {
  const { gpus, nodes } = split;
  return nodes === 1 ? `${gpus} × ${gpu}` : `${nodes} × ${gpus / nodes} × ${gpu}`;
}

/** `2: 9216` for fewer GPUs that load the weights, with the longest request that fits there; empty for none. */
export function tightText({ fits, tight }: SizeRow): string {
  if (fits === null || tight === null) return "";
  const { longest } = tight.fit;
  return longest === null || longest === 0 ? `${tight.split.gpus}` : `${tight.split.gpus}: ${longest}`;
}

/** How notes are put in a table. */
export const NOTE_WORDS: Readonly<Record<SupportNote, string>> = {
  "as-float16": "float16",
  "no-native-math": "16 bits",
};

/** Notes on a row that its numbers do not show. */
export function notesOf({ runs, notes: codes }: SizeRow): readonly string[] {
  const notes = codes.map((code) => NOTE_WORDS[code]);
  switch (runs) {
    case "yes":
    case "no":
      return notes;
    case "probably-not":
      return ["probably not", ...notes];
    case "unknown":
      return ["runs?", ...notes];
    default:
      return runs satisfies never;
  }
}
