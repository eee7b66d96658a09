import { isExplicit } from "../../../../profile/origin.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { otherVendorDiagnostics } from "./other-vendor.ts";

/**
 * A part of every word that belongs to others than NVIDIA: most pods get NVIDIA's GPUs and have none of these, so that a
 * run need not look closer.
 */
const NOT_NVIDIA =
  /rocm|amd-smi|hip|hsa_|rccl|miopen|kfd|\/dri|ze_aff|oneapi|xpu|habana|gaudi|hpu|hccl|hl-smi|\/hl\d|accel|neuron|tpu|hugepages/i;

/** Whether a pod set gets another vendor's devices than its program was written for is told, and left to people. */
export function vendorChangeStep(context: PodSetContext, allocation: GpuAllocation): StepResult {
  const { placement, vendorsBefore } = allocation;
  if (placement === null || context.remarks === "unread" || !isChosen(context, allocation)) return NOTHING;
  const { vendor } = placement;
  if (vendor === "nvidia" && !NOT_NVIDIA.test(textOf(context))) return NOTHING;
  return { ...NOTHING, diagnostics: otherVendorDiagnostics(context, { to: vendor, from: vendorsBefore }) };
}

/** A pod that keeps the vendor's devices that it has, unasked, has worked with its words so far. */
function isChosen({ settings }: PodSetContext, { isNew, placement, vendorsBefore }: GpuAllocation): boolean {
  if (isNew || vendorsBefore.some((vendor) => vendor !== placement?.vendor)) return true;
  return [settings.model, settings.vendor].some(isExplicit);
}

function textOf({ podSet: { object } }: PodSetContext): string {
  const { start, end } = object.root.span;
  return object.source.text.slice(start, end);
}
