import type { Sourced, WholeGpuRow } from "../rows.ts";
import type { MatchExpression, Provenance } from "../types.ts";
import { lookedUp, noted } from "./provenance.ts";

/** Node auto-provisioning reads `In` and `Exists` only and takes no notice; the scheduler obeys (gke-nap). */
function absent(key: string, source: "gke-docs-sharing" | "gke-gpu-machines"): Sourced<MatchExpression> {
  return { value: { key, operator: "DoesNotExist" }, ...noted("source-code", "gke-labels", source) };
}

/** GKE: shares and parts have labels of their own beside the accelerator's. */
export const WHOLE_ON_GKE: WholeGpuRow = {
  when: "any-model",
  expressions: [
    absent("cloud.google.com/gke-gpu-sharing-strategy", "gke-docs-sharing"),
    absent("cloud.google.com/gke-gpu-partition-size", "gke-gpu-machines"),
  ],
  reason:
    "GKE's nodes with shared or partitioned GPUs offer them as nvidia.com/gpu under the same accelerator label",
};

/**
 * Where NVIDIA's components label the nodes, they say what was done to the GPUs. `NotIn` is met by nodes without the
 * labels too, so nothing depends on the components.
 */
export const WHOLE_WHERE_DISCOVERED: WholeGpuRow = {
  when: "no-model",
  expressions: [
    {
      value: { key: "nvidia.com/gpu.sharing-strategy", operator: "NotIn", values: ["time-slicing", "mps"] },
      ...noted("official", "gfd", "gpu-operator-sharing"),
    },
    {
      value: { key: "nvidia.com/mig.strategy", operator: "NotIn", values: ["single"] },
      ...noted("official", "gfd", "gpu-operator-mig"),
    },
  ],
  reason: "nodes that share their GPUs or cut them (single strategy) offer the parts as nvidia.com/gpu too",
};

const A10_PARTS = ["Standard_NV6ads_A10_v5", "Standard_NV12ads_A10_v5", "Standard_NV18ads_A10_v5"];
const V710_PARTS = ["Standard_NV4ads_V710_v5", "Standard_NV8ads_V710_v5", "Standard_NV12ads_V710_v5"];

/** Azure's sizes with a part of a GPU: an A10 by sixths, a V710 by sixths. */
function withoutSizes(key: string, values: readonly string[], provenance: Provenance): WholeGpuRow {
  return {
    when: "no-model",
    expressions: [{ value: { key, operator: "NotIn", values }, ...provenance }],
    reason: "these sizes have a part of a GPU, and offer it as a whole one",
  };
}

const SIZE = "node.kubernetes.io/instance-type";

/** AKS: the size tells, and nothing else. */
export const WHOLE_ON_AKS = {
  nvidia: withoutSizes(SIZE, A10_PARTS, noted("official", "aks-labels", "ca-azure")),
  amd: withoutSizes(SIZE, V710_PARTS, lookedUp("official", "aks-labels", "azure-sizes")),
} as const;

/** AKS node auto-provisioning: the same by its own label; of V710 it launches none. */
export const WHOLE_ON_AKS_NAP = {
  nvidia: withoutSizes(
    "karpenter.azure.com/sku-name",
    A10_PARTS,
    noted("source-code", "aks-karp-labels", "ca-azure"),
  ),
} as const;

/** Every expression that is written for whole GPUs, on any platform. */
export const WHOLE_GPU_EXPRESSIONS: readonly MatchExpression[] = [
  WHOLE_ON_GKE,
  WHOLE_WHERE_DISCOVERED,
  WHOLE_ON_AKS.nvidia,
  WHOLE_ON_AKS.amd,
  WHOLE_ON_AKS_NAP.nvidia,
].flatMap(({ expressions }) => expressions.map(({ value }) => value));
