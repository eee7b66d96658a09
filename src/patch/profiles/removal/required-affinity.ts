import type { Json } from "../../../edit/operation.ts";
import type { Fact, MatchExpression } from "../../../gpu/types.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { meaningOfExpression } from "../../../workload/gpu-nodes.ts";
import { items, member } from "../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../yaml/tree.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { ReasonedOperation } from "../../shared/decision.ts";
import { inform, refuse } from "../../shared/diagnostics.ts";
import { expressionJson } from "../../shared/expression-json.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import {
  becauseOf,
  inTerm,
  keepOffText,
  placementRemoval,
  states,
  unstated,
  withoutTerm,
} from "./node-expressions.ts";
import {
  expressionsOf,
  fateOfTerms,
  type KeepOffTerm,
  REQUIRED_TERMS,
  requiredTerms,
  type Term,
} from "./node-terms.ts";

/**
 * Takes GPU expressions out of the required node affinity, with the keep-off expressions of an earlier run that are no
 * longer wanted, and writes the wanted ones into every term: terms are OR-ed, so one term without them would still let
 * the pods onto GPU nodes.
 */
export function changeRequiredAffinity(context: PodSetContext, keepOff: KeepOffTerm): StepResult {
  const path = [...context.podSet.podSpecPath, ...REQUIRED_TERMS];
  const { wanted } = keepOff;
  const recorded = keepOff.recorded.map((one) => asToday(one, wanted));
  const now = wanted.map(({ value }) => keepOffText(value));
  const stale = recorded.filter((one) => !now.includes(withoutTerm(one)));
  const terms = requiredTerms(context, stale);
  const notes = terms.flatMap((term) => mixedDiagnostics(context, term.node, [...path, term.index]));
  const fate = fateOfTerms(terms);
  if (fate === "unclear") return refusedStep(unclear(context, terms));
  const changed =
    terms.length === 0 ? newBlock(context, path, wanted) : changeTerms(context, { path, terms, wanted });
  const lost: RestoreRecord["required"] = {
    whole: fate === "drop",
    terms: terms.map((term) => expressionsOf(term.node, term.gpu)),
  };
  const isLost = terms.some(({ gpu }) => gpu.length > 0);
  const isLeft = wanted.length === 0 && !terms.every((term) => term.empty || term.pure);
  const kept = isLeft ? terms.filter((term) => term.pure && term.stale.length > 0) : [];
  const isChanged = changed.operations.length > 0 || (stale.length > 0 && kept.length === 0);
  const ours = recordOfOurs({ wanted, recorded }, terms, isChanged);
  return {
    ...changed,
    diagnostics: notes,
    record: { ...(ours === null ? {} : { keepOff: ours }), ...(isLost ? { required: lost } : {}) },
  };
}

/** Older records have keys: that of an expression that is still wanted means it. */
function asToday(recorded: string, wanted: KeepOffTerm["wanted"]): string {
  const same = wanted.find(({ value }) => value.key === recorded);
  return same === undefined ? recorded : keepOffText(same.value);
}

/**
 * What to record from now on; null where the record need not change. What stood in some term before, and no record has, is
 * the author's and stays his.
 */
function recordOfOurs(
  { wanted, recorded }: KeepOffTerm,
  terms: readonly Term[],
  isChanged: boolean,
): readonly string[] | null {
  if (!isChanged) return null;
  const real = terms.filter((term) => !term.empty);
  return wanted.flatMap(({ value }) => {
    const text = keepOffText(value);
    const before = recorded.filter((one) => withoutTerm(one) === text);
    if (before.length > 0) return before;
    const without = real.filter(({ node }) => !states(node, value));
    return without.length === real.length ? [text] : without.map(({ index }) => inTerm(index, text));
  });
}

function newBlock(
  { settings }: PodSetContext,
  path: FieldPath,
  wanted: readonly Fact<MatchExpression>[],
): StepResult {
  if (wanted.length === 0) return NOTHING;
  const value: Json = [{ matchExpressions: wanted.map((fact) => expressionJson(fact.value)) }];
  return { ...NOTHING, operations: [{ op: "set", path, value, ...becauseOf(settings, wanted) }] };
}

interface Terms {
  readonly path: FieldPath;
  readonly terms: readonly Term[];
  readonly wanted: readonly Fact<MatchExpression>[];
}

function changeTerms(context: PodSetContext, { path, terms, wanted }: Terms): StepResult {
  const real = terms.filter((term) => !term.empty);
  const isPure = real.length > 0 && real.every((term) => term.pure);
  return joinSteps(
    terms.map((term) => {
      if (term.empty) return isPure ? dropTerm(context, path, term) : NOTHING;
      // Terms about GPUs alone all become the same one.
      if (isPure && (wanted.length === 0 || term !== real[0])) return dropTerm(context, path, term);
      // Somebody added an alternative since: without its only condition this one would match nothing.
      if (term.pure && wanted.length === 0) return NOTHING;
      return changeTerm(context, [...path, term.index], term, wanted);
    }),
  );
}

function dropTerm({ settings }: PodSetContext, path: FieldPath, term: Term): StepResult {
  const reason =
    term.gpu.length === 0
      ? "it kept the pods off GPU nodes and said nothing else"
      : "it asked for a GPU node and nothing else";
  return { ...NOTHING, removals: [placementRemoval(settings, [...path, term.index], reason)] };
}

/** What goes makes room for what comes: a list is never emptied and filled at once. */
function changeTerm(
  { settings }: PodSetContext,
  path: FieldPath,
  term: Term,
  wanted: readonly Fact<MatchExpression>[],
): StepResult {
  const list = [...path, "matchExpressions"];
  const missing = unstated(term.node, wanted);
  const away = [...term.gpu, ...term.stale].sort((a, b) => a - b);
  const operations = missing.map((fact, at): ReasonedOperation => {
    const slot = away[at];
    const value = expressionJson(fact.value);
    const why = becauseOf(settings, [fact]);
    return slot === undefined
      ? { op: "append", path: list, value, ...why }
      : { op: "set", path: [...list, slot], value, ...why };
  });
  const removals = away.slice(missing.length).map((index) => {
    const reason = term.stale.includes(index)
      ? "an earlier run wrote it to keep the pods off GPU nodes"
      : "only GPU nodes match this expression";
    return placementRemoval(settings, [...list, index], reason);
  });
  return { ...NOTHING, operations, removals };
}

function mixedDiagnostics(context: PodSetContext, term: YamlNode, path: FieldPath): readonly Advice[] {
  return items(member(term, "matchExpressions")).flatMap((expression, index) =>
    meaningOfExpression(context.catalog, expression) === "mixed"
      ? [
          inform(context.podSet, [...path, "matchExpressions", index], {
            code: "selector-kept",
            message: "this affinity expression stays: it names GPU nodes and others",
            why: "It does not ask for a GPU, and which of its values are still wanted is not known.",
            advice: "Take the values of GPU nodes out by hand.",
          }),
        ]
      : [],
  );
}

function unclear({ podSet }: PodSetContext, terms: readonly Term[]): Refusal {
  const first = terms.find((term) => term.gpu.length > 0)?.index ?? 0;
  return refuse(podSet, [...podSet.podSpecPath, ...REQUIRED_TERMS, first], {
    code: "affinity-alternatives",
    message:
      "the required node affinity offers GPU nodes or other nodes; which of the terms should stay is not known",
  });
}
