import type { Json } from "../../edit/operation.ts";
import type { Catalog } from "../../gpu/types.ts";
import { type JsonMap, jsonOf, sameJson } from "../../k8s/json.ts";
import { parseQuantity, wholeNumber } from "../../k8s/quantity.ts";
import {
  amountPath,
  type ContainerView,
  hasPodMetadata,
  podSetTitle,
  resourceNamePath,
  sectionPath,
} from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { byProfile } from "../../profile/by-profile.ts";
import { isAccelerator, namesAccelerator } from "../../workload/accelerator-names.ts";
import { at, items, textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { ContainerRecord, RestoreRecord } from "../records/restore-record.ts";
import { collapseRemovals, podFloors, type Removal } from "../shared/collapse.ts";
import type { PodSetContext } from "../shared/context.ts";
import type { ReasonedOperation, Step } from "../shared/decision.ts";
import { warn } from "../shared/diagnostics.ts";
import { RESTORE_PATH, restoreWith } from "../shared/restore-annotation.ts";
import { joinSteps, NOTHING, type StepResult } from "../shared/step.ts";
import { giveBackRequired, givePreferredBack } from "./restore-affinity.ts";
import { containerFields, isStill, otherFields, type WrittenField } from "./written-fields.ts";

/** What a GPU profile does to give back what bursty took away. The annotation goes too. */
interface Restoration {
  readonly operations: readonly ReasonedOperation[];
  readonly diagnostics: readonly Advice[];
  /** Size limit of the `/dev/shm` that gpuify had added, for the profile's own step: empty without one, null without it. */
  readonly shm: string | null;
}

/** The GPU a workload had, as far as a count, a container and a resource say it. */
interface RememberedGpu {
  readonly container: string;
  readonly resource: string;
  readonly count: number | null;
}

/** The first accelerator of a record, in the order of the containers; null when it holds none. */
export function rememberedGpu(record: RestoreRecord | null, catalog: Catalog): RememberedGpu | null {
  for (const [container, { limits, requests }] of Object.entries(record?.containers ?? {}))
    for (const [resource, amount] of Object.entries({ ...requests, ...limits })) {
      if (!isAccelerator(catalog, resource)) continue;
      if (isNone(amount)) continue;
      const quantity = parseQuantity(String(amount));
      return { container, resource, count: quantity === null ? null : wholeNumber(quantity) };
    }
  return null;
}

/**
 * Operations that give back what the record holds for `steps`, and take out what bursty had added, whatever the steps.
 * Fields that somebody changed since stay as they are.
 */
export function restoreOperations(
  context: PodSetContext,
  record: RestoreRecord,
  steps: readonly Step[],
): Restoration {
  const { podSet } = context;
  const back = (step: Step, part: () => StepResult): StepResult => (steps.includes(step) ? part() : NOTHING);
  const placement = steps.includes("placement");
  const part = joinSteps([
    ...Object.entries(record.containers ?? {}).map(([name, lost]) =>
      giveContainerBack(context, name, lost, steps.includes("resources")),
    ),
    back("resources", () => giveListBack(context, ["resourceClaims"], record.claims ?? [], "resources")),
    back("placement", () =>
      giveMapBack(context, podPath(context, "nodeSelector"), record.nodeSelector ?? {}, "placement"),
    ),
    back("placement", () => giveListBack(context, ["tolerations"], record.tolerations ?? [], "placement")),
    giveBackRequired(context, placement ? record.required : undefined, record.keepOff ?? []),
    givePreferredBack(context, placement ? (record.preferred ?? []) : [], record.preferredKeepOff ?? []),
    back("runtime", () => giveRuntimeClassBack(context, record.runtimeClassName)),
    back("lifecycle", () => giveAnnotationsBack(context, record.annotations ?? {})),
    ...otherFields(podSet, record).map((field) => undo(context, field)),
    annotationAfter(context, record),
  ]);
  const additions = part.operations.map((operation) => operation.path);
  const floors = [...podFloors(podSet)];
  return {
    operations: [
      ...part.operations,
      ...collapseRemovals(podSet.object.root, part.removals, additions, floors),
    ],
    diagnostics: part.diagnostics,
    shm: record.shm ?? null,
  };
}

function giveContainerBack(
  context: PodSetContext,
  name: string,
  lost: ContainerRecord,
  withResources: boolean,
): StepResult {
  const { podSet, catalog } = context;
  const container = podSet.containers.find((one) => one.name === name);
  if (container === undefined) return { ...NOTHING, diagnostics: [containerGone(context, name)] };
  const undone = containerFields(container.path, lost).map((field) => undo(context, field));
  const returns = withResources && !namesAccelerator(container, catalog);
  return joinSteps([...undone, ...(returns ? resourcesBack(context, container, lost) : [])]);
}

function resourcesBack(
  context: PodSetContext,
  container: ContainerView,
  lost: ContainerRecord,
): readonly StepResult[] {
  return [
    ...(["limits", "requests"] as const).map((section) => amountsBack(context, container, section, lost)),
    giveItemsBack(context, [...container.path, "resources", "claims"], lost.claims ?? [], "resources"),
  ];
}

/** Amounts under the keys that the kind has for them. */
function amountsBack(
  context: PodSetContext,
  container: ContainerView,
  section: "limits" | "requests",
  lost: ContainerRecord,
): StepResult {
  const namePath = resourceNamePath(container);
  if (namePath !== null)
    return joinSteps(
      Object.entries(lost[section] ?? {}).flatMap(([resource, amount]) => [
        set(context, namePath, resource, "resources"),
        set(context, amountPath(container, section, resource) ?? namePath, amount, "resources"),
      ]),
    );
  const path = sectionPath(container, section);
  if (path === null) return NOTHING;
  const entries = Object.entries(lost[section] ?? {}).map(
    ([resource, amount]) => [amountPath(container, section, resource)?.at(-1) ?? resource, amount] as const,
  );
  return giveMapBack(context, path, Object.fromEntries(entries), "resources");
}

function isNone(amount: Json): boolean {
  const quantity = parseQuantity(String(amount));
  return quantity !== null && wholeNumber(quantity) === 0;
}

function giveRuntimeClassBack(context: PodSetContext, name: string | undefined): StepResult {
  const { podSet } = context;
  if (name === undefined || textAt(podSet.podSpec, ["runtimeClassName"]) !== null) return NOTHING;
  return set(context, podPath(context, "runtimeClassName"), name, "runtime");
}

/** Fields of a map, where they are not there again. */
function giveMapBack(context: PodSetContext, path: FieldPath, lost: JsonMap, step: Step): StepResult {
  const { root } = context.podSet.object;
  return joinSteps(
    Object.entries(lost)
      .filter(([name]) => at(root, [...path, name]) === null)
      .map(([name, value]) => set(context, [...path, name], value, step)),
  );
}

/** Metadata that went with its last annotation comes again where people write it: above the pod spec. */
function giveAnnotationsBack(context: PodSetContext, lost: JsonMap): StepResult {
  const { podSet } = context;
  if (podSet.annotationsPath === null) return NOTHING;
  const part = giveMapBack(context, podSet.annotationsPath, lost, "lifecycle");
  if (hasPodMetadata(podSet)) return part;
  return {
    ...part,
    operations: part.operations.map((operation) =>
      operation.op === "set" ? { ...operation, before: "spec" } : operation,
    ),
  };
}

function giveListBack(
  context: PodSetContext,
  field: FieldPath,
  lost: readonly Json[],
  step: Step,
): StepResult {
  return giveItemsBack(context, [...context.podSet.podSpecPath, ...field], lost, step);
}

/** Items of a list, where no equal item is there again. */
function giveItemsBack(
  context: PodSetContext,
  path: FieldPath,
  lost: readonly Json[],
  step: Step,
): StepResult {
  const present = items(at(context.podSet.object.root, path)).map(jsonOf);
  return {
    ...NOTHING,
    operations: lost
      .filter((item) => !present.some((other) => sameJson(other, item)))
      .map((value) => ({ op: "append", path, value, ...because(context, step) })),
  };
}

/** A field that bursty had written gets its old value, unless somebody has changed it since. */
function undo(context: PodSetContext, { path, change: [was, now], step }: WrittenField): StepResult {
  const node = at(context.podSet.object.root, path);
  const current = node === null ? null : jsonOf(node);
  if (!isStill(current, now)) return NOTHING;
  if (was !== null) return set(context, path, was, step);
  const reason = "the bursty profile had added it";
  return { ...NOTHING, removals: [{ path, step, reason, origin: byProfile(context.settings) }] };
}

/** What only the training profile can give back stays recorded under another one. */
function annotationAfter(context: PodSetContext, { workers, onePerNode, queue }: RestoreRecord): StepResult {
  const { settings, podSet } = context;
  const path = RESTORE_PATH;
  const stays = settings.base !== "training";
  const rest: RestoreRecord = {
    v: 1,
    ...(stays && workers && { workers }),
    ...(stays && onePerNode && { onePerNode }),
    ...(stays && queue && { queue }),
  };
  const text = restoreWith(podSet, new Map([[podSet.role, rest]]));
  if (text !== null) {
    if (textAt(podSet.object.root, path) === text) return NOTHING;
    const reason = "a training run can make it again what it was";
    const origin = byProfile(settings);
    return { ...NOTHING, operations: [{ op: "set", path, value: text, step: "lifecycle", reason, origin }] };
  }
  const removal: Removal = {
    path,
    step: "lifecycle",
    reason: "what it recorded has been given back",
    origin: byProfile(settings),
  };
  return { ...NOTHING, removals: [removal] };
}

function containerGone({ podSet }: PodSetContext, name: string): Advice {
  return warn(podSet, [...podSet.podSpecPath, "containers"], {
    code: "restore-container-gone",
    message: `${podSetTitle(podSet)} has no container "${name}" any more; what it had is not given back`,
  });
}

function podPath({ podSet }: PodSetContext, ...path: readonly string[]): FieldPath {
  return [...podSet.podSpecPath, ...path];
}

function set(context: PodSetContext, path: FieldPath, value: Json, step: Step): StepResult {
  return { ...NOTHING, operations: [{ op: "set", path, value, ...because(context, step) }] };
}

function because(
  { settings }: PodSetContext,
  step: Step,
): Pick<ReasonedOperation, "step" | "reason" | "origin"> {
  return { step, reason: "it was there before the workload went to CPUs", origin: byProfile(settings) };
}
