import {
  GUARD_KINDS,
  mayHoldCustomKind,
  NODE_KIND_NAMES,
  ONCE_IN_CORE,
  WORKLOAD_KIND_NAMES,
} from "../../k8s/kinds.ts";

/** Which documents a run has to read. */
export interface Relevance {
  readonly kinds: Pick<ReadonlySet<string>, "has">;
  /** For documents whose own `kind` is not at the start of a line: any spelling, anywhere. Errs on reading too much. */
  readonly anywhere: RegExp;
  /** API groups of which every object is read. */
  readonly groups?: readonly string[];
}

/** The same with every object of some API groups. */
export function withGroups(relevance: Relevance, groups: readonly string[]): Relevance {
  return groups.length === 0 ? relevance : { ...relevance, groups: [...new Set(groups)] };
}

function relevanceOf(kinds: readonly string[]): Relevance {
  const anywhere = new RegExp(
    `(?:^|[\\s{,"'?-])kind["']?\\s*:\\s*(?:["']?(?:(?:${kinds.join("|")})\\b|[A-Za-z]*List\\b)|[*&!|>{%]|$)`,
    "m",
  );
  return { kinds: new Set(kinds), anywhere };
}

const KINDS = [...WORKLOAD_KIND_NAMES, ...ONCE_IN_CORE, ...GUARD_KINDS, ...NODE_KIND_NAMES];

/** What every run reads. */
export const ALWAYS: Relevance = relevanceOf(KINDS);

/** What a run reads that may make a Service: one of the same name may be there. */
export const WITH_SERVICES: Relevance = relevanceOf([...KINDS, "Service"]);
/** What the linter reads: the kinds that its rules look at, and those whose schema is known. */
export const LINTED: Relevance = relevanceOf([
  ...KINDS,
  ...["Service", "PodDisruptionBudget", "PersistentVolume", "PriorityClass"],
  ...["ResourceQuota", "LimitRange"],
]);

/** Every object, where schemas of the user's own may be about any. */
export const EVERYTHING: Relevance = { kinds: { has: () => true }, anywhere: /(?:)/ };

const AT_TOP = /^(?:kind|"kind"|'kind')[ \t]*:[ \t]*([^\r\n]*)$/m;

/**
 * True when a document has to be read for a decision. Most of real repositories is never parsed: the test
 * looks for the object's `kind` only, and when it cannot tell it says yes.
 */
export function isRelevant(content: string, relevance: Relevance = ALWAYS): boolean {
  if (relevance.groups?.some((group) => content.includes(`${group}/`))) return true;
  return hasKind(content, relevance) || mayHoldCustomKind(content);
}

function hasKind(content: string, relevance: Relevance): boolean {
  if (hasEscapedKind(content)) return true;
  if (!content.includes("kind")) return false;
  const { anywhere } = relevance;
  // Between brackets a line may begin with the `kind` of any object inside; behind `?` the colon is anywhere.
  if (/^\ufeff?(?:\s|#[^\n]*\n)*[[{]/.test(content)) return anywhere.test(content);
  if (/^[ \t]*\?[ \t]+["']?kind\b/m.test(content)) return true;
  let at = content.startsWith("kind:") ? 0 : content.indexOf("\nkind:") + 1;
  if (at === 0 && !content.startsWith("kind:")) {
    const quoted = AT_TOP.exec(content)?.[1];
    return quoted === undefined ? anywhere.test(content) : isRelevantKind(quoted, relevance);
  }
  // More than one: a `---` was forgotten, and kubectl would take the last.
  do {
    const end = content.indexOf("\n", at);
    if (isRelevantKind(content.slice(at + 5, end < 0 ? content.length : end), relevance)) return true;
    at = end < 0 ? -1 : content.indexOf("\nkind:", end) + 1;
  } while (at > 0);
  return false;
}

/** An alias, a tag, a template or something else that is not a plain word counts: read it and see. */
function isRelevantKind(text: string, { kinds }: Relevance): boolean {
  const name = /^["']?([A-Za-z]+)["']?[ \t]*(?:#.*)?$/.exec(text.trim())?.[1];
  return name === undefined || kinds.has(name) || name.endsWith("List");
}

/** True when a text seems to hold a Kubernetes object at all. */
export function hasObject(text: string): boolean {
  return (text.includes("apiVersion") && text.includes("kind")) || hasEscapedKind(text);
}

/** The key `kind` in double quotes, some letter of it spelled as its number: `"k\u0069nd"`. */
const ESCAPED_KIND =
  /"(?=[^"]*\\)(?:[kind]|\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\U[\da-fA-F]{8}){4}"[ \t]*(?::|$)/m;

function hasEscapedKind(text: string): boolean {
  return text.includes("\\") && ESCAPED_KIND.test(text);
}
