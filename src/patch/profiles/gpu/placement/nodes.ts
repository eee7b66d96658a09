import { tellsPart } from "../../../../gpu/labels/tells-part.ts";
import {
  isPositive,
  matchingTerms,
  type NodeRequirements,
  nodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import { podSetTitle } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import { collapseRemovals, type Removal } from "../../../shared/collapse.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import { type Conflict, conflictWith, isElsewhere, tellsModel } from "./conflict.ts";
import { factOrigin, isMetEverywhere, isPlacementAsked, type WantedFact, wantedFacts } from "./facts.ts";
import { removalOf } from "./no-spot.ts";
import { affinityOperations, type Situation } from "./terms.ts";
import type { Wanted } from "./wanted.ts";

/** Selector and required affinity for the nodes of the answer, merged into what the manifest has. */
export function nodeStep(context: PodSetContext, wanted: Wanted): StepResult {
  const now = nodeRequirements(context.podSet);
  const facts = wantedFacts(wanted.placement);
  if (facts.length === 0 && now.selector.length === 0 && now.terms === null) return NOTHING;
  const conflicts = conflictsOf(now, wanted);
  const replaced = new Map<Requirement, Conflict>();
  const kept: Conflict[] = [];
  for (const conflict of conflicts) {
    if (mayReplace(conflict.requirement, wanted)) replaced.set(conflict.requirement, conflict);
    else kept.push(conflict);
  }
  const stays = (requirement: Requirement) => !replaced.has(requirement);
  const needed = facts.filter(
    (fact) => !isKeptOut(fact, kept, wanted) && !isMetEverywhere(fact, now, wanted, stays),
  );
  const situation: Situation = { context, wanted, now, replaced, needed, facts };
  const affinity = affinityOperations(situation);
  const selector = selectorOperations(situation, affinity.everywhere);
  return {
    refusals: affinity.refusals,
    operations: [...selector, ...affinity.operations],
    diagnostics: [
      ...kept.map((conflict) => keptWarning(context, conflict)),
      ...partsLost(context, [...replaced.keys()]),
      ...affinity.diagnostics,
    ],
  };
}

function conflictsOf(now: NodeRequirements, wanted: Wanted): readonly Conflict[] {
  const all = [...now.selector, ...matchingTerms(now).flatMap((term) => term.requirements)];
  return all.flatMap((requirement) => {
    const reason = conflictWith(requirement, wanted);
    return reason === null ? [] : [{ requirement, reason }];
  });
}

/** A default platform says only that another platform's label is wrong; the rest of the manifest beats defaults. */
export function mayReplace(requirement: Requirement, { settings, catalog, placement }: Wanted): boolean {
  const meaning = catalog.label(requirement.key);
  if (meaning?.kind === "capacity" && isExplicit(settings.spot)) return true;
  if (isElsewhere(requirement, placement.platform, catalog) && isPlatformNamed(settings)) return true;
  return isPlacementAsked(settings);
}

/** A condition that stays although it fights leaves no room for a second one on the same question. */
function isKeptOut(fact: WantedFact, kept: readonly Conflict[], wanted: Wanted): boolean {
  const { key } = fact.expression;
  return kept.some(
    ({ requirement }) =>
      requirement.key === key ||
      (tellsModel(key, wanted.catalog) && tellsModel(requirement.key, wanted.catalog)),
  );
}

/** Where a label says so, the resource is that of whole GPUs, and nothing else tells that the pod asks for more now. */
function partsLost(context: PodSetContext, replaced: readonly Requirement[]): readonly Advice[] {
  const { podSet, catalog, settings } = context;
  if (settings.mig !== undefined) return [];
  const lost = replaced.find((one) => {
    const meaning = catalog.label(one.key);
    return isPositive(one) && meaning?.vendor !== null && meaning !== null && tellsPart(meaning);
  });
  if (lost === undefined) return [];
  return [
    warn(podSet, lost.path, {
      code: "part-becomes-whole-gpu",
      message: `${podSetTitle(podSet)} no longer selects ${lost.key}=${lost.values.join("|")}, a part of a GPU, and gets whole GPUs`,
    }),
  ];
}

function keptWarning({ podSet }: PodSetContext, { requirement, reason }: Conflict): Advice {
  return warn(podSet, requirement.path, {
    code: "selector-fights",
    message: `the condition on "${requirement.key}" may keep the pod Pending: ${reason}`,
  });
}

function selectorOperations(
  situation: Situation,
  everywhere: ReadonlySet<WantedFact>,
): readonly ReasonedOperation[] {
  const { context, now, needed, replaced } = situation;
  const { podSet, settings, catalog } = context;
  const sets = needed
    .filter((fact) => fact.where === "selector" && !everywhere.has(fact))
    .map(({ expression, fact }): ReasonedOperation => {
      const conflict = [...replaced.values()].find(
        ({ requirement }) => requirement.key === expression.key && now.selector.includes(requirement),
      );
      return {
        op: "set",
        path: [...podSet.podSpecPath, "nodeSelector", expression.key],
        value: expression.values?.[0] ?? "",
        step: "placement",
        reason: conflict === undefined ? fact.reason : `${fact.reason}; ${conflict.reason}`,
        origin: factOrigin(expression.key, settings, catalog),
        sources: fact.provenance.source,
      };
    });
  const written = new Set(sets.map((operation) => operation.path.at(-1)));
  const removals = now.selector.flatMap((requirement): Removal[] => {
    const conflict = replaced.get(requirement);
    if (conflict === undefined || written.has(requirement.key)) return [];
    return [removalOf(conflict, settings)];
  });
  const floors = [podSet.podSpecPath];
  const additions = sets.map((operation) => operation.path);
  return [...sets, ...collapseRemovals(podSet.object.root, removals, additions, floors)];
}
