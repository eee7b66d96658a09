import type { Toleration } from "../../gpu/types.ts";
import { items, member, textAt } from "../../k8s/access.ts";
import type { MapNode } from "../../yaml/tree.ts";

/** A toleration as the manifest has it; null where a field is missing or empty. */
export interface TolerationView {
  readonly key: string | null;
  readonly operator: string | null;
  readonly value: string | null;
  readonly effect: string | null;
}

/** The pod's tolerations in order. */
export function tolerationsOf(podSpec: MapNode): readonly TolerationView[] {
  return items(member(podSpec, "tolerations")).map((item) => ({
    key: textAt(item, ["key"]) || null,
    operator: textAt(item, ["operator"]) || null,
    value: textAt(item, ["value"]),
    effect: textAt(item, ["effect"]) || null,
  }));
}

/** The view of a toleration that is going to be written. */
export function tolerationView(toleration: Toleration): TolerationView {
  const { key, operator, value, effect } = toleration;
  return { key, operator, value: value ?? null, effect: effect ?? null };
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
