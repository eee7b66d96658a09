import { tolerationsOf } from "../../../../k8s/scheduling/tolerations.ts";
import type { TolerationView } from "../../../../k8s/scheduling/types.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { partsOf } from "../../../../profile/setting-parts.ts";
import type { Origin, Settings } from "../../../../profile/settings.ts";
import { viewOfToleration } from "../../../../workload/tolerations.ts";
import { collapseRemovals, type Removal } from "../../../shared/collapse.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { ReasonedOperation } from "../../../shared/decision.ts";
import { NOTHING, type StepResult } from "../../../shared/step.ts";
import { type Conflict, NO_SPOT } from "./conflict.ts";
import { placementOrigin } from "./facts.ts";

/** Takes out a condition that fights the answer, with the reason and who is behind it. */
export function removalOf(conflict: Conflict, settings: Settings): Removal {
  const { requirement, reason } = conflict;
  return {
    path: requirement.path,
    step: "placement",
    reason: reason === NO_SPOT ? reason : `${reason}; both together would leave the pod Pending`,
    origin: conflictOrigin([conflict], settings),
  };
}

/** Who is behind it that conditions go: who ruled out spot, where that is all, else who is behind the placement. */
export function conflictOrigin(conflicts: readonly Conflict[], settings: Settings): Origin {
  const isSpot = conflicts.every(({ reason }) => reason === NO_SPOT);
  return (isSpot ? settings.spot?.origin : undefined) ?? placementOrigin(settings);
}

/**
 * Takes out the tolerations of spot taints, in the form that they are written in, where somebody says `spot: false`.
 * Others may be meant for more than spot nodes; those of the config are meant. `added` is what the list gets.
 */
export function withoutSpotTolerations(
  context: PodSetContext,
  added: readonly ReasonedOperation[],
): StepResult {
  const { podSet, settings } = context;
  const { spot } = settings;
  if (spot === undefined || spot.value || !isExplicit(spot)) return NOTHING;
  const own = partsOf(settings.tolerations).flatMap(({ value }) => value.map(viewOfToleration));
  const removals = tolerationsOf(podSet.podSpec).flatMap((toleration, index): Removal[] => {
    if (!isWrittenForSpot(toleration, context) || own.some((one) => isSame(one, toleration))) return [];
    const path = [...podSet.podSpecPath, "tolerations", index];
    return [{ path, step: "placement", reason: NO_SPOT, origin: spot.origin }];
  });
  const additions = added.map(({ path }) => path);
  const operations = collapseRemovals(podSet.object.root, removals, additions, [podSet.podSpecPath]);
  return { ...NOTHING, operations };
}

/** True for a toleration that is, field by field, what `--spot` writes on some platform. */
export function isWrittenForSpot(toleration: TolerationView, { catalog }: PodSetContext): boolean {
  return catalog.spotTolerations().some((one) => isSame(viewOfToleration(one), toleration));
}

function isSame(one: TolerationView, other: TolerationView): boolean {
  return (
    one.key === other.key &&
    one.operator === other.operator &&
    one.value === other.value &&
    one.effect === other.effect
  );
}
