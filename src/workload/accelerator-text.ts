import { acceleratorDomains } from "../gpu/resource-domains.ts";
import { ACCELERATOR_WORD } from "./accelerators.ts";

/** A name behind a slash has at most 63 letters (kubernetes.io: Labels and Selectors, syntax of qualified names). */
const NAME_PART = "[\\w.-]{0,63}";

/**
 * A slash behind a domain of accelerators, or before a field's name that reads like one; in JSON it may have a backslash
 * before it, or be written as its code.
 */
const MENTION = new RegExp(
  `/(?:(?<=(?:${acceleratorDomains().map(escaped).join("|")})\\\\?/)|(?=${NAME_PART}?${ACCELERATOR_WORD}${NAME_PART}["']?[ \\t]*:))|\\\\(?:u002f|x2f)`,
  "i",
);

/**
 * True for text in which an object may ask for an accelerator: it names one, and has `limits` or `requests` and a field
 * `resources` or `computeResources`. Looks at letters only, so it errs on yes; what is found fastest comes first.
 */
export function mayAskForAccelerator(text: string): boolean {
  if (!text.includes("/") && !text.includes("\\")) return false;
  if (!text.includes("esources")) return false;
  return (text.includes("limits") || text.includes("requests")) && MENTION.test(text);
}

function escaped(domain: string): string {
  return domain.replace(/\./g, "\\.");
}
