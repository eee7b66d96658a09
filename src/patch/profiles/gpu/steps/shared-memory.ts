import { EACH } from "../../../../k8s/kind-row.ts";
import { compareQuantities, parseQuantity } from "../../../../k8s/quantity.ts";
import { type ContainerView, hasField, type PodSet, podSetTitle } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { memoryLimitOf } from "../../../../workload/memory-limit.ts";
import {
  containersMounting,
  hasSharedMemory,
  isMemory,
  mountedAtShm,
  mountSharedMemory,
  SHM_PATH,
  sharedMemoryVolume,
  type Volume,
  volumesOf,
} from "../../../../workload/shared-memory.ts";
import { textAt } from "../../../../yaml/access.ts";
import { isSamePath } from "../../../../yaml/field-path.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, refuse, warn } from "../../../shared/diagnostics.ts";
import { NOTHING, refusedStep, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";

/**
 * Shared memory at /dev/shm of the GPU containers: 64 MiB by default, too little for data loaders and NCCL.
 * `restoredSize` is the size it had before the workload went to CPUs, empty for memory without one; `there` has the pods
 * with the memory limits that they get.
 */
export function sharedMemoryStep(
  context: PodSetContext,
  allocation: GpuAllocation,
  restoredSize: string | null,
  there: () => PodSet,
): StepResult {
  const { podSet } = context;
  const problem = sizeProblem(context);
  if (problem !== null) return refusedStep(problem);
  const { sharedMemory } = podSet.kind;
  if (sharedMemory !== undefined) return byOperator(context, sharedMemory);
  const containers = allocation.assignments
    .map((assignment) => assignment.container)
    .filter((container) => container.role !== "init");
  const mounted = containers.flatMap((container) => mountedAtShm(container) ?? []);
  const missing = containers.filter((container) => !hasSharedMemory(podSet, container));
  const existing = resizeOperations(context, mounted);
  const limits = limitWarnings(context, mounted, missing, there);
  if (missing.length > 0 && !(hasField(podSet, "volumes") && hasField(podSet, "volumeMounts")))
    return { ...NOTHING, diagnostics: [noVolumes(podSet)] };
  if (missing.length === 0)
    return { ...NOTHING, operations: existing.operations, diagnostics: [...existing.diagnostics, ...limits] };
  return {
    ...NOTHING,
    operations: [...existing.operations, ...mountOperations(context, missing, restoredSize)],
    diagnostics: [...existing.diagnostics, ...limits, drainNote(podSet)],
  };
}

/** The operator of the kind mounts memory at /dev/shm; its size is a field of the kind, or nobody's to change. */
function byOperator({ podSet, settings }: PodSetContext, field: "operator" | FieldPath): StepResult {
  const { shm } = settings;
  if (shm === undefined || !isExplicit(shm)) return NOTHING;
  const title = podSetTitle(podSet);
  if (field === "operator")
    return {
      ...NOTHING,
      diagnostics: [
        inform(podSet, podSet.podSpecPath, {
          code: "shm-by-operator",
          message: `${SHM_PATH} of ${title} keeps its size: the operator of ${podSet.object.kind} mounts it`,
        }),
      ],
    };
  const path = boundTo(podSet, field);
  const { root } = podSet.object;
  if (textAt(root, path) === shm.value) return NOTHING;
  const reason = "the size of the shared memory was asked for, and this field sets it";
  return {
    ...NOTHING,
    operations: [{ op: "set", path, value: shm.value, step: "runtime", reason, origin: shm.origin }],
  };
}

/** A field of the kind with the place of the pod set in a list. */
function boundTo({ podSpecPath }: PodSet, field: FieldPath): FieldPath {
  return field.map((step, index) => (step === EACH ? (podSpecPath[index] ?? step) : step));
}

function sizeProblem({ podSet, settings }: PodSetContext): Refusal | null {
  if (settings.shm === undefined) return null;
  const size = parseQuantity(settings.shm.value);
  if (size !== null && size.numerator > 0n) return null;
  return refuse(podSet, podSet.podSpecPath, {
    code: "shm-size-invalid",
    message: `"${settings.shm.value}" is not a size for shared memory`,
  });
}

/** A size somebody asked for also holds for the shared memory that is there already. */
function resizeOperations(context: PodSetContext, names: readonly string[]): StepResult {
  const { podSet, settings } = context;
  const { shm } = settings;
  if (shm === undefined || !isExplicit(shm)) return NOTHING;
  const operations: ReasonedOperation[] = [];
  const diagnostics: Advice[] = [];
  for (const name of new Set(names)) {
    const volume = volumesOf(podSet).find((one) => one.name === name);
    if (volume === undefined || !isMemory(volume)) {
      diagnostics.push(
        warn(podSet, volume?.path ?? podSet.podSpecPath, {
          code: "shm-is-another-volume",
          message: `${SHM_PATH} is the volume "${name}", which is not memory: --shm does not apply`,
        }),
      );
      continue;
    }
    if (!hasSize(volume, shm.value))
      operations.push({
        op: "set",
        path: [...volume.path, "emptyDir", "sizeLimit"],
        value: shm.value,
        step: "runtime",
        reason: "the size of the shared memory was asked for",
        origin: shm.origin,
      });
  }
  return { ...NOTHING, operations, diagnostics };
}

function hasSize(volume: Volume, wanted: string): boolean {
  const written = parseQuantity(textAt(volume.node, ["emptyDir", "sizeLimit"]) ?? "");
  const size = parseQuantity(wanted);
  return written !== null && size !== null && compareQuantities(written, size) === 0;
}

/** Writes the volume and mounts it at /dev/shm of the containers. */
export function mountOperations(
  context: PodSetContext,
  containers: readonly ContainerView[],
  restoredSize: string | null,
): readonly ReasonedOperation[] {
  const { podSet, settings } = context;
  const { name, existing } = sharedMemoryVolume(podSet);
  const size = settings.shm?.value ?? restoredSize ?? "";
  const shared = {
    step: "runtime",
    reason: "containers get 64 MiB of shared memory by default, too little for data loaders and NCCL",
    origin: settings.shm?.origin ?? { kind: "profile", name: settings.base },
  } as const;
  return [
    ...(existing === null ? [] : resizeOperations(context, [name]).operations),
    ...mountSharedMemory(podSet, containers, size).map((operation) => ({ ...operation, ...shared })),
  ];
}

/** What is used of /dev/shm counts against memory limits, so a larger size can never be used. */
function limitWarnings(
  context: PodSetContext,
  mounted: readonly string[],
  missing: readonly ContainerView[],
  there: () => PodSet,
): readonly Advice[] {
  const { podSet, settings } = context;
  const size = parseQuantity(settings.shm?.value ?? "");
  if (size === null) return [];
  const { name } = sharedMemoryVolume(podSet);
  const resized = isExplicit(settings.shm) ? mounted : [];
  const volumes = new Set([...resized, ...(missing.length === 0 ? [] : [name])]);
  return [...volumes].flatMap((volume) => {
    const users = [...containersMounting(podSet, volume), ...(volume === name ? missing : [])];
    const limit = memoryLimitOf(there(), inPodSet(there(), users));
    if (limit === null || compareQuantities(size, limit.sum) <= 0) return [];
    return [
      warn(podSet, limit.path, {
        code: "shm-exceeds-memory",
        message: `volume "${volume}" may grow to ${settings.shm?.value} in memory, and ${limit.text}`,
        why: "Pages of /dev/shm count against that limit; the container is killed before the size is reached.",
        advice: "Raise the memory limit or lower --shm.",
      }),
    ];
  });
}

/** The same containers, as a later view of their pods has them. */
function inPodSet({ containers }: PodSet, wanted: readonly ContainerView[]): readonly ContainerView[] {
  return containers.filter(({ path }) => wanted.some((one) => isSamePath(one.path, path)));
}

function noVolumes(podSet: PodSet): Advice {
  return warn(podSet, podSet.podSpecPath, {
    code: "field-not-in-kind",
    message: `${podSetTitle(podSet)} does not get memory at ${SHM_PATH}: the kind ${podSet.object.kind} has no volumes there`,
  });
}

/** Said once per run: the pipeline drops equal messages. */
function drainNote(podSet: PodSet): Advice {
  return inform(podSet, [...podSet.podSpecPath, "volumes"], {
    code: "drain-needs-flag",
    message:
      "pods with shared memory in an emptyDir are drained only with `kubectl drain --delete-emptydir-data`",
  });
}
