import type { ContainerView, PodSet } from "../k8s/workload.ts";
import { at, isEmpty } from "../yaml/access.ts";
import { type ClaimUse, claimedGpus, claimUses, type DeviceClaim, deviceClaimsOf } from "./device-claims.ts";
import type { Knowledge } from "./knowledge.ts";

/** The claims of a pod, in order. Most pods have none, and what reads claims is not needed for them. */
export function writtenClaims(podSet: PodSet, knowledge: Knowledge): readonly DeviceClaim[] {
  return isEmpty(at(podSet.podSpec, ["resourceClaims"])) ? [] : deviceClaimsOf(podSet, knowledge);
}

/** What a container uses of the claims of its pod. */
export function writtenUses(container: ContainerView, claims: readonly DeviceClaim[]): readonly ClaimUse[] {
  return isEmpty(at(container.node, ["resources", "claims"])) ? [] : claimUses(container, claims);
}

/** GPUs that claims ask for: those that each pod gets, and those that all pods share. */
export function gpusOfClaims(claims: readonly DeviceClaim[]): ReturnType<typeof claimedGpus> {
  return claims.length === 0 ? { perPod: 0, shared: 0 } : claimedGpus(claims);
}
