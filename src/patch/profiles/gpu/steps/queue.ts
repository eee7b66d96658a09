import type { Placement } from "../../../../gpu/types.ts";
import { isOneRun, isScheduled } from "../../../../k8s/kinds.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import { isLabelValue } from "../../../../k8s/scheduling/label-syntax.ts";
import { nodeRequirements } from "../../../../k8s/scheduling/node-requirements.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import type { Setting } from "../../../../profile/settings.ts";
import { ownQueuePath, queuePath } from "../../../../workload/queue.ts";
import { queueRefusal } from "../../../../workload/queue-refusal.ts";
import { textAt } from "../../../../yaml/access.ts";
import { startsWith } from "../../../../yaml/field-path.ts";
import { type FieldPath, formatPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, refuse, warn } from "../../../shared/diagnostics.ts";
import { NOTHING, refusedStep, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/** The label that puts a workload into a queue of Kueue. `suspend` is not needed: Kueue's webhook sets it. */
export function queueStep(context: PodSetContext): StepResult {
  const { podSet, settings } = context;
  const { queue } = settings;
  if (queue === undefined || settings.base !== "training") return NOTHING;
  const own = ownQueuePath(podSet);
  if (own !== null) return ownQueueStep(context, own, queue);
  const path = queuePath(podSet);
  if (path === null) return { ...NOTHING, diagnostics: [notAdmitted(context, queue.value)] };
  if (!isLabelValue(queue.value) || queue.value === "") return refusedStep(notALabel(context, queue.value));
  const rejected = rejectedByKueue(podSet);
  if (rejected !== null) return refusedStep(rejected);
  const written = textAt(podSet.object.root, path);
  const stays = written === queue.value || (written !== null && !isExplicit(queue));
  return {
    ...NOTHING,
    operations: stays
      ? []
      : [
          {
            op: "set",
            path,
            value: queue.value,
            before: "spec",
            step: "lifecycle",
            reason: isScheduled(podSet.kind)
              ? "Kueue holds each Job of the CronJob back until its quota has room for all of its pods"
              : "Kueue holds it back until its quota has room",
            origin: queue.origin,
          },
        ],
    diagnostics: [
      ...(podSet.row.gang === "none" && podSet.kind.life === undefined
        ? [podByPod(context, queue.value)]
        : []),
      ...(podSet.kind.isQueueOptional === true ? [offByDefault(context)] : []),
      ...(isOneRun(podSet.kind) && !stays && written !== null ? [fixedWhileRunning(context, path)] : []),
    ],
  };
}

/** Kinds that Kueue does not admit by default may have a scheduler with queues of its own. */
function ownQueueStep(
  { podSet }: PodSetContext,
  path: FieldPath,
  { value, origin }: Setting<string>,
): StepResult {
  if (textAt(podSet.object.root, path) === value) return NOTHING;
  const reason = "the scheduler of the kind holds it back in this queue";
  return { ...NOTHING, operations: [{ op: "set", path, value, step: "lifecycle", reason, origin }] };
}

/** Kueue's webhook refuses the object with a queue. */
function rejectedByKueue(podSet: PodSet): Refusal | null {
  const found = queueRefusal(podSet);
  if (found === null) return null;
  return refuse(podSet, found.at, {
    code: "queue-rejects",
    message: `${objectTitle(podSet.object)} cannot wait in a queue: ${found.why}`,
    advice: `Change \`${formatPath(found.at)}\`, or leave out --queue.`,
  });
}

function offByDefault({ podSet }: PodSetContext): Advice {
  return inform(podSet, ["kind"], {
    code: "queue-off-by-default",
    message: `Kueue admits a ${podSet.object.kind} only where its integration is switched on, which it is not by default`,
  });
}

/**
 * The allocation with fewer conditions on nodes where Kueue admits the workload: on admission it writes the labels of a
 * ResourceFlavor as selectors, and a condition of gpuify's own choice beside them could fit no flavor, or no node.
 * What somebody asked for by name stays, because it also chooses among flavors: the model, spot, a part of a GPU, the
 * shape of a slice. Tolerations stay: they only permit (kubernetes-sigs/kueue apis/kueue resourceflavor_types.go).
 */
export function underQueue(context: PodSetContext, allocation: GpuAllocation, queue: string): GpuAllocation {
  const { placement } = allocation;
  if (placement === null || placement.slice !== null) return allocation;
  const { catalog, settings } = context;
  const nodeSelector = placement.nodeSelector.filter(({ value }) => isAskedFor(context, value.key));
  const affinity = placement.affinity.filter(({ value }) =>
    catalog.isWholeGpuExpression(value) ? isExplicit(settings.model) : isAskedFor(context, value.key),
  );
  const isUnselected = nodeSelector.length + affinity.length === 0;
  const left =
    placement.nodeSelector.length + placement.affinity.length > nodeSelector.length + affinity.length;
  return {
    ...allocation,
    placement: {
      ...placement,
      nodeSelector,
      affinity,
      noSelectorReason: isUnselected && left ? flavorReason(queue) : placement.noSelectorReason,
    },
  };
}

function isAskedFor({ settings, catalog }: PodSetContext, key: string): boolean {
  const kind = catalog.label(key)?.kind;
  if (kind === "capacity") return true;
  if (kind === "partition" || kind === "topology") return true;
  return isExplicit(settings.model);
}

function flavorReason(queue: string): string {
  return `the ResourceFlavor by which Kueue admits it from the queue "${queue}" writes its own labels, and nothing was asked for by name; pass --gpu MODEL to choose among flavors`;
}

/** Conditions on GPU nodes that a flavor has to agree with, as they are after the operations. */
export function queueDiagnostics(
  context: PodSetContext,
  queue: string,
  placement: Placement | null,
  operations: readonly ReasonedOperation[],
): readonly Advice[] {
  const { podSet, catalog } = context;
  const { selector } = nodeRequirements(podSet);
  const written = selector.filter(
    ({ key, operator, path }) =>
      operator === "In" && catalog.label(key)?.gpuOnly === true && !isRemoved(path, operations),
  );
  const conditions = new Map([
    ...written.map(({ key, values }) => [key, values.join(" or ")] as const),
    ...(placement?.nodeSelector ?? []).map(({ value }) => [value.key, value.value] as const),
    ...(placement?.affinity ?? []).flatMap(({ value }) =>
      value.operator === "In" ? [[value.key, (value.values ?? []).join(" or ")] as const] : [],
    ),
  ]);
  if (conditions.size === 0) return [];
  const said = [...conditions].map(([key, value]) => `${key} = ${value}`).join(", ");
  return [
    inform(podSet, [...podSet.podSpecPath, "nodeSelector"], {
      code: "queue-and-selector",
      message: `Kueue admits ${objectTitle(podSet.object)} only by a ResourceFlavor that agrees with ${said}`,
      advice: `Check that a flavor of the queue "${queue}" has these labels, or leave the conditions to the flavor.`,
    }),
  ];
}

function isRemoved(path: FieldPath, operations: readonly ReasonedOperation[]): boolean {
  return operations.some((one) => one.op === "remove" && startsWith(path, one.path));
}

/** Kueue's webhook refuses it (kubernetes-sigs/kueue pkg/controller/jobframework `validateUpdateForQueueName`). */
function fixedWhileRunning({ podSet }: PodSetContext, path: readonly (string | number)[]): Advice {
  return inform(podSet, path, {
    code: "queue-fixed-while-running",
    message: `Kueue does not let a live ${objectTitle(podSet.object)} change its queue unless it is suspended`,
  });
}

function podByPod({ podSet }: PodSetContext, queue: string): Advice {
  return warn(podSet, ["kind"], {
    code: "queue-without-gang",
    message: `Kueue admits each pod of ${objectTitle(podSet.object)} by itself from the queue "${queue}": they do not start together`,
  });
}

function notAdmitted({ podSet }: PodSetContext, queue: string): Advice {
  const { wrapper } = podSet.object;
  if (wrapper !== undefined)
    return warn(podSet, ["kind"], {
      code: "queue-not-for-kind",
      message: `${objectTitle(podSet.object)} is not put into the queue "${queue}": Kueue admits what it is inside of, ${wrapper.title}`,
      advice: `Set the label \`kueue.x-k8s.io/queue-name\` of ${wrapper.title}.`,
    });
  return warn(podSet, ["kind"], {
    code: "queue-not-for-kind",
    message: `${objectTitle(podSet.object)} is not put into the queue "${queue}": Kueue does not admit a ${podSet.object.kind}`,
  });
}

function notALabel({ podSet }: PodSetContext, queue: string): Refusal {
  return refuse(podSet, ["metadata"], {
    code: "queue-invalid",
    message: `"${queue}" cannot be the name of a queue: Kueue reads it from a label, and it is not a valid label value`,
  });
}
