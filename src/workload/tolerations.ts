import type { KnownTaint, NeededToleration, Toleration } from "../gpu/types.ts";
import { isPlaceholder } from "../k8s/placeholder.ts";
import type { TolerationView } from "../k8s/scheduling/types.ts";

/** A toleration that is going to be written, as if it stood in a manifest. */
export function viewOfToleration({ key, operator, value, effect }: Toleration): TolerationView {
  return { key, operator, value: value ?? null, effect: effect ?? null };
}

/**
 * Those of `needed` that the tolerations of a pod leave open, in order: one of their taints is not tolerated. One that
 * an earlier one answers is not repeated.
 */
export function missingTolerations<T extends Pick<NeededToleration, "value" | "taints">>(
  tolerations: readonly TolerationView[],
  needed: readonly T[],
): readonly T[] {
  const there = [...tolerations];
  const missing: T[] = [];
  for (const one of needed) {
    if (untoleratedOf(there, one.taints).length === 0) continue;
    missing.push(one);
    there.push(viewOfToleration(one.value));
  }
  return missing;
}

/** The taints that none of the tolerations tolerates. */
export function untoleratedOf(
  tolerations: readonly TolerationView[],
  taints: readonly KnownTaint[],
): readonly KnownTaint[] {
  return taints.filter((taint) => !tolerations.some((toleration) => toleratesKnown(toleration, taint)));
}

/**
 * True when the toleration tolerates the taint as the scheduler matches them (`tolerates` in k8s/scheduling), where the
 * catalog knows the taint whole. Where it does not:
 * - a value that is not known: `Equal` never counts, because the nodes may have any;
 * - an effect that is not known: only a toleration without an effect counts, which is the one that is written then;
 * - a placeholder in the manifest counts as what it has to be.
 */
export function toleratesKnown(toleration: TolerationView, taint: KnownTaint): boolean {
  return isForEffect(toleration, taint) && isForKey(toleration, taint) && isForValue(toleration, taint);
}

/** True for a toleration of the taint's key and effect that compares another value than the taint is known to have. */
export function comparesOtherValue(toleration: TolerationView, taint: KnownTaint): boolean {
  return (
    toleration.key === taint.key &&
    (toleration.operator ?? "Equal") === "Equal" &&
    taint.value !== null &&
    isForEffect(toleration, taint) &&
    !isForValue(toleration, taint)
  );
}

function isForEffect({ effect }: TolerationView, taint: KnownTaint): boolean {
  return effect === null || effect === taint.effect || isPlaceholder(effect);
}

/** Without a key a toleration is for all taints, which the API server takes with `Exists` only (kubernetes/api core/v1 Toleration). */
function isForKey({ key, operator }: TolerationView, taint: KnownTaint): boolean {
  if (key === null) return operator === "Exists";
  return key === taint.key || isPlaceholder(key);
}

function isForValue({ operator, value }: TolerationView, taint: KnownTaint): boolean {
  if (operator === "Exists" || isPlaceholder(operator ?? "") || isPlaceholder(value ?? "")) return true;
  if ((operator ?? "Equal") !== "Equal") return false;
  return taint.value !== null && (value ?? "") === taint.value;
}
