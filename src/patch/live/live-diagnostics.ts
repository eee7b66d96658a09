import { isBarePod, isOneRun, isSpecImmutable } from "../../k8s/kinds.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { WorkloadObject } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { sentence } from "../../kernel/words.ts";
import { hasGeneratedFields } from "../../workload/live/generated-fields.ts";
import type { LiveState } from "../../workload/live/live-state.ts";
import { at, text } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../shared/context.ts";
import type { MadeDecision, ReasonedOperation } from "../shared/decision.ts";
import { inform, warn } from "../shared/diagnostics.ts";
import { fieldNames, fixedFieldsAmong } from "./immutability.ts";
import { placesOf } from "./places.ts";
import { stripBeside } from "./strip.ts";

/** What is to say about a change of a live object whose fields stay in the manifest. */
export function keptDiagnostics(
  { workload }: DecisionContext,
  live: LiveState,
  { operations, generated, sideEdits }: Pick<MadeDecision, "operations" | "generated" | "sideEdits">,
): readonly Advice[] {
  if (operations.length + generated.length + sideEdits.length === 0) return [];
  const remedy = `Pass --strip-live, which removes exactly ${placesOf(workload.object, stripBeside(workload, live, operations))}`;
  const fixed = fixedIn(workload, operations);
  if (fixed !== null) return [cannotBeMade(workload, fixed, remedy)];
  const path = ["metadata", "resourceVersion"];
  if ((text(at(workload.object.root, path)) ?? "") === "") return [];
  const also = generated.map(({ object }) => String(object.kind));
  return [
    warn(workload, path, {
      code: "live-resource-version",
      message: `${objectTitle(workload.object)} has a resourceVersion: \`kubectl apply\` fails with a conflict if the live object has changed since it was read`,
      ...(also.length > 0 && { why: leftBehind(workload, also) }),
      advice: `${remedy}.`,
    }),
  ];
}

/** What is to say about a live object that a change would have to replace, once what the cluster wrote is gone. */
export function afterStrip(
  { workload }: DecisionContext,
  { operations }: Pick<MadeDecision, "operations">,
): readonly Advice[] {
  const fixed = fixedIn(workload, operations);
  if (fixed === null) return [];
  return [
    inform(workload, fixed.path, {
      code: isSpecImmutable(workload.kind) ? "pod-immutable" : "job-template-immutable",
      message: `${fixed.what} cannot be changed`,
      advice: sentence(newOne(workload)),
    }),
  ];
}

interface Fixed {
  readonly path: FieldPath;
  /** Such as `the pod template of the live Job/train`. */
  readonly what: string;
}

/** What of the change a live Job or Pod refuses; null for kinds that take it. */
function fixedIn(workload: WorkloadObject, operations: readonly ReasonedOperation[]): Fixed | null {
  const live = `the live ${objectTitle(workload.object)}`;
  if (isSpecImmutable(workload.kind)) return operations.length === 0 ? null : { path: ["spec"], what: live };
  const [path, ...others] = isOneRun(workload.kind) ? fixedFieldsAmong(workload, operations) : [];
  if (path === undefined) return null;
  return { path, what: `${fieldNames([path, ...others])} of ${live}` };
}

function cannotBeMade(workload: WorkloadObject, { path, what }: Fixed, remedy: string): Advice {
  const obstacle = obstacleOf(workload);
  return warn(workload, path, {
    code: "live-object-immutable",
    message: `${what} cannot be changed${obstacle === null ? "" : `, and ${obstacle.what}`}`,
    why:
      obstacle?.why ??
      "The fields that the API server wrote into the live object do not belong in a new one.",
    advice: `${remedy}; then ${newOne(workload)}.`,
  });
}

interface Obstacle {
  readonly what: string;
  readonly why: string;
}

/** What stands in the way of a new object made from this manifest. */
function obstacleOf(workload: WorkloadObject): Obstacle | null {
  if (hasGeneratedFields(workload))
    return {
      what: "the API server rejects a new Job with this selector and these controller-uid labels",
      why: "They belong to the live Job; the API server generates new ones for each Job.",
    };
  if (isBarePod(workload.kind) && at(workload.object.root, ["spec", "nodeName"]) !== null)
    return {
      what: "a new Pod with this nodeName bypasses the scheduler and goes to the same node",
      why: "Nothing checks that the node has the GPUs until the kubelet rejects the Pod.",
    };
  return null;
}

function newOne({ object }: WorkloadObject): string {
  return `give the new ${object.kind} another metadata.name, create it with \`kubectl create -f\`, and finally delete the live one`;
}

function leftBehind({ object }: WorkloadObject, kinds: readonly string[]): string {
  return `The ${kinds.join(" and ")} that gpuify adds would still be applied, next to the unchanged ${object.kind}.`;
}
