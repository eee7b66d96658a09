import type { SyntheticNode } from "./node.ts";

/** What the notes give to keep a pod without GPU off a GPU node: a taint that it does not tolerate, or a label. */

/** Labels of NVIDIA's, AMD's and Intel's own components, which only nodes with accelerators carry. */
const COMPONENTS: readonly string[] = [
  "nvidia.com/gpu.present",
  "amd.com/gpu.device-id",
  "feature.node.kubernetes.io/amd-gpu",
  "intel.feature.node.kubernetes.io/gaudi",
];

/** Labels that only nodes with accelerators carry, by platform. */
const ONLY_GPU_NODES: Readonly<Record<string, readonly string[]>> = {
  "generic-intel": [...COMPONENTS, "intel.feature.node.kubernetes.io/gpu"],
  gke: ["cloud.google.com/gke-accelerator", "cloud.google.com/gke-tpu-accelerator"],
  eks: ["nvidia.com/gpu.present"],
  "eks-karpenter": ["karpenter.k8s.aws/instance-gpu-count", "karpenter.k8s.aws/instance-accelerator-count"],
  "eks-auto-mode": ["eks.amazonaws.com/instance-gpu-count"],
  aks: ["kubernetes.azure.com/accelerator", "accelerator"],
  "aks-nap": ["karpenter.azure.com/sku-gpu-count"],
  coreweave: [],
  oke: ["nvidia.com/gpu", "amd.com/gpu"],
  doks: ["doks.digitalocean.com/gpu-brand"],
  minikube: [],
};

/** Labels that tell by their value. */
const GPU_VALUES: Readonly<Record<string, readonly (readonly [key: string, value: RegExp])[]>> = {
  coreweave: [["node.coreweave.cloud/class", /^gpu$/]],
  // Neuron devices and Gaudis have no label of their own there, and few machines.
  eks: [["node.kubernetes.io/instance-type", /^(?:inf|trn|dl)\d/]],
  "eks-auto-mode": [["eks.amazonaws.com/instance-family", /^(?:inf|trn)\d/]],
};

/**
 * Platforms whose nodes come in pools of one machine type, so that GPU nodes are pools of their own beside those of
 * the CPU work. Elsewhere one node may be all there is, or all nodes may have GPUs: there CPU pods keep off as long as
 * there is room elsewhere. Autopilot makes its nodes for the pods.
 */
export const OWN_POOLS: readonly string[] = [
  "gke",
  "eks",
  "eks-karpenter",
  "eks-auto-mode",
  "aks",
  "aks-nap",
  "oke",
  "doks",
  "lke",
];

/** True where a label says that the node has accelerators. */
export function saysGpu(platform: string, { node }: SyntheticNode): boolean {
  const keys = ONLY_GPU_NODES[platform] ?? COMPONENTS;
  return (
    keys.some((key) => node.labels.has(key)) ||
    (GPU_VALUES[platform] ?? []).some(([key, value]) => value.test(node.labels.get(key) ?? ""))
  );
}

/** Why nothing that the notes have keeps a pod without GPU off the node; null where something does. */
export function openReason(platform: string, one: SyntheticNode): string | null {
  if (one.node.taints.some(isOfGpus) || saysGpu(platform, one)) return null;
  return `neither a taint nor a label of ${platform} tells that it has ${one.resource}`;
}

function isOfGpus({ key, effect }: { readonly key: string; readonly effect: string }): boolean {
  const isGpuKey =
    key === "sku" || key === "is_gpu" || /^(?:[a-z]+\.)*[a-z]+\/(?:gpu|tpu|gaudi|neuron)$/.test(key);
  return isGpuKey && effect !== "PreferNoSchedule";
}
