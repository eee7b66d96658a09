import { memoized } from "../../kernel/memoized.ts";
import { isLabelKey, isLabelValue } from "./label-syntax.ts";
import type { SchedulingNode, SelectorRequirement, SelectorTerm } from "./types.ts";

/**
 * Node selectors as the NodeAffinity plugin matches them.
 * Sources: kubernetes/kubernetes staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go,
 * staging/src/k8s.io/apimachinery/pkg/labels/selector.go and pkg/fields/selector.go.
 */

/** What the values of a condition must be for it to parse, and when it matches; `found` is undefined where there is no label. */
interface Operator {
  readonly parses: (values: readonly string[]) => boolean;
  readonly matches: (found: string | undefined, values: readonly string[]) => boolean;
}

const ON_LABELS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["In", { parses: isSome, matches: (found, values) => found !== undefined && values.includes(found) }],
  ["NotIn", { parses: isSome, matches: (found, values) => found === undefined || !values.includes(found) }],
  ["Exists", { parses: isNone, matches: (found) => found !== undefined }],
  ["DoesNotExist", { parses: isNone, matches: (found) => found === undefined }],
  ["Gt", { parses: isOneInteger, matches: compares((found, limit) => found > limit) }],
  ["Lt", { parses: isOneInteger, matches: compares((found, limit) => found < limit) }],
]);

/** A field that the node does not have reads as empty text. */
const ON_FIELDS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["In", { parses: isOne, matches: (found = "", [value]) => found === value }],
  ["NotIn", { parses: isOne, matches: (found = "", [value]) => found !== value }],
]);

/**
 * The entries of `nodeSelector` that the labels do not meet, in order. Equality and nothing else: unlike a term's
 * conditions, keys and values need not be well-formed (`labels.SelectorFromSet` does not validate).
 */
export function unmetEntries(
  nodeSelector: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
): readonly { readonly key: string; readonly value: string }[] {
  return [...nodeSelector]
    .filter(([key, value]) => labels.get(key) !== value)
    .map(([key, value]) => ({ key, value }));
}

/**
 * True when the node meets one of the terms; without any term none. A term without conditions meets no node, and one
 * with a condition that does not parse neither (the filter ignores the error; the other terms still count).
 */
export function matchesTerms(
  terms: readonly SelectorTerm[],
  node: Pick<SchedulingNode, "name" | "labels">,
): boolean {
  return terms.some((term) => matchesTerm(term, node));
}

/** True when a label with this value meets the condition; undefined: there is no such label. */
export function meetsCondition(condition: SelectorRequirement, found: string | undefined): boolean {
  return isMet(condition, ON_LABELS, found);
}

function matchesTerm(term: SelectorTerm, { name, labels }: Pick<SchedulingNode, "name" | "labels">): boolean {
  const { expressions, fields } = term;
  if (!isWellFormed(term)) return false;
  if (!expressions.every((condition) => isMet(condition, ON_LABELS, labels.get(condition.key)))) return false;
  // A node without a name has no fields at all, and then the conditions on them are not looked at.
  if (name === "") return true;
  return fields.every((condition) =>
    isMet(condition, ON_FIELDS, condition.key === "metadata.name" ? name : undefined),
  );
}

/** Of a term alone, whatever the node: asked once for thousands of nodes. */
const isWellFormed = memoized(({ expressions, fields }: SelectorTerm): boolean => {
  if (expressions.length === 0 && fields.length === 0) return false;
  return expressions.every(isLabelCondition) && fields.every(isFieldCondition);
});

function isMet(
  { operator, values }: SelectorRequirement,
  operators: ReadonlyMap<string, Operator>,
  found: string | undefined,
): boolean {
  return operators.get(operator)?.matches(found, values) ?? false;
}

function isLabelCondition({ key, operator, values }: SelectorRequirement): boolean {
  const parses = ON_LABELS.get(operator)?.parses(values) ?? false;
  return parses && isLabelKey(key) && values.every(isLabelValue);
}

function isFieldCondition({ operator, values }: SelectorRequirement): boolean {
  return ON_FIELDS.get(operator)?.parses(values) ?? false;
}

function isNone(values: readonly string[]): boolean {
  return values.length === 0;
}

function isSome(values: readonly string[]): boolean {
  return values.length > 0;
}

function isOne(values: readonly string[]): boolean {
  return values.length === 1;
}

function isOneInteger(values: readonly string[]): boolean {
  return values.length === 1 && int64(values[0]) !== null;
}

function compares(holds: (found: bigint, limit: bigint) => boolean): Operator["matches"] {
  return (found, values) => {
    const [left, right] = [int64(found), int64(values[0])];
    return left !== null && right !== null && holds(left, right);
  };
}

/** The text as a signed integer of 64 bits, as Go's `strconv.ParseInt(text, 10, 64)` reads it, or null. */
function int64(text: string | undefined): bigint | null {
  if (text === undefined || !/^[+-]?\d+$/.test(text)) return null;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? value : null;
}
