import type { Json } from "../../../edit/operation.ts";
import { jsonOf, quantityJson } from "../../../k8s/json.ts";
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from "../../../k8s/quantity.ts";
import { containerRequest } from "../../../k8s/scheduling/pod-requests.ts";
import { type Arithmetic, podTotal } from "../../../k8s/scheduling/pod-total.ts";
import type { ContainerView, PodSet } from "../../../k8s/workload.ts";
import type { Origin, Setting } from "../../../profile/settings.ts";
import { at, isNullish, text } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { RecordedChange } from "../../records/restore-record.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { refuse } from "../../shared/diagnostics.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";

/** CPU that a container asks for when nothing says how much: without a request an autoscaler cannot measure. */
const DEFAULT_CPU = "1";

type Measured = "cpu" | "memory";

const QUANTITIES: Arithmetic<Quantity> = {
  nothing: { numerator: 0n, denominator: 1n },
  sum: addQuantities,
  larger: (a, b) => (compareQuantities(a, b) < 0 ? b : a),
};

/** `--cpu` or `--memory` for one container: its request, and every limit or pod-level amount that is below it. */
export function askFor(
  context: PodSetContext,
  container: ContainerView,
  resource: Measured,
  wanted: Setting<string>,
): StepResult {
  const { podSet } = context;
  const quantity = parseQuantity(wanted.value);
  if (quantity === null || quantity.numerator <= 0n)
    return refusedStep(
      refuse(podSet, [...container.path, "resources"], {
        code: "bad-quantity",
        message: `"${wanted.value}" is not an amount of ${resource}`,
        advice: resource === "cpu" ? "Write it like 2 or 500m." : "Write it like 4Gi or 512Mi.",
      }),
    );
  const reason = `${nameOf(wanted.origin)} says so`;
  const below = `the ${resource} request would be above it`;
  const path = [...container.path, "resources"];
  const request = quantityAt(container.node, ["resources", "requests", resource]);
  const isSame = request !== null && compareQuantities(request, quantity) === 0;
  return joinSteps([
    isSame ? NOTHING : write(context, container, [...path, "requests", resource], wanted, reason),
    isBelow(quantityAt(container.node, ["resources", "limits", resource]), quantity)
      ? write(context, container, [...path, "limits", resource], wanted, below)
      : NOTHING,
    ...raisePodLevel(context, container, resource, wanted, quantity),
  ]);
}

/**
 * Pod-level amounts cap what the containers ask for together (KEP-2837: the API server rejects less), so they follow.
 */
function raisePodLevel(
  context: PodSetContext,
  container: ContainerView,
  resource: Measured,
  wanted: Setting<string>,
  quantity: Quantity,
): readonly StepResult[] {
  const { podSet } = context;
  const amounts = podSet.containers.map((one) => ({
    role: one.role,
    own: one === container ? quantity : (containerRequest(one, resource) ?? QUANTITIES.nothing),
  }));
  const sum = podTotal(amounts, QUANTITIES);
  const value = compareQuantities(sum, quantity) === 0 ? wanted.value : print(sum, resource);
  return (["requests", "limits"] as const).map((section) => {
    const field: FieldPath = ["resources", section, resource];
    if (!isBelow(quantityAt(podSet.podSpec, field), sum)) return NOTHING;
    const reason = `the containers together ask for more ${resource}`;
    return write(context, null, [...podSet.podSpecPath, ...field], { ...wanted, value }, reason);
  });
}

/** The default CPU request, only where neither the container nor the pod says anything about CPU. */
export function defaultCpu(context: PodSetContext, container: ContainerView): StepResult {
  if (saysCpu(container) || podSaysCpu(context.podSet)) return NOTHING;
  const wanted: Setting<string> = { value: DEFAULT_CPU, origin: { kind: "default" } };
  const reason = "nothing says how much CPU it needs, and without a request nothing can measure or place it";
  return write(context, container, [...container.path, "resources", "requests", "cpu"], wanted, reason);
}

/** True when a request or limit gives the container a CPU request: a limit alone is the request too. */
export function saysCpu(container: ContainerView): boolean {
  return (["requests", "limits"] as const).some(
    (section) => !isNullish(at(container.node, ["resources", section, "cpu"])),
  );
}

/** True when the pod as a whole asks for CPU (pod-level resources, KEP-2837). */
export function podSaysCpu(podSet: PodSet): boolean {
  return (["requests", "limits"] as const).some(
    (section) => !isNullish(at(podSet.podSpec, ["resources", section, "cpu"])),
  );
}

function write(
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

function quantityAt(node: Parameters<typeof at>[0], path: FieldPath): Quantity | null {
  const found = text(at(node, path));
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
    case "default":
      return "the default";
    default:
      return origin satisfies never;
  }
}
