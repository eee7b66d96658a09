import type { ContainerView } from "../workload.ts";

/** How amounts of some form are put together. */
export interface Arithmetic<T> {
  readonly nothing: T;
  readonly sum: (a: T, b: T) => T;
  readonly larger: (a: T, b: T) => T;
}

/** Plain numbers. */
export const COUNTING: Arithmetic<number> = { nothing: 0, sum: (a, b) => a + b, larger: Math.max };

/**
 * What containers ask for as one pod. Main containers and sidecars (restartable init containers) add up, since they run
 * together; an init container runs with the sidecars declared before it; the larger of the two counts. The containers stand
 * in the order of their starts within each list, main containers first, as in `workload.containers`.
 * Sources: kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go (AggregateContainerRequests),
 * kubernetes/enhancements keps/sig-node/753-sidecar-containers.
 */
export function podTotal<T>(
  containers: readonly { readonly role: ContainerView["role"]; readonly own: T }[],
  { nothing, sum, larger }: Arithmetic<T>,
): T {
  let running = nothing;
  let sidecars = nothing;
  let starting = nothing;
  for (const { role, own } of containers) {
    if (role !== "init") running = sum(running, own);
    if (role === "sidecar") sidecars = sum(sidecars, own);
    if (role !== "main") starting = larger(starting, role === "init" ? sum(own, sidecars) : sidecars);
  }
  return larger(running, starting);
}
