import type { Fact, MatchExpression } from "../../../gpu/types.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import type { Settings } from "../../../profile/settings.ts";
import { items, member, text, textAt } from "../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../yaml/tree.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { ReasonedOperation } from "../../shared/decision.ts";

/** True where a term states the expression: the operator and the key, and all of the values. */
export function states(term: YamlNode | null, wanted: MatchExpression): boolean {
  return items(member(term, "matchExpressions")).some((one) => {
    if (textAt(one, ["key"]) !== wanted.key || textAt(one, ["operator"]) !== wanted.operator) return false;
    const values = items(member(one, "values")).map((value) => text(value));
    return (wanted.values ?? []).every((value) => values.includes(value));
  });
}

/** Those of the facts that a term does not state. */
export function unstated(
  term: YamlNode | null,
  facts: readonly Fact<MatchExpression>[],
): readonly Fact<MatchExpression>[] {
  return facts.filter(({ value }) => !states(term, value));
}

/** A keep-off expression as the record has it: `!key`, or `key notin (a,b)`, as kubectl writes selectors. */
export function keepOffText({ key, operator, values = [] }: MatchExpression): string {
  return operator === "DoesNotExist" ? `!${key}` : `${key} notin (${values.join(",")})`;
}

/** The same where only one of several terms got it: `#1 !key`, by the index of the term. */
export function inTerm(index: number, text: string): string {
  return `#${index} ${text}`;
}

/** A text of the record without its term. */
export function withoutTerm(text: string): string {
  return text.replace(/^#\d+ /, "");
}

/** The label key of a text of the record; older records have keys alone. */
export function keyOfKeepOff(text: string): string {
  return withoutTerm(text)
    .replace(/^!/, "")
    .replace(/ notin .*$/, "");
}

/**
 * Indexes of the expressions of a term (the one at `index` of several) that the record has; a key alone means any that
 * keeps pods off by it.
 */
export function keepOffIndexes(
  term: YamlNode | null,
  recorded: readonly string[],
  index: number | null = null,
): readonly number[] {
  return items(member(term, "matchExpressions")).flatMap((expression, place) => {
    const key = textAt(expression, ["key"]) ?? "";
    const operator = textAt(expression, ["operator"]);
    if (operator !== "DoesNotExist" && operator !== "NotIn") return [];
    const values = items(member(expression, "values")).map((value) => text(value) ?? "");
    const said = keepOffText({ key, operator, values });
    const isOurs = recorded.includes(key) || recorded.includes(said);
    return isOurs || (index !== null && recorded.includes(inTerm(index, said))) ? [place] : [];
  });
}

/** The why of an operation that writes these expressions, one at least. */
export function becauseOf(
  settings: Settings,
  facts: readonly Fact<unknown>[],
): Pick<ReasonedOperation, "step" | "reason" | "origin" | "sources"> {
  return {
    step: "placement",
    reason: [...new Set(facts.map(({ reason }) => reason))].join("; "),
    origin: settings.keepOff?.origin ?? byProfile(settings),
    sources: [...new Set(facts.flatMap(({ provenance }) => provenance.source))],
  };
}

/** Takes a condition on nodes out. */
export function placementRemoval(settings: Settings, path: FieldPath, reason: string): Removal {
  return { path, step: "placement", reason, origin: byProfile(settings) };
}
