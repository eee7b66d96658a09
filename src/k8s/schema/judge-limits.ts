import { nearest } from "../../kernel/suggest.ts";
import { listed } from "../../kernel/words.ts";
import type { SchemaText } from "../../yaml/field-diagnostic.ts";
import type { ScalarNode } from "../../yaml/tree.ts";
import { scalarOf } from "./judge-scalar.ts";

/** What is wrong with a scalar of the right type for a field that takes only some: `a;b` are texts, `1..8` a range of numbers. */
export function judgeLimits(node: ScalarNode, limits: string, name: string): SchemaText | null {
  const { type, text } = scalarOf(node);
  if (type === "string") return judgeText(text, limits.split(";"), name);
  const dots = limits.indexOf("..");
  const least = limits.slice(0, dots);
  const most = limits.slice(dots + 2);
  const value = Number(text);
  if ((least === "" || value >= Number(least)) && (most === "" || value <= Number(most))) return null;
  return {
    code: "schema-out-of-range",
    message: `\`${name}\` cannot be ${text}`,
    advice: `write ${rangeWords(least, most)}`,
  };
}

function rangeWords(least: string, most: string): string {
  if (most === "") return `${least} or more`;
  return least === "" ? `${most} or less` : `a number from ${least} to ${most}`;
}

function judgeText(text: string, allowed: readonly string[], name: string): SchemaText | null {
  if (allowed.includes(text)) return null;
  const near = nearest(text, allowed);
  const all = listed(
    allowed.map((one) => (one === "" ? '""' : `\`${one}\``)),
    "or",
  );
  return {
    code: "schema-wrong-value",
    message: `\`${name}\` cannot be \`${text}\``,
    advice: near === undefined ? `write ${all}` : `did you mean \`${near}\`? It may be ${all}`,
  };
}
