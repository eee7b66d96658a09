import { KUBERNETES_VERSIONS, type KubernetesVersion } from "./api-schema.ts";

/** The version whose schema comes nearest to `1.MINOR`: itself where it is known, else the oldest or the newest. */
export function nearestVersion(minor: number | null): KubernetesVersion {
  const [oldest] = KUBERNETES_VERSIONS;
  const newest = KUBERNETES_VERSIONS.at(-1) ?? oldest;
  if (minor === null) return newest;
  return (
    KUBERNETES_VERSIONS.find((version) => version === `1.${minor}`) ??
    (minor < minorOf(oldest) ? oldest : newest)
  );
}

/** The 34 of 1.34. */
export function minorOf(version: KubernetesVersion): number {
  return Number(version.slice("1.".length));
}
