import { type JsonMap, jsonOf, sameJson } from "../../k8s/json.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { byProfile } from "../../profile/by-profile.ts";
import { at, items, member } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import { keepOffIndexes, placementRemoval } from "../profiles/removal/node-expressions.ts";
import { PREFERRED_TERMS, REQUIRED_TERMS } from "../profiles/removal/node-terms.ts";
import { indexOfOurs } from "../profiles/removal/preferred-affinity.ts";
import type { RestoreRecord } from "../records/restore-record.ts";
import type { Removal } from "../shared/collapse.ts";
import type { PodSetContext } from "../shared/context.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { warn } from "../shared/diagnostics.ts";
import { joinSteps, NOTHING, type StepResult } from "../shared/step.ts";

/**
 * Takes the keep-off expressions out of the required terms and puts the recorded GPU expressions back into them.
 * With no record (or a placement that is decided anew) only the keep-off goes.
 */
export function giveBackRequired(
  context: PodSetContext,
  recorded: RestoreRecord["required"],
  keepOff: readonly string[],
): StepResult {
  const { podSet } = context;
  const path = [...podSet.podSpecPath, ...REQUIRED_TERMS];
  const terms = items(at(podSet.podSpec, REQUIRED_TERMS));
  const wanted = recorded === undefined ? [] : recorded.terms;
  if (recorded?.whole === true && terms.every((term) => isOnlyKeepOff(term, keepOff))) {
    const value = wanted.flatMap((matchExpressions) =>
      matchExpressions.length === 0 ? [] : [{ matchExpressions }],
    );
    if (value.length > 0)
      return { ...NOTHING, operations: [{ op: "set", path, value, ...because(context) }] };
  }
  const perTerm = spread(wanted, terms.length, recorded?.whole === true);
  const changes = terms.map((term, index) => {
    const list = [...path, index, "matchExpressions"];
    const gone = keepOffIndexes(term, keepOff, index);
    return changeTerm(context, term, { list, gone, back: perTerm?.[index] ?? [] });
  });
  const lost = perTerm === null ? [notGivenBack(context, path)] : [];
  return joinSteps([...changes, { ...NOTHING, diagnostics: lost }]);
}

/** Takes the keep-off entry out of the preferred terms, and puts recorded entries and expressions back. */
export function givePreferredBack(
  context: PodSetContext,
  recorded: NonNullable<RestoreRecord["preferred"]>,
  keepOff: readonly string[],
): StepResult {
  const { podSet } = context;
  const path = [...podSet.podSpecPath, ...PREFERRED_TERMS];
  const entries = items(at(podSet.podSpec, PREFERRED_TERMS));
  const ours = indexOfOurs(entries, keepOff);
  const returning = recorded.flatMap((one) => {
    if (!("entry" in one)) return [];
    return entries.some((entry) => sameJson(jsonOf(entry), one.entry)) ? [] : [one.entry];
  });
  const whole = returning.map((value, index): ReasonedOperation => {
    const replaces = ours >= 0 && index === 0;
    return replaces
      ? { op: "set", path: [...path, ours], value, ...because(context) }
      : { op: "append", path, value, ...because(context) };
  });
  const parts = recorded.flatMap((one): ReasonedOperation[] => {
    if ("entry" in one || entries[one.at] === undefined) return [];
    const list = [...path, one.at, "preference", "matchExpressions"];
    return missing(at(entries[one.at] ?? null, ["preference"]), one.expressions).map((value) => ({
      op: "append",
      path: list,
      value,
      ...because(context),
    }));
  });
  const removals = ours < 0 || returning.length > 0 ? [] : [keepOffRemoval(context, [...path, ours])];
  const isLost = recorded.some((one) => !("entry" in one) && entries[one.at] === undefined);
  const diagnostics = isLost ? [notGivenBack(context, path)] : [];
  return { ...NOTHING, operations: [...whole, ...parts], removals, diagnostics };
}

/** What leaves a term (indexes of its expressions) and what returns into it. */
interface TermChange {
  readonly list: FieldPath;
  readonly gone: readonly number[];
  readonly back: readonly JsonMap[];
}

/** A keep-off expression makes room for the first one that returns: a list is never emptied and filled at once. */
function changeTerm(context: PodSetContext, term: YamlNode, { list, gone, back }: TermChange): StepResult {
  const returning = missing(term, back);
  const [slot, ...others] = gone;
  const [first, ...rest] = returning;
  const replaces = slot !== undefined && first !== undefined;
  const operations: ReasonedOperation[] = replaces
    ? [{ op: "set", path: [...list, slot], value: first, ...because(context) }]
    : [];
  for (const value of replaces ? rest : returning)
    operations.push({ op: "append", path: list, value, ...because(context) });
  const removals = (replaces ? others : gone).map((index) => keepOffRemoval(context, [...list, index]));
  return { ...NOTHING, operations, removals };
}

/** Which expressions return into which term; null when the terms are no longer those that were recorded. */
function spread(
  recorded: readonly (readonly JsonMap[])[],
  count: number,
  whole: boolean,
): readonly (readonly JsonMap[])[] | null {
  if (recorded.length === 0) return [];
  if (!whole && recorded.length === count) return recorded;
  const [first] = recorded;
  if (first === undefined || !recorded.every((other) => sameJson(other, first))) return null;
  return Array.from({ length: count }, () => first);
}

function missing(term: YamlNode | null, expressions: readonly JsonMap[]): readonly JsonMap[] {
  const present = items(member(term, "matchExpressions")).map(jsonOf);
  return expressions.filter((one) => !present.some((other) => sameJson(other, one)));
}

function isOnlyKeepOff(term: YamlNode, keepOff: readonly string[]): boolean {
  const expressions = items(member(term, "matchExpressions"));
  return member(term, "matchFields") === null && keepOffIndexes(term, keepOff).length === expressions.length;
}

function keepOffRemoval({ settings }: PodSetContext, path: FieldPath): Removal {
  return placementRemoval(settings, path, "it kept the pods off GPU nodes");
}

function notGivenBack({ podSet }: PodSetContext, path: FieldPath): Advice {
  return warn(podSet, path, {
    code: "restore-affinity-changed",
    message: "the recorded GPU affinity is not given back: the terms have changed since",
  });
}

function because({ settings }: PodSetContext): Pick<ReasonedOperation, "step" | "reason" | "origin"> {
  return {
    step: "placement",
    reason: "it was there before the workload went to CPUs",
    origin: byProfile(settings),
  };
}
