import { sameJson } from "../../../k8s/json.ts";
import { podSetTitle } from "../../../k8s/workload.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { namesAccelerator } from "../../../workload/accelerator-names.ts";
import { acceleratorsOf, hasAccelerator } from "../../../workload/accelerators.ts";
import { textAt } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import {
  commentedEvictionAnnotations,
  lastEvictionAnnotations,
} from "../../own-form/last-eviction-annotations.ts";
import { ownRetries, retriesGone, retriesStay } from "../../own-form/own-retries.ts";
import {
  type OwnSharedMemory,
  ownSharedMemory,
  sharedMemoryUnderOurName,
} from "../../own-form/own-shared-memory.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { inform } from "../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/** As the catalog's rows of annotations against eviction have them (gpu/data/components.yaml). */
const SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
const DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

/**
 * Takes away the shared memory that the GPU profiles add, volume and mounts. Memory at `/dev/shm` in a volume `dshm` is
 * a common idiom and CPU programs use it too, so only what is exactly as the GPU profiles write it counts as theirs:
 * the same fields in the same order, last in its list, without a size or a comment, in containers with an accelerator
 * alone. Of 172 volumes of that name in public manifests none was like that. Anything else stays: it costs nothing
 * until used.
 */
export function removeOwnShm(context: PodSetContext): StepResult {
  const { settings } = context;
  const own = sharedMemoryOfProfiles(context);
  if (own === null) return { ...NOTHING, diagnostics: keptMemory(context) };
  return {
    ...NOTHING,
    removals: own.paths.map((path) => ({
      path,
      step: "runtime",
      reason: "this shared memory is exactly what the GPU profiles write, with no custom size or comment",
      origin: byProfile(settings),
    })),
    record: { shm: own.size },
  };
}

/** Shared memory that is exactly as the GPU profiles write it, in containers that lose an accelerator; else null. */
function sharedMemoryOfProfiles(context: PodSetContext): OwnSharedMemory | null {
  const { podSet, catalog } = context;
  const claiming = acceleratorsOf(podSet, context).filter(
    ({ claims, share }) => claims.length > 0 || share !== null,
  );
  const own = ownSharedMemory(
    podSet,
    (container) =>
      namesAccelerator(container, catalog) || claiming.some((one) => one.container === container),
  );
  return own?.size === "" ? own : null;
}

/** Said only as long as the pod has an accelerator: afterwards it is the workload's own. */
function keptMemory(context: PodSetContext): readonly Advice[] {
  const { podSet } = context;
  const path = sharedMemoryUnderOurName(podSet);
  if (path === null || !hasAccelerator(podSet, context)) return [];
  return [
    inform(podSet, path, {
      code: "shared-memory-kept",
      message: `the shared memory of ${podSetTitle(podSet)} is kept: nothing proves that gpuify added it`,
    }),
  ];
}

/**
 * Takes away the annotations against eviction that the training profile writes, from a pod that loses its accelerator.
 * People write the same, so there must be a sign that it was here: its record, its shared memory or its retries, or all
 * of its annotations in its order. They are the last of the pod's and have no comment. Other values of these keys,
 * such as a duration, are the user's own in any case.
 */
export function removeEvictionAnnotations(context: PodSetContext): StepResult {
  const { podSet, settings } = context;
  if (!hasAccelerator(podSet, context)) return NOTHING;
  const [commented] = commentedEvictionAnnotations(context);
  if (commented !== undefined) return { ...NOTHING, diagnostics: [annotationsKept(context, commented)] };
  const paths = lastEvictionAnnotations(context);
  const [first] = paths;
  if (first === undefined) return NOTHING;
  if (!hasTrainingSign(context) && !isWholeSet(paths))
    return { ...NOTHING, diagnostics: [annotationsKept(context, first)] };
  return {
    ...NOTHING,
    removals: paths.map((path) => ({
      path,
      step: "lifecycle",
      reason: "a pod on CPUs is cheap to move, and held nodes are not",
      origin: byProfile(settings),
    })),
    record: {
      annotations: Object.fromEntries(
        paths.map((path) => [String(path.at(-1)), textAt(podSet.object.root, path) ?? ""]),
      ),
    },
  };
}

function hasTrainingSign(context: PodSetContext): boolean {
  if (context.wasTraining === true || sharedMemoryOfProfiles(context) !== null) return true;
  return ownRetries(context.podSet)?.hasNumber === true;
}

/** Both annotations, in the order in which the profile writes them where no platform leaves one out. */
function isWholeSet(paths: readonly FieldPath[]): boolean {
  return sameJson(
    paths.map((path) => String(path.at(-1))),
    [SAFE_TO_EVICT, DO_NOT_DISRUPT],
  );
}

function annotationsKept({ podSet, settings }: PodSetContext, path: FieldPath): Advice {
  return inform(podSet, path, {
    code: "eviction-annotations-stay",
    message: `${podSetTitle(podSet)} keeps its annotation against eviction: the training profile or a person may have written it`,
    advice: `Remove it if the training profile wrote it: ${settings.profile} does not need it.`,
  });
}

/** Takes away the retries that the training profile had added to a Job: its number and policy, where both are its own. */
export function removeTrainingRetries(context: PodSetContext): StepResult {
  const { podSet, settings } = context;
  const retries = ownRetries(podSet);
  if (retries === null) return NOTHING;
  if (!retries.hasNumber && context.wasTraining !== true && sharedMemoryOfProfiles(context) === null)
    return { ...NOTHING, diagnostics: [retriesStay(podSet, retries.paths)] };
  const reason = "the training profile had added it";
  const origin = byProfile(settings);
  return {
    ...NOTHING,
    removals: retries.paths.map((path) => ({ path, step: "lifecycle", reason, origin })),
    diagnostics: [retriesGone(podSet, retries.paths)],
  };
}
