import { byProfile } from "../../../profile/by-profile.ts";
import { annotatedShare } from "../../../workload/share-annotations.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/** Takes away the annotations by which a pod asks for a share of a GPU (KAI, Run:ai), all that are about it. */
export function removeShareAnnotations({ podSet, settings }: PodSetContext): StepResult {
  const annotations = annotatedShare(podSet)?.annotations ?? [];
  return {
    ...NOTHING,
    removals: annotations.map(({ path }) => ({
      path,
      step: "resources",
      reason: "it asks for a share of a GPU",
      origin: byProfile(settings),
    })),
    record: { annotations: Object.fromEntries(annotations.map(({ key, value }) => [key, value])) },
  };
}
