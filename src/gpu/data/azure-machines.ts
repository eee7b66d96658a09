/** An Azure size: the model and how many of it. */
type AzureSize = readonly [model: string, gpus: number];

/**
 * Azure sizes and their GPUs, from the cluster autoscaler's generated table; the models by their series' pages.
 * Sizes with a fraction of a GPU are left out: they would take a pod that asks for a whole one.
 */
export const AZURE: Readonly<Record<string, AzureSize>> = {
  Standard_NC4as_T4_v3: ["t4", 1],
  Standard_NC8as_T4_v3: ["t4", 1],
  Standard_NC16as_T4_v3: ["t4", 1],
  Standard_NC64as_T4_v3: ["t4", 4],
  Standard_NC6s_v3: ["v100-16gb", 1],
  Standard_NC12s_v3: ["v100-16gb", 2],
  Standard_NC24s_v3: ["v100-16gb", 4],
  Standard_NC24rs_v3: ["v100-16gb", 4],
  Standard_ND40rs_v2: ["v100-32gb", 8],
  Standard_NC8ads_A10_v4: ["a10", 1],
  Standard_NC16ads_A10_v4: ["a10", 1],
  Standard_NC32ads_A10_v4: ["a10", 2],
  Standard_NV36ads_A10_v5: ["a10", 1],
  Standard_NV36adms_A10_v5: ["a10", 1],
  Standard_NV72ads_A10_v5: ["a10", 2],
  Standard_NC24ads_A100_v4: ["a100-80gb", 1],
  Standard_NC48ads_A100_v4: ["a100-80gb", 2],
  Standard_NC96ads_A100_v4: ["a100-80gb", 4],
  Standard_ND96asr_v4: ["a100-40gb", 8],
  Standard_ND96amsr_A100_v4: ["a100-80gb", 8],
  Standard_NC40ads_H100_v5: ["h100-nvl", 1],
  Standard_NC80adis_H100_v5: ["h100-nvl", 2],
  Standard_NCC40ads_H100_v5: ["h100-nvl", 1],
  Standard_ND96isr_H100_v5: ["h100", 8],
  Standard_ND96isr_H200_v5: ["h200", 8],
  Standard_ND96isr_MI300X_v5: ["mi300x", 8],
  // The notes have these sizes without their number of GPUs, which Azure's size pages give (azure-sizes).
  Standard_ND128isr_NDR_GB200_v6: ["gb200", 4],
  Standard_ND128isr_GB300_v6: ["gb300", 4],
  Standard_ND128isrG5_GB300_v6: ["gb300", 4],
  Standard_NV24ads_V710_v5: ["v710", 1],
  Standard_NV28adms_V710_v5: ["v710", 1],
};

/**
 * Sizes that node auto-provisioning never launches for a GPU: not in its list of GPU sizes (aks-karp-gpus), or Azure's
 * API does not tell their number of GPUs, by which it counts.
 */
export const NOT_AUTO_PROVISIONED: readonly string[] = [
  "Standard_NCC40ads_H100_v5",
  "Standard_ND128isr_NDR_GB200_v6",
  "Standard_ND128isr_GB300_v6",
  "Standard_ND128isrG5_GB300_v6",
  "Standard_NV24ads_V710_v5",
  "Standard_NV28adms_V710_v5",
];
