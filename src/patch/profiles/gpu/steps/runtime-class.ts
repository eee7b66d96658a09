import { textAt } from "../../../../yaml/access.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { placementOrigin } from "../placement/facts.ts";

/**
 * The runtime class that GPU containers of the platform need. One that is there stays: it may be a GPU runtime too,
 * or isolate the pod. Elsewhere none is written: a class that the cluster does not have makes pod creation fail.
 */
export function runtimeClassStep(context: PodSetContext, { placement }: GpuAllocation): StepResult {
  const { podSet, settings, catalog } = context;
  const wanted = placement?.runtimeClass ?? null;
  if (wanted === null) return NOTHING;
  const path = [...podSet.podSpecPath, "runtimeClassName"];
  const written = textAt(podSet.podSpec, ["runtimeClassName"]);
  if (written !== null)
    return {
      ...NOTHING,
      diagnostics: catalog.isGpuRuntimeClass(written)
        ? []
        : [
            inform(podSet, path, {
              code: "runtime-class-kept",
              message: `runtimeClassName "${written}" stays; ${placement?.platform} gives GPUs to "${wanted.value}"`,
            }),
          ],
    };
  return {
    ...NOTHING,
    operations: [
      {
        op: "set",
        path,
        value: wanted.value,
        step: "runtime",
        reason: wanted.reason,
        origin: placementOrigin(settings),
        sources: wanted.provenance.source,
      },
    ],
  };
}
