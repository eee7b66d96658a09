import { textAt } from "../../../../yaml/access.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { settleRuntimeClass, writeRuntimeClass } from "./written-runtime-class.ts";

/**
 * The runtime class that GPU containers of the platform need. Where it needs none, none is written: a class that the
 * cluster does not have makes pod creation fail.
 */
export function runtimeClassStep(context: PodSetContext, { placement }: GpuAllocation): StepResult {
  if (placement === null) return NOTHING;
  const written = textAt(context.podSet.podSpec, ["runtimeClassName"]) ?? "";
  if (written !== "") return settleRuntimeClass(context, placement, written);
  const wanted = placement.runtimeClass?.value ?? null;
  return wanted === null ? NOTHING : writeRuntimeClass(context, placement, wanted);
}
