import { at, fields, items, text } from "../../k8s/access.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import { hasAccelerator } from "../../workload/accelerators.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import type { DecisionContext } from "../context.ts";
import { forbidsEviction } from "../forbids-eviction.ts";
import { podCount } from "../pods.ts";
import { ownRetries, retriesGone, retriesStay } from "../steps/own-retries.ts";
import { namesAccelerator } from "./gpu-resources.ts";
import { byProfile } from "./origin.ts";
import { ownSharedMemory } from "./own-shared-memory.ts";
import { NOTHING, type Part } from "./part.ts";

/**
 * Takes away the shared memory that gpuify added for GPUs, volume and mounts. Memory at `/dev/shm` in a volume `dshm`
 * is a common idiom and CPU programs use it too, so only what is exactly as the GPU profiles write it counts as
 * theirs: the same fields in the same order, last in its list, in containers with an accelerator alone. Of 172
 * volumes of that name in public manifests none was like that. Anything else stays: it costs nothing until used.
 */
export function removeOwnShm({ workload, settings, catalog }: DecisionContext): Part {
  const own = ownSharedMemory(
    workload,
    (container) => namesAccelerator(container, catalog) || claimsDevices(container),
  );
  if (own === null) return NOTHING;
  return {
    ...NOTHING,
    removals: own.paths.map((path) => ({
      path,
      step: "runtime",
      reason: "gpuify added this shared memory for GPUs",
      origin: byProfile(settings),
    })),
    record: { shm: own.size },
  };
}

function claimsDevices(container: ContainerView): boolean {
  return items(at(container.node, ["resources", "claims"])).length > 0;
}

/**
 * Takes away the annotations against eviction that GPU profiles write, from a pod that loses its accelerator.
 * Other values of these keys, such as a duration, are the user's own.
 */
export function removeEvictionAnnotations(context: DecisionContext): Part {
  const { workload, settings, catalog } = context;
  if (!hasAccelerator(workload, context)) return NOTHING;
  const path = [...workload.templatePath, "metadata", "annotations"];
  const lost = fields(at(workload.template, ["metadata", "annotations"])).flatMap(({ name, value }) => {
    const found = text(value);
    return catalog.isEvictionAnnotation(name) && found !== null && forbidsEviction(name, found)
      ? [{ name, value: found }]
      : [];
  });
  return {
    ...NOTHING,
    removals: lost.map(({ name }) => ({
      path: [...path, name],
      step: "lifecycle",
      reason: "a pod on CPUs is cheap to move, and held nodes are not",
      origin: byProfile(settings),
    })),
    record: { annotations: Object.fromEntries(lost.map(({ name, value }) => [name, value])) },
  };
}

/** Takes away the retries that the training profile had added to a Job: its number and policy, where both are its own. */
export function removeTrainingRetries(context: DecisionContext): Part {
  const { workload, settings, surroundings } = context;
  const retries = ownRetries(workload, podCount(workload, autoscalersOf(workload, surroundings)).now);
  if (retries === null) return NOTHING;
  if (!retries.hasNumber && removeOwnShm(context) === NOTHING)
    return { ...NOTHING, diagnostics: [retriesStay(workload, retries.paths)] };
  const reason = "the training profile had added it";
  const origin = byProfile(settings);
  return {
    ...NOTHING,
    removals: retries.paths.map((path) => ({ path, step: "lifecycle", reason, origin })),
    diagnostics: [retriesGone(workload, retries.paths)],
  };
}
