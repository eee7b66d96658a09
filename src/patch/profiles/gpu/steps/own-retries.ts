import { objectTitle } from "../../../../k8s/object.ts";
import { RETRIES_PER_POD } from "../../../../workload/retries.ts";
import { at, isNullish } from "../../../../yaml/access.ts";
import { formatPath } from "../../../../yaml/tree.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";

/**
 * Retries in the field of the kind itself: a number where a run would be tried without end, or more often than a crash loop
 * should hold GPUs. A kind that tries once is left so, and that is told. `pods` run at once.
 */
export function ownRetriesStep({ podSet, settings }: PodSetContext, pods: number): StepResult {
  const { retries } = podSet.kind;
  if (retries === undefined || podSet.object.wrapper !== undefined) return NOTHING;
  const { at: path, unset, note } = retries;
  if (!isNullish(at(podSet.object.root, path))) return NOTHING;
  const field = formatPath(path);
  if (unset === 0)
    return {
      ...NOTHING,
      diagnostics: [
        inform(podSet, path, {
          code: "not-retried",
          message: `${objectTitle(podSet.object)} runs once: \`${field}\` is 0 by default${note === null ? "" : `, and ${note}`}`,
          advice: `Set \`${field}\` if a run that was preempted shall be tried again.`,
        }),
      ],
    };
  const value = RETRIES_PER_POD * Math.max(1, pods);
  if (unset !== "endless" && unset <= value) return NOTHING;
  return {
    ...NOTHING,
    operations: [
      {
        op: "set",
        path,
        value,
        step: "lifecycle",
        reason:
          pods > 1
            ? `three retries for ${pods} pods: all ranks abort with the first, and each counts as a failure`
            : "three retries, so that a crash loop does not hold a GPU for long",
        origin: { kind: "profile", name: settings.base },
      },
    ],
  };
}
