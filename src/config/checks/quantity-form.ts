import { parseQuantity, wholeNumber } from "../../k8s/quantity.ts";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import { quoted } from "../../kernel/words.ts";

/** Smallest amount of bytes that can be meant. */
const LEAST_BYTES = 1024 * 1024;

/** What is wrong with an amount of memory or CPU, or null. `name` is the field as the user sees it. */
export function quantityProblem(name: string, text: string, unit: "bytes" | "cpus"): UncodedText | null {
  const quantity = parseQuantity(text);
  const example = unit === "bytes" ? "16Gi" : "500m";
  if (quantity === null || text.trim() !== text)
    return { message: `${name} is no quantity: ${quoted(text)}`, advice: spelling(text, unit, example) };
  if (quantity.numerator <= 0n)
    return {
      message: `${name} must be more than nothing, not ${quoted(text)}`,
      advice: `Give an amount such as \`${example}\`, or leave the key out.`,
    };
  if (unit === "cpus") return null;
  if (text.endsWith("m"))
    return {
      message: `${name} is in thousandths of a byte: ${quoted(text)}`,
      advice: `Did you mean \`${text.slice(0, -1)}Mi\`?`,
    };
  const bytes = wholeNumber(quantity);
  if (bytes === null || bytes >= LEAST_BYTES) return null;
  const isBare = /^\d+$/.test(text);
  return {
    message: `${name} is ${bytes} byte${bytes === 1 ? "" : "s"}: ${quoted(text)}`,
    advice: isBare ? `Did you mean \`${text}Gi\`?` : `Give an amount such as \`${example}\`.`,
  };
}

function spelling(text: string, unit: "bytes" | "cpus", example: string): string {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt])(i?)b?\s*$/i.exec(text);
  if (match === null || unit === "cpus") return `Kubernetes writes amounts like \`${example}\`.`;
  return `Did you mean \`${match[1]}${match[2]?.toUpperCase()}i\`?`;
}
