/**
 * A number of tokens: `8192`, `32k` and `1.5K`. Small letters count by 1000 and capitals by 1024, as vLLM reads them
 * (vllm/engine/arg_utils.py, human_readable_int). Null for anything else, for nothing, and for more than any model has.
 */
export function tokenCount(text: string): number | null {
  const [, digits = "", unit = ""] = /^(\d{1,12}(?:\.\d{1,12})?)([kKmM]?)$/.exec(text) ?? [];
  const tokens = digits === "" ? 0 : Math.round(Number(digits) * (UNITS[unit] ?? 1));
  return tokens > 0 && tokens <= MOST_TOKENS ? tokens : null;
}

/** Longer sequences are misread numbers. */
const MOST_TOKENS = 100_000_000;

const UNITS: Readonly<Record<string, number>> = { k: 1e3, K: 2 ** 10, m: 1e6, M: 2 ** 20 };
