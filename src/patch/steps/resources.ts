import type { AskedAmount } from "../accelerators.ts";
import type { Assignment } from "../assignment.ts";
import { collapseRemovals, type Removal } from "../bursty/collapse.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import type { GpuPlan } from "../plan.ts";
import type { StepResult } from "../step.ts";

/** GPUs as limits; a request on the same resource is made equal, none is added; what is replaced goes. */
export function resourcesStep(context: DecisionContext, plan: GpuPlan): StepResult {
  return {
    intents: plan.assignments.flatMap((assignment) => assignmentIntents(context, assignment)),
    diagnostics: [],
  };
}

function assignmentIntents(context: DecisionContext, assignment: Assignment): readonly Intent[] {
  const sets = countIntents(assignment);
  const removals = assignment.replaced.flatMap((ask) =>
    [ask.limit, ask.request].flatMap((asked): Removal[] =>
      asked === null
        ? []
        : [
            {
              path: asked.path,
              step: "resources",
              reason: `${assignment.resource} takes the place of ${ask.resource}: a pod with both stays Pending`,
              origin: replacingOrigin(context),
            },
          ],
    ),
  );
  const additions = sets.map((intent) => intent.path);
  const floors = [assignment.container.path];
  return [...sets, ...collapseRemovals(context.workload.object.root, removals, additions, floors)];
}

function countIntents(assignment: Assignment): readonly Intent[] {
  const { container, resource, count, present, reason, origin } = assignment;
  if (resource === null) return [];
  const path = [...container.path, "resources", "limits", resource];
  const intents: Intent[] = [];
  if (!isCount(present?.limit ?? null, count))
    intents.push({ op: "set", path, value: count, step: "resources", reason, origin });
  const request = present?.request ?? null;
  if (request !== null && !isCount(request, count))
    intents.push({
      op: "set",
      path: request.path,
      value: count,
      step: "resources",
      reason: "the API server rejects a request that differs from its limit",
      origin,
    });
  return intents;
}

/** The number in whatever way it is written: `"1"`, `1` and `1000m` are one GPU. */
function isCount(asked: AskedAmount | null, count: number): boolean {
  return asked !== null && asked.amount.kind === "whole" && asked.amount.count === count;
}

function replacingOrigin({ settings }: DecisionContext): Intent["origin"] {
  return (settings.model ?? settings.vendor)?.origin ?? { kind: "profile", name: settings.profile };
}
