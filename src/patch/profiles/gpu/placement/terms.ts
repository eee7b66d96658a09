import {
  type AffinityTerm,
  matchingTerms,
  type NodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import type { Refusal } from "../../../../kernel/diagnostic.ts";
import { collapseRemovals, type Removal } from "../../../shared/collapse.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { refuse, warn } from "../../../shared/diagnostics.ts";
import { expressionJson } from "../../../shared/expression-json.ts";
import { NOTHING, refusedStep, type StepResult } from "../../../shared/step.ts";
import { asExpression, type Conflict, tellsModel } from "./conflict.ts";
import { factOrigin, isMet, type WantedFact } from "./facts.ts";
import { conflictOrigin, removalOf } from "./no-spot.ts";
import type { Wanted } from "./wanted.ts";

/** What is settled about the conditions before any operation is made. */
export interface Situation {
  readonly context: PodSetContext;
  readonly wanted: Wanted;
  readonly now: NodeRequirements;
  /** By requirement: conditions that go or change. */
  readonly replaced: ReadonlyMap<Requirement, Conflict>;
  /** The answer's conditions that are written, those already met or kept out left aside. */
  readonly needed: readonly WantedFact[];
  readonly facts: readonly WantedFact[];
}

/** `everywhere` has the facts that every term states now, so that nodeSelector need not. */
interface AffinityResult extends StepResult {
  readonly everywhere: ReadonlySet<WantedFact>;
}

/** Merges the answer into every term of the required affinity; fighting expressions become the answer's. */
export function affinityOperations(situation: Situation): AffinityResult {
  const { now, needed, context } = situation;
  const additions = needed.filter((fact) => fact.where === "affinity");
  const terms = matchingTerms(now);
  if (terms.length === 0) return { ...freshAffinity(situation, additions), everywhere: new Set() };
  const changes = terms.map((term) => termChange(situation, term, additions));
  const emptied = changes.filter((change) => change.left === 0);
  if (emptied.length > 0 && emptied.length < terms.length)
    return { ...refusedStep(orOfTerms(context, situation)), everywhere: new Set() };
  if (emptied.length > 0) return { ...NOTHING, operations: dropRequired(situation), everywhere: new Set() };
  const everywhere = new Set(
    situation.facts.filter((fact) => changes.every((change) => change.stated.has(fact))),
  );
  return { ...NOTHING, operations: changes.flatMap((change) => change.operations), everywhere };
}

/** No term to add to: a new block, unless what is there matches no node anyway. */
function freshAffinity(situation: Situation, additions: readonly WantedFact[]): StepResult {
  const { now, context } = situation;
  if (now.terms !== null && now.terms.length > 0)
    return {
      ...NOTHING,
      diagnostics: [
        warn(context.podSet, now.requiredPath, {
          code: "empty-affinity-term",
          message: "the required node affinity has only empty terms, which match no node",
        }),
      ],
    };
  const [first] = additions;
  if (first === undefined) return NOTHING;
  const terms = [{ matchExpressions: additions.map(({ expression }) => expressionJson(expression)) }];
  const operation: ReasonedOperation = {
    op: "set",
    path: now.terms === null ? now.requiredPath : [...now.requiredPath, "nodeSelectorTerms"],
    value: now.terms === null ? { nodeSelectorTerms: terms } : terms,
    step: "placement",
    reason: [...new Set(additions.map(({ fact }) => fact.reason))].join("; "),
    origin: factOrigin(first.expression.key, context.settings, context.catalog),
    sources: [...new Set(additions.flatMap(({ fact }) => fact.provenance.source))],
  };
  return { ...NOTHING, operations: [operation] };
}

interface TermChange {
  readonly operations: readonly ReasonedOperation[];
  /** Facts the term states in the end. */
  readonly stated: ReadonlySet<WantedFact>;
  /** How many conditions the term has in the end. */
  readonly left: number;
}

/** Fighting expressions become the answer's on the spot; what is still missing is appended. */
function termChange(situation: Situation, term: AffinityTerm, additions: readonly WantedFact[]): TermChange {
  const { replaced, facts, wanted } = situation;
  const staying = term.requirements.filter((requirement) => !replaced.has(requirement));
  const stated = new Set(facts.filter((fact) => isMet(fact, staying, wanted)));
  const operations: ReasonedOperation[] = [];
  let left = staying.length + (term.hasFields ? 1 : 0);
  for (const requirement of term.requirements) {
    const conflict = replaced.get(requirement);
    if (conflict === undefined) continue;
    const substitute = isOnlyOurs(situation, requirement)
      ? null
      : substituteFor(situation, requirement, stated, left === 0);
    if (substitute === null) {
      operations.push({ op: "remove", ...removalOf(conflict, situation.context.settings) });
      continue;
    }
    stated.add(substitute);
    left++;
    operations.push(expressionOperation(situation, "set", requirement.path, substitute, conflict.reason));
  }
  for (const fact of additions) {
    if (stated.has(fact) || isMet(fact, staying, wanted)) continue;
    stated.add(fact);
    left++;
    operations.push(expressionOperation(situation, "append", [...term.path, "matchExpressions"], fact, null));
  }
  return { operations, stated, left };
}

/**
 * What told whole GPUs, in the only term: it was not the author's way to say which nodes are meant, so nothing takes its
 * place. Beside other terms something must, because a term without conditions matches no node.
 */
function isOnlyOurs({ now, wanted }: Situation, requirement: Requirement): boolean {
  return matchingTerms(now).length === 1 && wanted.catalog.isWholeGpuExpression(asExpression(requirement));
}

/** The fact on the same key, else one about the model; any fact rather than a term that would match nothing. */
function substituteFor(
  { facts, needed, wanted }: Situation,
  requirement: Requirement,
  stated: ReadonlySet<WantedFact>,
  isLast: boolean,
): WantedFact | null {
  const open = facts.filter((fact) => !stated.has(fact));
  const sameKey = open.find((fact) => fact.expression.key === requirement.key);
  if (sameKey !== undefined) return sameKey;
  const model = open.find(
    (fact) =>
      fact.where === "affinity" && needed.includes(fact) && tellsModel(fact.expression.key, wanted.catalog),
  );
  return model ?? (isLast ? (open[0] ?? null) : null);
}

function expressionOperation(
  { context }: Situation,
  op: "set" | "append",
  path: Requirement["path"],
  { expression, fact }: WantedFact,
  conflict: string | null,
): ReasonedOperation {
  return {
    op,
    path,
    value: expressionJson(expression),
    step: "placement",
    reason: conflict === null ? fact.reason : `${fact.reason}; ${conflict}`,
    origin: factOrigin(expression.key, context.settings, context.catalog),
    sources: fact.provenance.source,
  };
}

/** No term said anything else, so the block as a whole was about nodes that the answer excludes. */
function dropRequired({ context, now, replaced }: Situation): readonly ReasonedOperation[] {
  const { podSet, settings } = context;
  const reasons = [...replaced.values()].map((conflict) => conflict.reason).join("; ");
  const whole: Removal = {
    path: now.requiredPath,
    step: "placement",
    reason: `${reasons}; an empty term would match no node`,
    origin: conflictOrigin([...replaced.values()], settings),
  };
  return collapseRemovals(podSet.object.root, [whole], [], [podSet.podSpecPath]);
}

function orOfTerms({ podSet }: PodSetContext, { now }: Situation): Refusal {
  return refuse(podSet, now.requiredPath, {
    code: "or-of-affinity-terms",
    message: "the required node affinity is an OR of a term that fights the answer and others",
  });
}
