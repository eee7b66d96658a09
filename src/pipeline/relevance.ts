import { GUARD_KINDS, WORKLOAD_KINDS } from "../k8s/kinds.ts";

const RELEVANT = new Set<string>([...WORKLOAD_KINDS.map((row) => row.kind), ...GUARD_KINDS]);
const NAMES = [...RELEVANT].join("|");
/** For documents whose own `kind` is not at the start of a line: any spelling, anywhere. Errs on reading too much. */
const ANYWHERE = new RegExp(
  `(?:^|[\\s{,"'?-])kind["']?\\s*:\\s*(?:["']?(?:(?:${NAMES})\\b|[A-Za-z]*List\\b)|[*&!|>{%]|$)`,
  "m",
);
const AT_TOP = /^(?:kind|"kind"|'kind')[ \t]*:[ \t]*([^\r\n]*)$/m;

/**
 * True when a document has to be read for a decision. Most of real repositories is never parsed: the test
 * looks for the object's `kind` only, and when it cannot tell it says yes.
 */
export function isRelevant(content: string): boolean {
  const top = topKind(content);
  if (top === null) return content.includes("kind") && ANYWHERE.test(content);
  const name = /^["']?([A-Za-z]+)["']?[ \t]*(?:#.*)?$/.exec(top)?.[1];
  // An alias, a tag, a template or something else that is not a plain word: read it and see.
  return name === undefined || RELEVANT.has(name) || name.endsWith("List");
}

/** What stands behind a `kind:` at the start of a line, or null. */
function topKind(content: string): string | null {
  let at = content.startsWith("kind:") ? 0 : content.indexOf("\nkind:") + 1;
  if (at > 0 || content.startsWith("kind:")) {
    at += 5;
    const end = content.indexOf("\n", at);
    return content.slice(at, end < 0 ? content.length : end).trim();
  }
  if (!content.includes("kind")) return null;
  return AT_TOP.exec(content)?.[1]?.trim() ?? null;
}

/** True when a text seems to hold a Kubernetes object at all. */
export function hasObject(text: string): boolean {
  return text.includes("apiVersion") && text.includes("kind");
}
