import { objectTitle } from "../../k8s/object.ts";
import { hasField, type PodSet, podSetTitle } from "../../k8s/workload.ts";
import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { listed } from "../../kernel/words.ts";
import { allowedByFlag, deniedFlag } from "../../workload/denied-fields.ts";
import { at } from "../../yaml/access.ts";
import { startsWith } from "../../yaml/field-path.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "./context.ts";
import type { ReasonedOperation } from "./decision.ts";
import { refuse, warn } from "./diagnostics.ts";

/** What of a decision the kind of the workload can carry, and what is to say of the rest. */
interface Carried {
  readonly operations: readonly ReasonedOperation[];
  readonly diagnostics: readonly Advice[];
  readonly refusals: readonly Refusal[];
}

/** A field that an operation writes into the pods of a pod set. */
interface PodField {
  readonly podSet: PodSet;
  readonly name: string;
}

/**
 * Leaves out the fields of a pod that the kind of the workload does not have, which its API would drop, and refuses those
 * that its webhook rejects.
 */
export function carriedByKind(context: DecisionContext, operations: readonly ReasonedOperation[]): Carried {
  const { workload, surroundings } = context;
  const placed = operations.map((operation) => {
    const field = fieldOf(workload.podSets, operation);
    return {
      operation,
      field,
      missing: field !== null && !hasField(field.podSet, field.name) ? field : null,
    };
  });
  const missing = placed.flatMap((one) => one.missing ?? []);
  const denied = placed.flatMap(({ field, operation }) => {
    const flag = field === null || operation.op === "remove" ? null : deniedFlag(field.podSet, field.name);
    if (flag === null || field === null || allowedByFlag(surroundings, flag)) return [];
    const isThere = at(workload.object.root, [...field.podSet.podSpecPath, field.name]) !== null;
    return isThere ? [] : [{ field, flag }];
  });
  return {
    operations: placed.flatMap((one) => (one.missing === null ? one.operation : [])),
    diagnostics: [...groupBy(missing, ({ podSet }) => podSet)].map(([podSet, fields]) =>
      notInKind(podSet, [...new Set(fields.map(({ name }) => name))]),
    ),
    refusals: denied.length === 0 ? [] : [rejected(context, denied)],
  };
}

function fieldOf(podSets: readonly PodSet[], { path }: ReasonedOperation): PodField | null {
  const podSet = podSets.find(({ podSpecPath }) => startsWith(path, podSpecPath));
  if (podSet === undefined || isAmount(podSet, path)) return null;
  const { podSpecPath, containers, annotationsPath, labelsPath } = podSet;
  if ([annotationsPath, labelsPath].some((one) => one !== null && startsWith(path, one))) return null;
  const container = containers.find((one) => startsWith(path, one.path));
  const depth = container?.path.length ?? podSpecPath.length;
  const name = path[depth];
  return typeof name === "string" && FIELDS_OF_PODS.has(name) ? { podSet, name } : null;
}

/** What decisions write into pods; a kind that describes pods in its own way has fields of its own beside them. */
const FIELDS_OF_PODS: ReadonlySet<string> = new Set([
  ...["nodeSelector", "tolerations", "affinity", "volumes", "runtimeClassName", "schedulerName"],
  ...["priorityClassName", "resourceClaims", "subdomain", "resources", "volumeMounts", "env"],
]);

/** Amounts in a notation of the kind are no field of a pod. */
function isAmount({ containers }: PodSet, path: FieldPath): boolean {
  return containers.some(({ amounts }) => {
    if (amounts === undefined) return false;
    const places =
      amounts.form === "pair" ? [amounts.name, amounts.quantity] : [amounts.limits, amounts.requests];
    return places.some((place) => place !== null && startsWith(path, place.path));
  });
}

function notInKind(podSet: PodSet, names: readonly string[]): Advice {
  const fields = listed(names.map((name) => `\`${name}\``));
  return warn(podSet, podSet.podSpecPath, {
    code: "field-not-in-kind",
    message: `${podSetTitle(podSet)} does not get ${fields}: the kind ${podSet.object.kind} has no such ${names.length === 1 ? "field" : "fields"} there`,
  });
}

function rejected(
  { workload }: DecisionContext,
  denied: readonly { readonly field: PodField; readonly flag: string }[],
): Refusal {
  const { kind, object } = workload;
  const flags = [...new Set(denied.map(({ flag }) => flag))];
  const names = [...new Set(denied.map(({ field }) => `\`${field.name}\``))];
  return refuse(workload, denied[0]?.field.podSet.podSpecPath ?? ["spec"], {
    code: "field-denied",
    message: `${objectTitle(object)} needs ${listed(names)}, which the webhook of ${object.kind} (${kind.group}) rejects by default`,
    advice: `Set ${listed(flags.map((flag) => `\`${flag}: enabled\``))} in ${kind.denied?.flagsIn}, and add that ConfigMap to the input.`,
  });
}
