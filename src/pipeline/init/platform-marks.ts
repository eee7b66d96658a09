import { providerFile } from "../../gpu/files/files.ts";
import { platformsHintedBy, platformsOfGroupDomain } from "../../gpu/labels/key-domains.ts";
import { isMachineLabel, platformsOfMachine } from "../../gpu/labels/machine-platforms.ts";
import type { Catalog } from "../../gpu/types.ts";
import { lazy } from "../../kernel/lazy.ts";
import { ownOf } from "../../kernel/own.ts";

/** Platforms that a key, a group of the API or a version speaks for: several where they share it. */
export type Marked = readonly string[];

/** Groups of the API that only one provider's clusters have, and whose domain does not say so (`gpu/key-domains`). */
const groups: () => Readonly<Record<string, Marked>> = lazy(() => ({
  "eks.amazonaws.com": ["eks-auto-mode"],
  "vpcresources.k8s.aws": providerFile("aws").platforms,
  "route.openshift.io": ["openshift"],
  "security.openshift.io": ["openshift"],
  "machineconfiguration.openshift.io": ["openshift"],
}));

/** Ends of the kubelet's version that a provider's build has. */
const versions: () => readonly (readonly [version: RegExp, platforms: Marked])[] = lazy(() => [
  [/-gke\.\d+/, providerFile("google").platforms],
  [/-eks-[0-9a-f]+/, providerFile("aws").platforms],
  [/\+k3s\d*/, ["k3s"]],
]);

/** What a vendor's own components write tells no platform, and that there are such components. */
export const COMPONENTS: Marked = ["generic"];

/** Platforms that a label, a taint or an annotation with that key speaks for; empty where it says nothing. */
export function platformsOfKey(key: string, values: readonly string[], catalog: Catalog): Marked {
  const marked = platformsHintedBy(key) ?? [];
  if (isMachineLabel(key))
    return values.map(platformsOfMachine).find((platforms) => platforms.length > 0) ?? [];
  if (key === "eks.amazonaws.com/compute-type")
    return values.includes("auto") ? ["eks-auto-mode"] : providerFile("aws").platforms;
  // Every provider's GPU nodes may have a taint, or a label, that is called like the resource.
  if (catalog.resource(key) !== null) return [];
  const label = catalog.label(key);
  // A key without a domain, such as `accelerator`, is anybody's.
  if (label === null || !key.includes("/")) return marked;
  if (label.byValue && !values.some((value) => catalog.isGpuLabelValue(key, value))) return marked;
  const known = label.platforms.filter((name) => catalog.platform(name).ok);
  if (known.length > 0) return known;
  if (marked.length > 0) return marked;
  return label.platforms.length === 0 && label.vendor !== null ? COMPONENTS : [];
}

/** Platforms that objects of an API group speak for. */
export function platformsOfGroup(group: string): Marked {
  return ownOf(groups(), group) ?? platformsOfGroupDomain(group) ?? [];
}

/** Platforms whose kubelets have such a version. */
export function platformsOfVersion(version: string): Marked {
  return versions().find(([known]) => known.test(version))?.[1] ?? [];
}
