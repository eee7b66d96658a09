import type { Catalog } from "../../gpu/types.ts";
import { ownOf } from "../../kernel/own.ts";

/** Platforms that a key, a group of the API or a version speaks for: several where they share it. */
export type Marked = readonly string[];

const GOOGLE: Marked = ["gke", "gke-autopilot"];
const AWS: Marked = ["eks", "eks-karpenter", "eks-auto-mode"];
const AZURE: Marked = ["aks", "aks-nap"];

/**
 * Who writes keys that the catalog does not have because they say nothing about GPUs: whole keys, or all keys of a
 * domain where it ends in `/`. The first row counts. Sources: the providers' documentation of their node labels and
 * annotations; node dumps of public repositories.
 */
const KEYS: readonly (readonly [key: string, platforms: Marked])[] = [
  ["autopilot.gke.io/", ["gke-autopilot"]],
  ["cloud.google.com/", GOOGLE],
  ["iam.gke.io/", GOOGLE],
  ["networking.gke.io/", GOOGLE],
  ["topology.gke.io/", GOOGLE],
  ["gke-gcsfuse/", GOOGLE],
  ["eks.amazonaws.com/nodegroup", ["eks"]],
  ["eks.amazonaws.com/", AWS],
  ["alpha.eksctl.io/", ["eks"]],
  ["karpenter.k8s.aws/", ["eks-karpenter"]],
  ["karpenter.azure.com/", ["aks-nap"]],
  ["karpenter.sh/", ["eks-karpenter", "eks-auto-mode", "aks-nap"]],
  ["kubernetes.azure.com/", AZURE],
  ["azure.workload.identity/", AZURE],
  ["node.openshift.io/", ["openshift"]],
  ["openshift.io/", ["openshift"]],
  ["node.coreweave.cloud/", ["coreweave"]],
  ["oci.oraclecloud.com/", ["oke"]],
  ["doks.digitalocean.com/", ["doks"]],
  ["lke.linode.com/", ["lke"]],
  ["nebius.com/", ["nebius"]],
  ["k3s.io/", ["k3s"]],
  ["minikube.k8s.io/", ["minikube"]],
];

/** Groups of the API that only one provider's clusters have. */
const GROUPS: Readonly<Record<string, Marked>> = {
  "karpenter.k8s.aws": ["eks-karpenter"],
  "karpenter.azure.com": ["aks-nap"],
  "eks.amazonaws.com": ["eks-auto-mode"],
  "vpcresources.k8s.aws": AWS,
  "cloud.google.com": GOOGLE,
  "networking.gke.io": GOOGLE,
  "route.openshift.io": ["openshift"],
  "security.openshift.io": ["openshift"],
  "machineconfiguration.openshift.io": ["openshift"],
};

/** Machine types with GPUs by provider, as in the catalog's list of machine families; and the type that k3s writes. */
const MACHINES: readonly (readonly [type: RegExp, platforms: Marked])[] = [
  [/^[a-z][a-z0-9]*(?:-[a-z0-9]+)?\.(?:nano|micro|small|medium|metal|\d*x?large|metal-\w+)$/, AWS],
  [/^Standard_[A-Z]/, AZURE],
  [
    /^(?:a[234]x?|g[24]|ct\d\w*|tpu7x|[nce]\d[a-z]?)-(?:standard|highgpu|megagpu|ultragpu|highmem|highcpu)/,
    GOOGLE,
  ],
  [/^(?:BM|VM)\.[A-Z]/, ["oke"]],
  [/^k3s$/, ["k3s"]],
];

const INSTANCE_TYPE = /^(?:beta|node)\.kubernetes\.io\/instance-type$/;

/** Ends of the kubelet's version that a provider's build has. */
const VERSIONS: readonly (readonly [version: RegExp, platforms: Marked])[] = [
  [/-gke\.\d+/, GOOGLE],
  [/-eks-[0-9a-f]+/, AWS],
  [/\+k3s\d*/, ["k3s"]],
];

/** What a vendor's own components write tells no platform, and that there are such components. */
export const COMPONENTS: Marked = ["generic"];

/** Platforms that a label, a taint or an annotation with that key speaks for; empty where it says nothing. */
export function platformsOfKey(key: string, values: readonly string[], catalog: Catalog): Marked {
  const marked = KEYS.find(([known]) => (known.endsWith("/") ? key.startsWith(known) : key === known));
  if (INSTANCE_TYPE.test(key)) return platformsOfMachines(values);
  if (key === "eks.amazonaws.com/compute-type") return values.includes("auto") ? ["eks-auto-mode"] : AWS;
  // Every provider's GPU nodes may have a taint, or a label, that is called like the resource.
  if (catalog.resource(key) !== null) return [];
  const label = catalog.label(key);
  // A key without a domain, such as `accelerator`, is anybody's.
  if (label === null || !key.includes("/")) return marked?.[1] ?? [];
  if (label.byValue && !values.some((value) => catalog.isGpuLabelValue(key, value))) return marked?.[1] ?? [];
  const known = label.platforms.filter((name) => catalog.platform(name).ok);
  if (known.length > 0) return known;
  if (marked !== undefined) return marked[1];
  return label.platforms.length === 0 && label.vendor !== null ? COMPONENTS : [];
}

function platformsOfMachines(types: readonly string[]): Marked {
  return MACHINES.find(([type]) => types.some((one) => type.test(one)))?.[1] ?? [];
}

/** Platforms that objects of an API group speak for. */
export function platformsOfGroup(group: string): Marked {
  return ownOf(GROUPS, group) ?? [];
}

/** Platforms whose kubelets have such a version. */
export function platformsOfVersion(version: string): Marked {
  return VERSIONS.find(([known]) => known.test(version))?.[1] ?? [];
}
