import { lazy } from "../../kernel/lazy.ts";
import { type NameRule, nameRuleTable } from "./data.ts";
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

const UNITS = { b: 1, m: 1e-3, t: 1e3 } as const;

/** Models beyond this many 1e9 parameters are misread numbers. */
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

function byRule(rule: NameRule, found: readonly RegExpMatchArray[]): NamedSize {
  if (rule.size === "unknown") return { kind: "unknown" };
  const { size, unit, least, likely } = rule;
  const numbers = new Set(
    found.map((match) => size.reduce((product, group) => product * Number(match[group]), UNITS[unit])),
  );
  const [number = 0] = numbers;
  if (numbers.size > 1 || !(number > 0 && number <= LARGEST)) return { kind: "unknown" };
  return {
    kind: "size",
    params: { least: number * least, likely: number * likely },
    leastBytes: rule.least_bytes ?? null,
    sources: rule.source,
    confidence: rule.confidence,
  };
}
