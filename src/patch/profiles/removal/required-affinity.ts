import type { Json } from "../../../edit/operation.ts";
import type { Fact, MatchExpression } from "../../../gpu/types.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import type { Settings } from "../../../profile/settings.ts";
import { meaningOfExpression } from "../../../workload/gpu-nodes.ts";
import { items, member, text, textAt } from "../../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../../yaml/tree.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { Removal } from "../../shared/collapse.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { ReasonedOperation } from "../../shared/decision.ts";
import { inform, refuse } from "../../shared/diagnostics.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { expressionsOf, fateOfTerms, REQUIRED_TERMS, requiredTerms, type Term } from "./node-terms.ts";

/**
 * Takes GPU expressions out of the required node affinity, and writes `keepOff` into every term: terms are OR-ed, so
 * one term without it would still let the pods onto GPU nodes.
 */
export function changeRequiredAffinity(
  context: PodSetContext,
  keepOff: Fact<MatchExpression> | null,
): StepResult {
  const path = [...context.podSet.podSpecPath, ...REQUIRED_TERMS];
  const terms = requiredTerms(context);
  const notes = terms.flatMap((term) => mixedDiagnostics(context, term.node, [...path, term.index]));
  const fate = fateOfTerms(terms);
  if (fate === "unclear") return refusedStep(unclear(context, terms));
  const real = terms.filter((term) => !term.empty);
  const changed =
    terms.length === 0
      ? newBlock(context, path, keepOff)
      : joinSteps(
          terms.map((term) => {
            if (term.empty) return fate === "drop" ? dropTerm(context, path, term) : NOTHING;
            // Terms about GPUs alone all become the same one.
            if (fate === "drop" && (keepOff === null || term !== real[0]))
              return dropTerm(context, path, term);
            return changeTerm(context, [...path, term.index], term, keepOff);
          }),
        );
  const lost: RestoreRecord["required"] = {
    whole: fate === "drop",
    terms: terms.map((term) => expressionsOf(term.node, term.gpu)),
  };
  return {
    ...changed,
    diagnostics: notes,
    record: { ...changed.record, ...(fate === "keep" ? {} : { required: lost }) },
  };
}

function newBlock(
  { settings }: PodSetContext,
  path: FieldPath,
  keepOff: Fact<MatchExpression> | null,
): StepResult {
  if (keepOff === null) return NOTHING;
  const value: Json = [{ matchExpressions: [expressionJson(keepOff.value)] }];
  return {
    ...NOTHING,
    operations: [{ op: "set", path, value, ...because(settings, keepOff) }],
    record: { keepOff: [keepOff.value.key] },
  };
}

function dropTerm(context: PodSetContext, path: FieldPath, term: Term): StepResult {
  const reason = "it asked for a GPU node and nothing else";
  return { ...NOTHING, removals: [removal(context, [...path, term.index], reason)] };
}

/** A GPU expression makes room for `keepOff`: a list is never emptied and filled at once. */
function changeTerm(
  context: PodSetContext,
  path: FieldPath,
  term: Term,
  keepOff: Fact<MatchExpression> | null,
): StepResult {
  const list = [...path, "matchExpressions"];
  const wanted = keepOff !== null && !hasExpression(term.node, keepOff.value) ? keepOff : null;
  const [first, ...rest] = term.gpu;
  const gone = wanted === null || first === undefined ? term.gpu : rest;
  const removals = gone.map((index) =>
    removal(context, [...list, index], "only GPU nodes match this expression"),
  );
  if (wanted === null) return { ...NOTHING, removals };
  const value = expressionJson(wanted.value);
  const why = because(context.settings, wanted);
  const operation: ReasonedOperation =
    first === undefined
      ? { op: "append", path: list, value, ...why }
      : { op: "set", path: [...list, first], value, ...why };
  return { ...NOTHING, removals, operations: [operation], record: { keepOff: [wanted.value.key] } };
}

function hasExpression(term: YamlNode, wanted: MatchExpression): boolean {
  return items(member(term, "matchExpressions")).some((one) => {
    if (textAt(one, ["key"]) !== wanted.key || textAt(one, ["operator"]) !== wanted.operator) return false;
    const values = items(member(one, "values")).map((value) => text(value));
    return (wanted.values ?? []).every((value) => values.includes(value));
  });
}

function expressionJson({ key, operator, values }: MatchExpression): Json {
  return values === undefined ? { key, operator } : { key, operator, values };
}

function because(
  settings: Settings,
  fact: Fact<unknown>,
): Pick<ReasonedOperation, "step" | "reason" | "origin" | "sources"> {
  return {
    step: "placement",
    reason: fact.reason,
    origin: byProfile(settings),
    sources: fact.provenance.source,
  };
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

function removal({ settings }: PodSetContext, path: FieldPath, reason: string): Removal {
  return { path, step: "placement", reason, origin: byProfile(settings) };
}
