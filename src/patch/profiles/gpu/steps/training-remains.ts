import { objectTitle } from "../../../../k8s/object.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { byProfile } from "../../../../profile/by-profile.ts";
import type { FieldPath } from "../../../../yaml/tree.ts";
import {
  commentedEvictionAnnotations,
  lastEvictionAnnotations,
} from "../../../own-form/last-eviction-annotations.ts";
import { ownRetries, retriesGone, retriesStay } from "../../../own-form/own-retries.ts";
import { type OwnSharedMemory, sharedMemoryInOurForm } from "../../../own-form/own-shared-memory.ts";
import { readTraining } from "../../../records/training-record.ts";
import { collapseRemovals, podFloors, type Removal } from "../../../shared/collapse.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { annotationsAgainstEviction } from "./eviction.ts";
import { needsSharedMemory } from "./needs-shared-memory.ts";

/**
 * Under `continuous`, what an earlier training run had added goes. Only workers and a queue leave a record, so without
 * one there must be another sign that it was here: shared memory exactly as it writes it where this profile wants none,
 * or its retries, number and policy last in the Job's spec. Annotations against eviction alone are no sign, because
 * users write them too. `restoredShm` is the size of the shared memory before the workload went to CPUs: empty
 * without one.
 */
export function trainingRemainsStep(
  context: PodSetContext,
  allocation: GpuAllocation,
  restoredShm: string | null,
): StepResult {
  const { podSet } = context;
  const containers = new Set(allocation.assignments.map(({ container }) => container));
  const form = sharedMemoryInOurForm(podSet, (container) => containers.has(container));
  const shm = form?.isCommented === false ? form : null;
  const isSuperfluous = !needsSharedMemory(context, allocation);
  const hasSign = context.wasTraining === true || (isSuperfluous && (shm?.size === "" || restoredShm === ""));
  // Workers that stay keep their retries: the record is only left on a group that is.
  const mayHaveRetries = podSet.jobSpec !== null && readTraining(podSet).kind === "none";
  const retries = mayHaveRetries ? ownRetries(podSet) : null;
  const eviction = lastEvictionAnnotations(context);
  const isKept = form !== null && (form.isCommented || form.size !== "");
  const [commented] = commentedEvictionAnnotations(context);
  const staying = [
    ...(isSuperfluous && isKept ? [memoryStays(context, form)] : []),
    ...(commented === undefined ? [] : [annotationsStay(context, commented)]),
  ];
  if (!hasSign && retries?.hasNumber !== true) {
    const kept = retries === null ? [] : [retriesStay(podSet, retries.paths)];
    return { ...NOTHING, diagnostics: [...staying, ...kept, ...maybe(context, allocation, eviction)] };
  }
  const memory = isSuperfluous && shm?.size === "" ? shm.paths : [];
  const removals = [
    ...memory.map((path) => removal(context, "runtime", path)),
    ...[...(retries?.paths ?? []), ...eviction].map((path) => removal(context, "lifecycle", path)),
  ];
  const floors = podFloors(podSet);
  const [first] = eviction;
  return {
    ...NOTHING,
    operations: collapseRemovals(podSet.object.root, removals, [], floors),
    diagnostics: [
      ...staying,
      ...(retries === null ? [] : [retriesGone(podSet, retries.paths)]),
      ...(first === undefined ? [] : [gone(context, first)]),
    ],
  };
}

function removal({ settings }: PodSetContext, step: Removal["step"], path: FieldPath): Removal {
  return { path, step, reason: "the training profile had added it", origin: byProfile(settings) };
}

function gone({ podSet }: PodSetContext, path: FieldPath): Advice {
  return inform(podSet, path, {
    code: "eviction-annotations-gone",
    message: `the annotations against eviction of ${objectTitle(podSet.object)} go with the rest of what the training profile had added`,
  });
}

function memoryStays({ podSet }: PodSetContext, { size, paths }: OwnSharedMemory): Advice {
  const title = objectTitle(podSet.object);
  return inform(podSet, paths[0] ?? podSet.podSpecPath, {
    code: "shared-memory-stays",
    message:
      size === ""
        ? `the shared memory of ${title} is kept: a comment next to it may be about it`
        : `shared memory of ${size} stays in ${title}: somebody chose its size`,
  });
}

/**
 * Shared memory of several GPUs both profiles want, and where people mount it themselves training leaves no other sign:
 * nothing tells who wrote the annotations. Said where they are all that training would write.
 */
function maybe(
  context: PodSetContext,
  allocation: GpuAllocation,
  eviction: readonly FieldPath[],
): readonly Advice[] {
  const written = new Set(eviction.map((path) => path.at(-1)));
  const [first] = eviction;
  const theirs = annotationsAgainstEviction(context, allocation);
  if (first === undefined || !theirs.every(({ value }) => written.has(value.key))) return [];
  return [annotationsStay(context, first)];
}

function annotationsStay({ podSet, settings }: PodSetContext, path: FieldPath): Advice {
  return inform(podSet, path, {
    code: "eviction-annotations-stay",
    message: `${objectTitle(podSet.object)} keeps its annotations against eviction: the training profile or a person may have written them`,
    advice: `Remove them if a training run left them: ${settings.profile} needs none.`,
  });
}
