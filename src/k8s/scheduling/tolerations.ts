import { memoized } from "../../kernel/memoized.ts";
import { items, member, textAt } from "../../yaml/access.ts";
import type { MapNode, YamlNode } from "../../yaml/tree.ts";
import type { Taint, TolerationView } from "./types.ts";

/** The tolerations of a pod spec in order. */
export const tolerationsOf = memoized(readTolerations);

function readTolerations(podSpec: MapNode): readonly TolerationView[] {
  return items(member(podSpec, "tolerations")).map(tolerationView);
}

/** One item of a list of tolerations. */
export function tolerationView(item: YamlNode): TolerationView {
  return {
    key: textAt(item, ["key"]) || null,
    operator: textAt(item, ["operator"]) || null,
    value: textAt(item, ["value"]),
    effect: textAt(item, ["effect"]) || null,
  };
}

/**
 * True when the toleration tolerates the taint: no effect means every effect, no key every key, no operator `Equal`.
 * An unknown operator tolerates nothing. Nor do `Lt` and `Gt`: they stand behind the feature gate
 * TaintTolerationComparisonOperators, alpha and off since 1.35 and still in 1.37, and without it the API server
 * refuses the pod. A toleration with neither key nor operator, which the API server refuses too, compares
 * values as the scheduler would.
 * Source: kubernetes/kubernetes staging/src/k8s.io/api/core/v1/toleration.go (ToleratesTaint),
 * pkg/features/kube_features.go, kubernetes/enhancements keps/sig-scheduling/5471-enable-sla-based-scheduling.
 */
export function tolerates(toleration: TolerationView, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (toleration.operator === "Exists") return true;
  return (toleration.operator || "Equal") === "Equal" && (toleration.value ?? "") === taint.value;
}

/**
 * The taints that keep the pod off the node, in the node's order. `PreferNoSchedule` only lowers a node's score.
 * Source: kubernetes/kubernetes pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go (Filter).
 */
export function untoleratedTaints(
  tolerations: readonly TolerationView[],
  taints: readonly Taint[],
): readonly Taint[] {
  return taints.filter(
    (taint) =>
      taint.effect !== "PreferNoSchedule" && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}

/**
 * True when every taint that `wanted` tolerates is tolerated by `existing` too, as the scheduler matches
 * (kubernetes/api core/v1 Toleration): `Exists` covers `Equal`, no effect covers all, no key with `Exists`
 * covers everything.
 */
export function covers(existing: TolerationView, wanted: TolerationView): boolean {
  const exists = existing.operator === "Exists";
  if (existing.key === null ? !exists : existing.key !== wanted.key) return false;
  if (existing.effect !== null && existing.effect !== wanted.effect) return false;
  if (exists) return true;
  return (
    (existing.operator ?? "Equal") === "Equal" &&
    (wanted.operator ?? "Equal") === "Equal" &&
    (existing.value ?? "") === (wanted.value ?? "")
  );
}
