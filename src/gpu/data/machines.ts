import type { MachineRow } from "../rows.ts";

/** EC2 sizes and their GPUs, by family. From the instance table that Karpenter generates from EC2's API. */
const EC2: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  g4dn: { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 4, "16xlarge": 1, metal: 8 },
  g5: {
    xlarge: 1,
    "2xlarge": 1,
    "4xlarge": 1,
    "8xlarge": 1,
    "12xlarge": 4,
    "16xlarge": 1,
    "24xlarge": 4,
    "48xlarge": 8,
  },
  g5g: { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "16xlarge": 2, metal: 2 },
  g6: {
    xlarge: 1,
    "2xlarge": 1,
    "4xlarge": 1,
    "8xlarge": 1,
    "12xlarge": 4,
    "16xlarge": 1,
    "24xlarge": 4,
    "48xlarge": 8,
  },
  gr6: { "4xlarge": 1, "8xlarge": 1 },
  g6e: {
    xlarge: 1,
    "2xlarge": 1,
    "4xlarge": 1,
    "8xlarge": 1,
    "12xlarge": 4,
    "16xlarge": 1,
    "24xlarge": 4,
    "48xlarge": 8,
  },
  g7: { "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 2, "24xlarge": 4, "48xlarge": 8 },
  g7e: { "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 2, "24xlarge": 4, "48xlarge": 8 },
  p3: { "2xlarge": 1, "8xlarge": 4, "16xlarge": 8 },
  p3dn: { "24xlarge": 8 },
  p4d: { "24xlarge": 8 },
  p4de: { "24xlarge": 8 },
  p5: { "4xlarge": 1, "48xlarge": 8 },
  p5e: { "48xlarge": 8 },
  p5en: { "48xlarge": 8 },
  "p6-b200": { "48xlarge": 8 },
  "p6-b300": { "48xlarge": 8 },
  // Not in Karpenter's table: from the EKS guide to UltraServers.
  "p6e-gb200": { "36xlarge": 4 },
  g4ad: { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 2, "16xlarge": 4 },
};

/**
 * Azure sizes and their GPUs, from the cluster autoscaler's generated table. Sizes with a fraction of a GPU and
 * sizes whose number of GPUs was not verified are left out: a pod could wait for ever for one.
 */
const AZURE: Readonly<Record<string, number>> = {
  Standard_NC4as_T4_v3: 1,
  Standard_NC8as_T4_v3: 1,
  Standard_NC16as_T4_v3: 1,
  Standard_NC64as_T4_v3: 4,
  Standard_NC6s_v3: 1,
  Standard_NC12s_v3: 2,
  Standard_NC24s_v3: 4,
  Standard_NC24rs_v3: 4,
  Standard_ND40rs_v2: 8,
  Standard_NC8ads_A10_v4: 1,
  Standard_NC16ads_A10_v4: 1,
  Standard_NC32ads_A10_v4: 2,
  Standard_NV36ads_A10_v5: 1,
  Standard_NV36adms_A10_v5: 1,
  Standard_NV72ads_A10_v5: 2,
  Standard_NC24ads_A100_v4: 1,
  Standard_NC48ads_A100_v4: 2,
  Standard_NC96ads_A100_v4: 4,
  Standard_ND96asr_v4: 8,
  Standard_ND96amsr_A100_v4: 8,
  Standard_NC40ads_H100_v5: 1,
  Standard_NC80adis_H100_v5: 2,
  Standard_NCC40ads_H100_v5: 1,
  Standard_ND96isr_H100_v5: 8,
  Standard_ND96isr_H200_v5: 8,
  Standard_ND96isr_MI300X_v5: 8,
};

/** EC2 families that EKS Auto Mode launches, of those with GPUs. From its list of supported instance types. */
export const AUTO_MODE_FAMILIES: readonly string[] = [
  "p6-b200",
  "p6-b300",
  "p5",
  "p5e",
  "p5en",
  "p4d",
  "p4de",
  "p3dn",
  "g7e",
  "g6",
  "gr6",
  "g6e",
  "g5g",
  "g5",
  "g4dn",
  "g4ad",
];

/** The machines of EC2 families. The family is the series: one GPU and one kind of connection. */
export function ec2Machines(...families: readonly string[]): readonly MachineRow[] {
  return families.flatMap((family) =>
    Object.entries(EC2[family] ?? {}).map(([size, gpus]) => ({
      name: `${family}.${size}`,
      gpus,
      series: family,
    })),
  );
}

/**
 * Machines by Azure size. A series is the size's name without its number of CPUs: `NCads_A100_v4` (PCIe) is not
 * `NDamsr_A100_v4` (NVLink), and a size with `r` has InfiniBand.
 */
export function azureMachines(...sizes: readonly string[]): readonly MachineRow[] {
  return sizes.flatMap((name) => {
    const gpus = AZURE[name];
    return gpus === undefined ? [] : [{ name, gpus, series: name.replace(/[0-9]+/, "") }];
  });
}

/** Every EC2 and Azure machine of the tables, in their order. */
export function allMachines(): readonly MachineRow[] {
  return [...ec2Machines(...Object.keys(EC2)), ...azureMachines(...Object.keys(AZURE))];
}
