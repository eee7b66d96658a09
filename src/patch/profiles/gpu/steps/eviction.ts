import { mostSpotGrace } from "../../../../gpu/tables/spot-grace.ts";
import type { Placement } from "../../../../gpu/types.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { gracePeriod } from "../../../../workload/grace-period.ts";
import { textAt } from "../../../../yaml/access.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import type { GpuAllocation } from "../allocation/allocate-gpus.ts";
import { runsOnSpot } from "../placement/spot.ts";

/** Karpenter delays the signal of a spot reclaim for pods with it (karpenter.sh/docs: disruption). */
const DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

/** Pod annotations that keep node autoscalers from evicting a run that cannot be repeated for nothing. */
export function evictionStep(context: PodSetContext, allocation: GpuAllocation): StepResult {
  const { podSet, settings } = context;
  const { annotationsPath } = podSet;
  if (annotationsPath === null) return NOTHING;
  const operations: ReasonedOperation[] = [];
  const diagnostics: Advice[] = [];
  for (const { value, reason, provenance } of annotationsAgainstEviction(context, allocation)) {
    const path = [...annotationsPath, value.key];
    const written = textAt(podSet.object.root, path);
    if (written === null)
      operations.push({
        op: "set",
        path,
        value: value.value,
        before: "spec",
        step: "lifecycle",
        reason,
        origin: { kind: "profile", name: settings.base },
        sources: provenance.source,
      });
    else if (written === "false" && value.value === "true") diagnostics.push(evictable(context, path));
    else if (written === "true" && value.value === "false") diagnostics.push(evictable(context, path));
  }
  return { ...NOTHING, operations, diagnostics };
}

/** The annotations that a training run has, on the nodes that it is for. */
export function annotationsAgainstEviction(
  context: PodSetContext,
  { placement }: GpuAllocation,
): Placement["evictionAnnotations"] {
  const all = placement?.evictionAnnotations ?? [];
  const spot = runsOnSpot(context, placement?.platform ?? null);
  return spot ? all.filter(({ value }) => value.key !== DO_NOT_DISRUPT) : all;
}

function evictable({ podSet }: PodSetContext, path: readonly (string | number)[]): Advice {
  return inform(podSet, path, {
    code: "may-be-evicted",
    message: `the annotation "${path.at(-1)}" of ${objectTitle(podSet.object)} lets an autoscaler evict its pods; it is left as it is`,
  });
}

/** Newer versions take a duration from the pod's start too (karpenter.sh/preview/reference/annotations). */
function delaysDisruption(value: string): boolean {
  return value === "true" || /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(value);
}

/** What a run on spot nodes has to bear in mind. */
export function spotDiagnostics(context: PodSetContext, allocation: GpuAllocation): readonly Advice[] {
  if (!runsOnSpot(context, allocation.placement?.platform ?? null)) return [];
  const { podSet } = context;
  const notes: Advice[] = [];
  const annotation = [...(podSet.annotationsPath ?? []), DO_NOT_DISRUPT];
  if (delaysDisruption(textAt(podSet.object.root, annotation) ?? ""))
    notes.push(
      warn(podSet, annotation, {
        code: "spot-signal-delayed",
        message: `${DO_NOT_DISRUPT} delays the signal that a spot node is being taken back`,
      }),
    );
  return [...notes, ...graceDiagnostics(podSet, allocation.placement)];
}

/** As bad as the linter finds it: a platform that can be configured to give as long may be. */
function graceDiagnostics(podSet: PodSet, placement: Placement | null): readonly Advice[] {
  const notice = placement?.spotNoticeSeconds ?? null;
  const grace = gracePeriod(podSet);
  if (placement === null || notice === null || grace === null || grace.seconds <= notice) return [];
  const { path, seconds, isWritten } = grace;
  const tell = seconds <= mostSpotGrace(placement.platform, notice) ? inform : warn;
  return [
    tell(podSet, path, {
      code: "spot-grace-period",
      message: `pods of ${objectTitle(podSet.object)} may take ${seconds} s${isWritten ? "" : " (the default)"} to end, a spot node leaves them ${notice} s`,
      why: "They are killed before they have written what they meant to write.",
      advice: `Set terminationGracePeriodSeconds to ${notice} or less, and write checkpoints on the way.`,
    }),
  ];
}
