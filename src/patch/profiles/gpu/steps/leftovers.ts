import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { otherPlatformDiagnostics } from "./other-platform.ts";
import { otherVendorDiagnostics } from "./other-vendor.ts";

/**
 * A part of every word that belongs to others than NVIDIA: most pods get NVIDIA's GPUs and have none of these, so that a
 * run need not look closer.
 */
const NOT_NVIDIA =
  /rocm|amd-smi|hip|hsa_|rccl|miopen|kfd|\/dri|ze_aff|oneapi|xpu|habana|gaudi|hpu|hccl|hl-smi|\/hl\d|accel|neuron|tpu|hugepages/i;

/** Domains of resources that one provider's machines have. */
const OF_A_PROVIDER = /vpc\.amazonaws\.com\//;

/** What is left of another vendor or provider after a move is told, with its line, and left to people. */
export function leftoversStep(context: PodSetContext, allocation: GpuAllocation): StepResult {
  const { placement, vendorsBefore } = allocation;
  if (placement === null || context.remarks === "unread") return NOTHING;
  const { vendor, platform } = placement;
  const text = textOf(context);
  const changes = isChosen(context, allocation) && (vendor !== "nvidia" || NOT_NVIDIA.test(text));
  const moves = isPlatformNamed(context.settings) && OF_A_PROVIDER.test(text);
  if (!changes && !moves) return NOTHING;
  return {
    ...NOTHING,
    diagnostics: [
      ...(changes ? otherVendorDiagnostics(context, { to: vendor, from: vendorsBefore }) : []),
      ...(moves ? otherPlatformDiagnostics(context, platform) : []),
    ],
  };
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
