import { isLabelKey } from "./label-syntax.ts";

/**
 * True for a resource that something else than Kubernetes counts, such as `nvidia.com/gpu`: a name with a domain that
 * is not `kubernetes.io`. Source: kubernetes/kubernetes pkg/apis/core/v1/helper/helpers.go (IsExtendedResourceName).
 */
export function isExtendedResource(name: string): boolean {
  if (!name.includes("/") || name.includes("kubernetes.io/") || name.startsWith("requests.")) return false;
  // The name must leave room for the prefix that resource quotas put before it.
  return isLabelKey(`requests.${name}`);
}

/**
 * True for what `spec.resources` of a pod may ask for.
 * Source: kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go (IsSupportedPodLevelResource).
 */
export function isPodLevelResource(name: string): boolean {
  return name === "cpu" || name === "memory" || name.startsWith("hugepages-");
}
