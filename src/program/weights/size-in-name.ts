import { lazy } from "../../kernel/lazy.ts";
import { type NameRule, nameRuleTable } from "./data.ts";
import { PARAM_UNITS } from "./param-count.ts";
import type { SizeConfidence, SizeRange } from "./types.ts";

/** What a name says of a model's size. */
export type NamedSize =
  | { readonly kind: "none" }
  /** The name has numbers, but not the total. */
  | { readonly kind: "unknown" }
  | {
      readonly kind: "size";
      /** In 1e9. */
      readonly params: SizeRange;
      /** Bytes of a parameter at least, where the name does not state a dtype; null for those of 16 bits. */
      readonly leastBytes: number | null;
      readonly sources: readonly string[];
      readonly confidence: SizeConfidence;
    };

/** No name states more parameters, in 1e9: a larger number is something else. */
const LARGEST = 20_000;

const rules = lazy(() =>
  nameRuleTable().rules.map((rule) => ({ rule, pattern: new RegExp(rule.pattern, "g") })),
);

/**
 * @param name as `modelName` gives it
 * @returns the size by the first rule that the name follows; unknown where it holds two different sizes
 */
export function sizeInName(name: string): NamedSize {
  const text = name.replaceAll("_", "-");
  for (const { rule, pattern } of rules()) {
    const found = [...text.matchAll(pattern)];
    if (found.length > 0) return byRule(rule, found);
  }
  return { kind: "none" };
}

/** `06b` may be 0.6 or 6. */
const LEADING_ZERO = /^0\d/;

/** The number that a digit makes with the one before its hyphen, which may be a dot: `qwen3-0-6b`. */
function decimalReading({ input = "", index = 0, 0: text }: RegExpMatchArray): number {
  const before = /(?<![\d.])(\d{1,2})-$/.exec(input.slice(0, index))?.[1];
  const digit = /^\d(?![\d.x])/.exec(text)?.[0];
  return before === undefined || digit === undefined
    ? Number.POSITIVE_INFINITY
    : Number(`${before}.${digit}`);
}

function byRule(rule: NameRule, found: readonly RegExpMatchArray[]): NamedSize {
  if (rule.size === "unknown") return { kind: "unknown" };
  const { size, unit, least, likely } = rule;
  const texts = new Set(found.map((match) => size.map((group) => match[group] ?? "").join("x")));
  const [first] = found;
  if (texts.size > 1 || first === undefined) return { kind: "unknown" };
  const numbers = size.map((group) => first[group] ?? "");
  const number = numbers.reduce((product, text) => product * Number(text), PARAM_UNITS[unit]);
  if (numbers.some((text) => LEADING_ZERO.test(text)) || !(number > 0 && number <= LARGEST))
    return { kind: "unknown" };
  const smallest = Math.min(number, decimalReading(first) * PARAM_UNITS[unit]);
  return {
    kind: "size",
    params: { least: smallest * least, likely: number * likely },
    leastBytes: rule.least_bytes ?? null,
    sources: rule.source,
    confidence: rule.confidence,
  };
}
