import type { Placement } from "../../../../gpu/types.ts";
import { devicesOf } from "../../../../gpu/words.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import type { Settings } from "../../../../profile/settings.ts";
import { type RuntimeClassClash, runtimeClassClash } from "../../../../workload/runtime-class.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import { isPlacementAsked, placementOrigin } from "../placement/facts.ts";

/**
 * What becomes of the runtime class that a pod names. One of GPUs that the pods cannot use there goes, as a label of
 * another vendor or platform does; any other stays: it may be a GPU runtime too, or isolate the pod.
 */
export function settleRuntimeClass(
  context: PodSetContext,
  placement: Placement,
  written: string,
): StepResult {
  const { podSet, settings } = context;
  const wanted = placement.runtimeClass?.value ?? null;
  const clash = runtimeClassClash(written, [placement.vendor], [placement], context);
  if (clash === null) return wanted === null ? NOTHING : kept(context, placement, written, wanted);
  if (settings.runtimeClassName?.value === written || !mayGo(clash, settings))
    return clash.kind === "other-vendor" ? fights(context, placement, written, clash) : NOTHING;
  if (wanted !== null) return writeRuntimeClass(context, placement, wanted);
  const origin = placementOrigin(settings);
  const reason = reasonToGo(clash, placement, written);
  const path = [...podSet.podSpecPath, "runtimeClassName"];
  return { ...NOTHING, operations: [{ op: "remove", path, step: "runtime", reason, origin }] };
}

/** Writes the runtime class of the platform. */
export function writeRuntimeClass(
  context: PodSetContext,
  { runtimeClass }: Placement,
  value: string,
): StepResult {
  const { podSet, settings } = context;
  const operation: ReasonedOperation = {
    op: "set",
    path: [...podSet.podSpecPath, "runtimeClassName"],
    value,
    step: "runtime",
    reason: runtimeClass?.reason ?? "",
    origin: placementOrigin(settings),
    sources: runtimeClass?.provenance.source ?? [],
  };
  return { ...NOTHING, operations: [operation] };
}

/** As for labels: a default platform or vendor does not overrule the manifest. */
function mayGo(clash: RuntimeClassClash, settings: Settings): boolean {
  return clash.kind === "not-on-platform" ? isPlatformNamed(settings) : isPlacementAsked(settings);
}

function kept(
  { podSet, catalog }: PodSetContext,
  { platform }: Placement,
  written: string,
  wanted: string,
): StepResult {
  if (catalog.isGpuRuntimeClass(written)) return NOTHING;
  const diagnostic = inform(podSet, [...podSet.podSpecPath, "runtimeClassName"], {
    code: "runtime-class-kept",
    message: `runtimeClassName "${written}" stays; ${platform} gives GPUs to "${wanted}"`,
  });
  return { ...NOTHING, diagnostics: [diagnostic] };
}

function fights(
  { podSet }: PodSetContext,
  { vendor }: Placement,
  written: string,
  clash: RuntimeClassClash & { readonly kind: "other-vendor" },
): StepResult {
  const diagnostic = warn(podSet, [...podSet.podSpecPath, "runtimeClassName"], {
    code: "runtime-class-of-other-vendor",
    message: `runtimeClassName "${written}" is for ${devicesOf(clash.vendor)}, and the pods get ${devicesOf(vendor)}`,
  });
  return { ...NOTHING, diagnostics: [diagnostic] };
}

function reasonToGo(clash: RuntimeClassClash, { platform, vendor }: Placement, written: string): string {
  switch (clash.kind) {
    case "other-vendor":
      return `"${written}" is for ${devicesOf(clash.vendor)}, and the pods get ${devicesOf(vendor)}: their nodes may not have it`;
    case "not-on-platform":
      return `${platform} has no runtime class "${written}" of its own and needs none: pods that name a missing one are rejected`;
    default:
      return clash satisfies never;
  }
}
