/** A family of EC2 machines: one kind of accelerator, and one kind of connection. */
export interface Ec2Family {
  readonly family: string;
  readonly model: string;
  /** Karpenter's name of the accelerator: of `instance-gpu-name`, or for Neuron of `instance-accelerator-name`. */
  readonly label: string;
  /** Devices by size. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Cores of one device, where cores are a resource too. */
  readonly cores?: number;
  /** False where Karpenter's table does not have the family. */
  readonly inKarpenter?: false;
}

/**
 * EC2's families with accelerators, in the order in which their sizes are listed. From the instance table that
 * Karpenter generates from EC2's API.
 */
export const EC2: readonly Ec2Family[] = [
  {
    family: "g4dn",
    model: "t4",
    label: "t4",
    sizes: { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 4, "16xlarge": 1, metal: 8 },
  },
  {
    family: "g5",
    model: "a10g",
    label: "a10g",
    sizes: {
      xlarge: 1,
      "2xlarge": 1,
      "4xlarge": 1,
      "8xlarge": 1,
      "12xlarge": 4,
      "16xlarge": 1,
      "24xlarge": 4,
      "48xlarge": 8,
    },
  },
  {
    family: "g5g",
    model: "t4g",
    label: "t4g",
    sizes: { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "16xlarge": 2, metal: 2 },
  },
  {
    family: "g6",
    model: "l4",
    label: "l4",
    sizes: {
      xlarge: 1,
      "2xlarge": 1,
      "4xlarge": 1,
      "8xlarge": 1,
      "12xlarge": 4,
      "16xlarge": 1,
      "24xlarge": 4,
      "48xlarge": 8,
    },
  },
  { family: "gr6", model: "l4", label: "l4", sizes: { "4xlarge": 1, "8xlarge": 1 } },
  {
    family: "g6e",
    model: "l40s",
    label: "l40s",
    sizes: {
      xlarge: 1,
      "2xlarge": 1,
      "4xlarge": 1,
      "8xlarge": 1,
      "12xlarge": 4,
      "16xlarge": 1,
      "24xlarge": 4,
      "48xlarge": 8,
    },
  },
  {
    family: "g7",
    model: "rtx-pro-4500",
    label: "rtx-pro-4500",
    sizes: { "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 2, "24xlarge": 4, "48xlarge": 8 },
  },
  {
    family: "g7e",
    model: "rtx-pro-6000",
    label: "rtx-pro-server-6000",
    sizes: { "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 2, "24xlarge": 4, "48xlarge": 8 },
  },
  { family: "p3", model: "v100-16gb", label: "v100", sizes: { "2xlarge": 1, "8xlarge": 4, "16xlarge": 8 } },
  { family: "p3dn", model: "v100-32gb", label: "v100", sizes: { "24xlarge": 8 } },
  { family: "p4d", model: "a100-40gb", label: "a100", sizes: { "24xlarge": 8 } },
  { family: "p4de", model: "a100-80gb", label: "a100", sizes: { "24xlarge": 8 } },
  { family: "p5", model: "h100", label: "h100", sizes: { "4xlarge": 1, "48xlarge": 8 } },
  { family: "p5e", model: "h200", label: "h200", sizes: { "48xlarge": 8 } },
  { family: "p5en", model: "h200", label: "h200", sizes: { "48xlarge": 8 } },
  { family: "p6-b200", model: "b200", label: "b200", sizes: { "48xlarge": 8 } },
  { family: "p6-b300", model: "b300", label: "b300", sizes: { "48xlarge": 8 } },
  {
    family: "g4ad",
    model: "radeon-pro-v520",
    label: "radeon-pro-v520",
    sizes: { xlarge: 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 2, "16xlarge": 4 },
  },
  // Not in Karpenter's table: from the EKS guide to UltraServers.
  { family: "p6e-gb200", model: "gb200", label: "", sizes: { "36xlarge": 4 }, inKarpenter: false },
  { family: "dl1", model: "gaudi1", label: "gaudi-hl-205", sizes: { "24xlarge": 8 } },
  {
    family: "inf2",
    model: "inferentia2",
    label: "inferentia2",
    sizes: { xlarge: 1, "8xlarge": 1, "24xlarge": 6, "48xlarge": 12 },
    cores: 2,
  },
  {
    family: "inf1",
    model: "inferentia1",
    label: "inferentia",
    sizes: { xlarge: 1, "2xlarge": 1, "6xlarge": 4, "24xlarge": 16 },
    cores: 4,
  },
  {
    family: "trn1",
    model: "trainium1",
    label: "trainium",
    sizes: { "2xlarge": 1, "32xlarge": 16 },
    cores: 2,
  },
  { family: "trn1n", model: "trainium1", label: "trainium", sizes: { "32xlarge": 16 }, cores: 2 },
  // The most that a trn2 device shows; with two physical cores to a logical one it shows half as many.
  { family: "trn2", model: "trainium2", label: "trainium2", sizes: { "48xlarge": 16 }, cores: 8 },
];

/** EFA interfaces by machine; a machine that is not here has none. From the same table. */
export const EFA: Readonly<Record<string, number>> = {
  "g4dn.8xlarge": 1,
  "g4dn.12xlarge": 1,
  "g4dn.16xlarge": 1,
  "g4dn.metal": 1,
  "g5.8xlarge": 1,
  "g5.12xlarge": 1,
  "g5.16xlarge": 1,
  "g5.24xlarge": 1,
  "g5.48xlarge": 1,
  "g6.8xlarge": 1,
  "g6.12xlarge": 1,
  "g6.16xlarge": 1,
  "g6.24xlarge": 1,
  "g6.48xlarge": 1,
  "gr6.8xlarge": 1,
  "g6e.8xlarge": 1,
  "g6e.12xlarge": 1,
  "g6e.16xlarge": 1,
  "g6e.24xlarge": 2,
  "g6e.48xlarge": 4,
  "g7.8xlarge": 1,
  "g7.12xlarge": 1,
  "g7.24xlarge": 1,
  "g7.48xlarge": 2,
  "g7e.8xlarge": 1,
  "g7e.12xlarge": 1,
  "g7e.24xlarge": 2,
  "g7e.48xlarge": 4,
  "p3dn.24xlarge": 1,
  "p4d.24xlarge": 4,
  "p4de.24xlarge": 4,
  "p5.4xlarge": 1,
  "p5.48xlarge": 32,
  "p5e.48xlarge": 32,
  "p5en.48xlarge": 16,
  "p6-b200.48xlarge": 8,
  "p6-b300.48xlarge": 16,
  "dl1.24xlarge": 4,
  "inf1.24xlarge": 1,
  "trn1.32xlarge": 8,
  "trn1n.32xlarge": 16,
  "trn2.48xlarge": 16,
};
