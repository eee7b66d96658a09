/** Platforms that a key belongs to by its domain, which nobody else may write. */
const DOMAINS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^cloud\.google\.com\/|(?:^|\.)gke\.io\//, ["gke", "gke-autopilot"]],
  [/^eks\.amazonaws\.com\//, ["eks", "eks-karpenter", "eks-auto-mode"]],
  [/^alpha\.eksctl\.io\//, ["eks"]],
  [/^karpenter\.k8s\.aws\//, ["eks-karpenter"]],
  [/^kubernetes\.azure\.com\//, ["aks", "aks-nap"]],
  [/^karpenter\.azure\.com\//, ["aks-nap"]],
  [/^(?:[a-z]+\.)*coreweave\.cloud\//, ["coreweave"]],
  [/^oci\.oraclecloud\.com\//, ["oke"]],
  [/^doks\.digitalocean\.com\//, ["doks"]],
];

/**
 * The platforms whose nodes have a label, or that read an annotation of pods, by its domain alone:
 * `cloud.google.com/gke-nodepool`, `networking.gke.io/interfaces`. Null where it tells none.
 */
export function platformsOfDomain(key: string): readonly string[] | null {
  return DOMAINS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}
