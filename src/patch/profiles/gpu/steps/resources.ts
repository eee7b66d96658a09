import { amountPath, resourceNamePath } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import type { AskedAmount } from "../../../../workload/accelerators.ts";
import { refusalsOfParts } from "../../../kustomize/accelerators-in-parts.ts";
import { collapseRemovals, type Removal } from "../../../shared/collapse.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { warn } from "../../../shared/diagnostics.ts";
import { NOTHING, refusedStep, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import type { Assignment } from "../allocation/assignment.ts";
import type { TakenAway } from "../allocation/other-containers.ts";

/** GPUs as limits; a request on the same resource is made equal, none is added; what is replaced goes. */
export function resourcesStep(context: PodSetContext, allocation: GpuAllocation): StepResult {
  const inParts = allocation.assignments.flatMap((assignment) => refusalsOfParts(context, assignment));
  if (inParts.length > 0) return refusedStep(...inParts);
  return {
    ...NOTHING,
    operations: [
      ...allocation.assignments.flatMap((assignment) => assignmentOperations(context, assignment)),
      ...allocation.takenAway.flatMap((one) => removalOperations(context, one)),
    ],
    diagnostics: allocation.assignments.flatMap((assignment) => separatePartsWarning(context, assignment)),
  };
}

/** MIG devices cannot reach each other's memory (NVIDIA MIG user guide: no GPU-to-GPU peer access). */
function separatePartsWarning(context: PodSetContext, assignment: Assignment): readonly Advice[] {
  const { resource, count, container } = assignment;
  if (context.settings.base !== "training" || count < 2 || resource === null) return [];
  if (context.catalog.resource(resource)?.kind !== "mig") return [];
  return [
    warn(context.podSet, amountPath(container, "limits", resource) ?? container.path, {
      code: "mig-devices-apart",
      message: `container "${container.name}" trains on ${count} MIG devices, which cannot talk to each other`,
    }),
  ];
}

function assignmentOperations(context: PodSetContext, assignment: Assignment): readonly ReasonedOperation[] {
  const sets = countOperations(assignment);
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
  const additions = sets.map((operation) => operation.path);
  const floors = [assignment.container.path];
  return [...sets, ...collapseRemovals(context.podSet.object.root, removals, additions, floors)];
}

function removalOperations(
  { podSet }: PodSetContext,
  { container, asks, reason, origin }: TakenAway,
): readonly ReasonedOperation[] {
  const removals = asks.flatMap(({ limit, request }) =>
    [limit, request].flatMap((asked): Removal[] =>
      asked === null ? [] : [{ path: asked.path, step: "resources", reason, origin }],
    ),
  );
  return collapseRemovals(podSet.object.root, removals, [], [container.path]);
}

function countOperations(assignment: Assignment): readonly ReasonedOperation[] {
  const { container, resource, count, present, reason, origin } = assignment;
  if (resource === null) return [];
  const path = amountPath(container, "limits", resource);
  if (path === null) return [];
  const operations: ReasonedOperation[] = [];
  const namePath = resourceNamePath(container);
  if (namePath !== null && present === null)
    operations.push({ op: "set", path: namePath, value: resource, step: "resources", reason, origin });
  // What a patch of a kustomization asks for is asked for there.
  if (!isCount(present?.limit ?? null, count) && present?.request?.inPart === undefined)
    operations.push({ op: "set", path, value: count, step: "resources", reason, origin });
  const request = present?.request ?? null;
  if (request !== null && !isCount(request, count))
    operations.push({
      op: "set",
      path: request.path,
      value: count,
      step: "resources",
      reason: "the API server rejects a request that differs from its limit",
      origin,
    });
  return operations;
}

/** The number in whatever way it is written: `"1"`, `1` and `1000m` are one GPU. */
function isCount(asked: AskedAmount | null, count: number): boolean {
  return asked !== null && asked.amount.kind === "whole" && asked.amount.count === count;
}

function replacingOrigin({ settings }: PodSetContext): ReasonedOperation["origin"] {
  const asked = [settings.mig, settings.model, settings.vendor];
  const [first] = asked.filter((setting) => setting !== undefined);
  return (asked.find(isExplicit) ?? first)?.origin ?? { kind: "profile", name: settings.base };
}
