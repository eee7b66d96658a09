import { lookedUp, noted } from "../data/provenance.ts";
import { AWS, AZURE } from "../data/providers.ts";
import type { PlatformRow } from "../rows.ts";
import type { Provenance } from "../types.ts";

/** A platform whose API server tolerates, for a pod that asks for a resource, the taint named like the resource. */
interface InjectionRow extends Provenance {
  readonly platforms: readonly string[];
}

/**
 * Beside the platforms whose row says so (`PlatformRow.injected`, for which `patch` writes no toleration), these run the
 * admission plugin ExtendedResourceToleration. EKS documents it up to 1.32, so `patch` writes the toleration all the
 * same; nobody is told that one is missing.
 */
const INJECTING: readonly InjectionRow[] = [
  { platforms: AWS, ...lookedUp("official", "eks-versions") },
  { platforms: AZURE, ...noted("official", "aks-faq") },
];

/** True where the platform adds the toleration of the taint that is named like a requested resource. */
export function injectsToleration({ name, injected }: PlatformRow): boolean {
  return injected !== null || INJECTING.some(({ platforms }) => platforms.includes(name));
}
