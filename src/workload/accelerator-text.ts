import { acceleratorDomains } from "../gpu/tables/resources.ts";
import { lazy } from "../kernel/lazy.ts";
import { ACCELERATOR_WORD } from "./accelerators.ts";

/** A name behind a slash has at most 63 letters (kubernetes.io: Labels and Selectors, syntax of qualified names). */
const NAME_PART = "[\\w.-]{0,63}";

/**
 * A slash behind a domain of accelerators, or before a field's name that reads like one; in JSON it may have a backslash
 * before it, or be written as its code.
 */
function mentionExpression(): RegExp {
  const domains = acceleratorDomains().map(escaped).join("|");
  const word = `${NAME_PART}?${ACCELERATOR_WORD}${NAME_PART}["']?[ \\t]*:`;
  return new RegExp(`/(?:(?<=(?:${domains})\\\\?/)|(?=${word}))|\\\\(?:u002f|x2f)`, "i");
}

/** A constant: made of the catalog's rows, which a run that does not ask does not pay for. */
const mention = lazy(mentionExpression);

/**
 * True for text in which an object may ask for an accelerator: it names one, and has `limits` or `requests` and a field
 * `resources` or `computeResources`. Looks at letters only, so it errs on yes; what is found fastest comes first.
 */
export function mentionsAccelerator(text: string): boolean {
  if (!text.includes("/") && !text.includes("\\")) return false;
  if (!text.includes("esources")) return false;
  return (text.includes("limits") || text.includes("requests")) && mention().test(text);
}

function escaped(domain: string): string {
  return domain.replace(/\./g, "\\.");
}
