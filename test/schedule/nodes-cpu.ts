import type { Taint } from "../../src/k8s/scheduling/types.ts";
import { OKE_PREEMPTIBLE } from "./facts-beyond.ts";
import { makeNode, noSchedule, type SyntheticNode } from "./node.ts";

/** Nodes without any accelerator, as each platform labels them. */

interface CpuVariant {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  readonly spot?: boolean;
}

const INSTANCE_TYPE = "node.kubernetes.io/instance-type";

/** The CPU nodes of a platform, on demand and spot where there is such a thing. */
export function cpuNodes(platform: string): readonly SyntheticNode[] {
  return (VARIANTS[platform] ?? GENERIC).map(({ labels, taints = [], spot = false }) => {
    const base = { model: null, resource: null, devices: 0, labels, taints, spot };
    return makeNode(platform, { ...base, note: "CPU only" });
  });
}

const GENERIC: readonly CpuVariant[] = [{ labels: {} }, { labels: { [INSTANCE_TYPE]: "m1.large" } }];

const GKE: readonly CpuVariant[] = [
  gke({ "cloud.google.com/gke-provisioning": "standard" }),
  {
    ...gke({ "cloud.google.com/gke-provisioning": "spot", "cloud.google.com/gke-spot": "true" }),
    spot: true,
  },
  {
    ...gke({ "cloud.google.com/gke-provisioning": "spot", "cloud.google.com/gke-spot": "true" }),
    taints: [noSchedule("cloud.google.com/gke-spot", "true")],
    spot: true,
  },
];

function gke(labels: Readonly<Record<string, string>>): CpuVariant {
  const machine = { [INSTANCE_TYPE]: "n2-standard-8", "cloud.google.com/machine-family": "n2" };
  return { labels: { ...machine, "cloud.google.com/gke-nodepool": "default-pool", ...labels } };
}

function karpenter(prefix: string, more: Readonly<Record<string, string>>): readonly CpuVariant[] {
  return ["on-demand", "spot"].map((capacity) => ({
    spot: capacity === "spot",
    labels: {
      [INSTANCE_TYPE]: "m7i.4xlarge",
      "karpenter.sh/capacity-type": capacity,
      [`${prefix}/instance-family`]: "m7i",
      [`${prefix}/instance-category`]: "m",
      ...more,
    },
  }));
}

const AZURE_SPOT = noSchedule("kubernetes.azure.com/scalesetpriority", "spot");

const VARIANTS: Readonly<Record<string, readonly CpuVariant[]>> = {
  gke: GKE,
  "gke-autopilot": GKE,
  eks: ["ON_DEMAND", "SPOT"].map((capacity) => ({
    spot: capacity === "SPOT",
    labels: { [INSTANCE_TYPE]: "m7i.4xlarge", "eks.amazonaws.com/capacityType": capacity },
  })),
  "eks-karpenter": karpenter("karpenter.k8s.aws", {}),
  "eks-auto-mode": karpenter("eks.amazonaws.com", { "eks.amazonaws.com/compute-type": "auto" }),
  aks: [
    { labels: { [INSTANCE_TYPE]: "Standard_D8s_v5", "kubernetes.azure.com/priority": "regular" } },
    {
      spot: true,
      taints: [AZURE_SPOT],
      labels: {
        [INSTANCE_TYPE]: "Standard_D8s_v5",
        "kubernetes.azure.com/priority": "spot",
        "kubernetes.azure.com/scalesetpriority": "spot",
      },
    },
  ],
  "aks-nap": ["on-demand", "spot"].map((capacity) => ({
    spot: capacity === "spot",
    labels: {
      [INSTANCE_TYPE]: "Standard_D8s_v5",
      "karpenter.azure.com/sku-name": "Standard_D8s_v5",
      "karpenter.azure.com/sku-family": "D",
      "karpenter.sh/capacity-type": capacity,
    },
  })),
  coreweave: [
    {
      labels: {
        [INSTANCE_TYPE]: "cd-gp-i64-erapids",
        "node.coreweave.cloud/class": "cpu",
        "node.coreweave.cloud/state": "production",
      },
    },
  ],
  oke: [
    { labels: { [INSTANCE_TYPE]: "VM.Standard.E5.Flex" } },
    {
      spot: true,
      taints: [noSchedule(OKE_PREEMPTIBLE, "present")],
      labels: { [INSTANCE_TYPE]: "VM.Standard.E5.Flex", [OKE_PREEMPTIBLE]: "true" },
    },
  ],
  doks: [{ labels: { [INSTANCE_TYPE]: "c-8" } }],
};
