import type { Json } from "../../edit/operation.ts";
import { jsonOf, quantityJson } from "../../k8s/json.ts";
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from "../../k8s/quantity.ts";
import { containerRequest } from "../../k8s/scheduling/pod-requests.ts";
import { type Arithmetic, podTotal } from "../../k8s/scheduling/pod-total.ts";
import {
  amountAt,
  amountPath,
  type ContainerView,
  type PodSet,
  podLevelResources,
} from "../../k8s/workload.ts";
import type { Origin, Setting } from "../../profile/settings.ts";
import { at, isNullish, text } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { RecordedChange } from "../records/restore-record.ts";
import type { PodSetContext } from "./context.ts";
import { refuse } from "./diagnostics.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "./step.ts";

type Measured = "cpu" | "memory";

const QUANTITIES: Arithmetic<Quantity> = {
  nothing: { numerator: 0n, denominator: 1n },
  sum: addQuantities,
  larger: (a, b) => (compareQuantities(a, b) < 0 ? b : a),
};

/** What becomes of a container's limit: raised where it is below the request, or written as the request's equal. */
type LimitChange = "raise" | "equal";

/**
 * `--cpu` or `--memory` for each of some containers: its request, its limit as far as `limit` says, and every pod-level
 * amount that is below what all containers then ask for.
 */
export function askFor(
  context: PodSetContext,
  containers: readonly ContainerView[],
  resource: Measured,
  wanted: Setting<string>,
  limit: LimitChange,
): StepResult {
  const { podSet } = context;
  const quantity = parseQuantity(wanted.value);
  if (quantity === null || quantity.numerator <= 0n)
    return refusedStep(
      refuse(podSet, [...(containers[0]?.path ?? podSet.podSpecPath), "resources"], {
        code: "bad-quantity",
        message: `"${wanted.value}" is not an amount of ${resource}`,
        advice: resource === "cpu" ? "Write it like 2 or 500m." : "Write it like 4Gi or 512Mi.",
      }),
    );
  const reason = `${nameOf(wanted.origin)} says so`;
  return joinSteps([
    ...containers.flatMap((container) => [
      setAmount(context, container, ["requests", resource], wanted, quantity, reason),
      limit === "equal"
        ? setAmount(context, container, ["limits", resource], wanted, quantity, reason)
        : raiseLimit(context, container, resource, wanted, quantity),
    ]),
    ...raisePodLevel(context, containers, resource, wanted, quantity),
  ]);
}

/** Writes an amount, unless the same is there in whatever notation. */
function setAmount(
  context: PodSetContext,
  container: ContainerView,
  field: readonly ["requests" | "limits", Measured],
  wanted: Setting<string>,
  quantity: Quantity,
  reason: string,
): StepResult {
  const now = quantityIn(amountAt(container, ...field));
  if (now !== null && compareQuantities(now, quantity) === 0) return NOTHING;
  const path = amountPath(container, ...field);
  return path === null ? NOTHING : writeAmount(context, container, path, wanted, reason);
}

function raiseLimit(
  context: PodSetContext,
  container: ContainerView,
  resource: Measured,
  wanted: Setting<string>,
  quantity: Quantity,
): StepResult {
  const path = amountPath(container, "limits", resource);
  if (path === null || !isBelow(quantityIn(amountAt(container, "limits", resource)), quantity))
    return NOTHING;
  const reason = `the ${resource} request would be above it`;
  return writeAmount(context, container, path, wanted, reason);
}

/**
 * Pod-level amounts cap what the containers ask for together (KEP-2837: the API server rejects less), so they follow.
 */
function raisePodLevel(
  context: PodSetContext,
  containers: readonly ContainerView[],
  resource: Measured,
  wanted: Setting<string>,
  quantity: Quantity,
): readonly StepResult[] {
  const { podSet } = context;
  const amounts = podSet.containers.map((one) => ({
    role: one.role,
    own: containers.includes(one) ? quantity : (containerRequest(one, resource) ?? QUANTITIES.nothing),
  }));
  const sum = podTotal(amounts, QUANTITIES);
  const value = compareQuantities(sum, quantity) === 0 ? wanted.value : print(sum, resource);
  return (["requests", "limits"] as const).map((section) => {
    const field: FieldPath = [section, resource];
    if (!isBelow(quantityIn(at(podLevelResources(podSet), field)), sum)) return NOTHING;
    const reason = `the containers together ask for more ${resource}`;
    const path = [...podSet.podSpecPath, "resources", ...field];
    return writeAmount(context, null, path, { ...wanted, value }, reason);
  });
}

/** True when a request or limit gives the container a CPU request: a limit alone is the request too. */
export function saysCpu(container: ContainerView): boolean {
  return (["requests", "limits"] as const).some((section) => !isNullish(amountAt(container, section, "cpu")));
}

/** True when the pod as a whole asks for CPU (pod-level resources, KEP-2837). */
export function podSaysCpu(podSet: PodSet): boolean {
  return (["requests", "limits"] as const).some(
    (section) => !isNullish(at(podLevelResources(podSet), [section, "cpu"])),
  );
}

/** Writes an amount of a container, or of the pod without one, and remembers what was there. */
export function writeAmount(
  context: PodSetContext,
  container: ContainerView | null,
  path: FieldPath,
  wanted: Setting<string>,
  reason: string,
): StepResult {
  const { root } = context.podSet.object;
  const before = at(root, path);
  const value = quantityJson(wanted.value);
  const change: RecordedChange = [before === null ? null : (jsonOf(before) as Json), value];
  const name = path.slice(-2).join(".");
  return {
    ...NOTHING,
    operations: [{ op: "set", path, value, step: "resources", reason, origin: wanted.origin }],
    record:
      container === null
        ? { set: { [`pod.${name}`]: change } }
        : { containers: { [container.name]: { set: { [name]: change } } } },
  };
}

function quantityIn(node: Parameters<typeof text>[0]): Quantity | null {
  const found = text(node);
  return found === null ? null : parseQuantity(found);
}

function isBelow(actual: Quantity | null, wanted: Quantity): boolean {
  return actual !== null && compareQuantities(actual, wanted) < 0;
}

/** A sum in the units people write: cores or `m`, `Mi` or bytes; rounded up. */
function print({ numerator, denominator }: Quantity, resource: Measured): string {
  const up = (factor: bigint): bigint => (numerator * factor + denominator - 1n) / denominator;
  if (resource === "cpu") {
    const millis = up(1000n);
    return millis % 1000n === 0n ? String(millis / 1000n) : `${millis}m`;
  }
  const bytes = up(1n);
  const mebi = 1n << 20n;
  return bytes % mebi === 0n ? `${bytes / mebi}Mi` : String(bytes);
}

function nameOf(origin: Origin): string {
  switch (origin.kind) {
    case "flag":
      return origin.name;
    case "annotation":
      return `the annotation ${origin.key}`;
    case "config":
      return `the config's ${origin.rule}`;
    case "config-profile":
      return `the config's profile ${origin.name}`;
    case "config-defaults":
      return "the config's defaults";
    case "profile":
      return `the profile ${origin.name}`;
    case "program":
      return `the command of ${origin.name}`;
    case "default":
      return "the default";
    default:
      return origin satisfies never;
  }
}
