import type { PodSet } from "../../../k8s/workload.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { twinsOf, twinValue } from "../../../workload/twins.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";

/**
 * Takes out second numbers of GPUs that a program would count on without having them, such as `num-gpus` of Ray, and
 * records them. Other numbers stay: slots and processes are as many on CPUs.
 */
export function removeTwins({ podSet, settings }: PodSetContext): StepResult {
  const gone = goingTwins(podSet);
  if (gone.length === 0) return NOTHING;
  return {
    ...NOTHING,
    removals: gone.map(({ path }) => ({
      path,
      step: "resources",
      reason: `the ${settings.profile} profile runs on CPUs`,
      origin: byProfile(settings),
    })),
    record: {
      set: Object.fromEntries(
        gone.map((twin) => [
          `twin.${podSet.row.twins?.indexOf(twin.row)}`,
          [twinValue(twin, twin.count), null] as const,
        ]),
      ),
    },
  };
}

/** Maps that stay where nothing is left in them: older versions of Ray's resources must have `rayStartParams`. */
export function twinFloors(podSet: PodSet): readonly FieldPath[] {
  return goingTwins(podSet).map(({ path }) => path.slice(0, -1));
}

function goingTwins(podSet: PodSet): ReturnType<typeof twinsOf> {
  return twinsOf(podSet).filter(({ row, count }) => row.needsGpu === true && count > 0);
}
