import type { Toleration } from "../../gpu/types.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";

/** The view of a toleration that is going to be written. */
export function tolerationView(toleration: Toleration): TolerationView {
  const { key, operator, value, effect } = toleration;
  return { key, operator, value: value ?? null, effect: effect ?? null };
}
