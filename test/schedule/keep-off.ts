import type { SyntheticNode } from "./node.ts";

/** What the notes give to keep a pod without GPU off a GPU node: a taint that it does not tolerate, or a label. */

/** Labels that only nodes with GPUs carry, by platform; a pod can refuse such nodes by them. */
const ONLY_GPU_NODES: Readonly<Record<string, readonly string[]>> = {
  "generic-amd": ["amd.com/gpu.device-id"],
  eks: ["nvidia.com/gpu.present"],
  "eks-karpenter": ["karpenter.k8s.aws/instance-gpu-count"],
  "eks-auto-mode": ["eks.amazonaws.com/instance-gpu-count"],
  aks: ["kubernetes.azure.com/accelerator"],
  "aks-nap": ["karpenter.azure.com/sku-gpu-count"],
};

/** Karpenter counts other accelerators under another label; a pod that comes off one of them is kept off by it. */
const ONLY_ACCELERATOR_NODES: Readonly<Record<string, readonly string[]>> = {
  "eks-karpenter": ["karpenter.k8s.aws/instance-accelerator-count"],
};

/** Labels that tell by their value. */
const GPU_VALUES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  coreweave: [["node.coreweave.cloud/class", "gpu"]],
};

/** Written by a component of the vendor wherever it runs. */
const DISCOVERED = "nvidia.com/gpu.present";

/**
 * Why nothing that the notes have keeps a pod without GPU off the node; null where something does. The vendor is that
 * of the accelerator that the pod had.
 */
export function openReason(
  platform: string,
  vendor: string,
  { node, resource }: SyntheticNode,
): string | null {
  if (node.taints.some(isOfGpus)) return null;
  const ofAccelerators = vendor === "aws" ? ONLY_ACCELERATOR_NODES[platform] : undefined;
  const keys = ofAccelerators ?? ONLY_GPU_NODES[platform] ?? [DISCOVERED];
  if (keys.some((key) => node.labels.has(key))) return null;
  if ((GPU_VALUES[platform] ?? []).some(([key, value]) => node.labels.get(key) === value)) return null;
  return `neither a taint nor a label of ${platform} tells that it has ${resource}`;
}

function isOfGpus({ key, effect }: { readonly key: string; readonly effect: string }): boolean {
  const isGpuKey =
    key === "sku" || key === "is_gpu" || /^(?:[a-z]+\.)*[a-z]+\/(?:gpu|tpu|gaudi|neuron)$/.test(key);
  return isGpuKey && effect !== "PreferNoSchedule";
}
