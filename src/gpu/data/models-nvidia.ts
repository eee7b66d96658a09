import type { NvidiaFacts } from "./model-facts.ts";

/**
 * NVIDIA's GPU models. `gfd` has the product names that GPU Feature Discovery writes; empty where none is verified.
 * The order of `gfd` matters where ranks must be alike: the first value, or the one that says SXM, is taken.
 */
export const NVIDIA: readonly NvidiaFacts[] = [
  {
    name: "h100",
    memoryGib: 80,
    mig: [{ table: "h100-80gb" }],
    gfd: ["NVIDIA-H100-80GB-HBM3", "NVIDIA-H100-PCIe", "NVIDIA-H100"],
  },
  {
    name: "h100-nvl",
    memoryGib: 94,
    mig: [{ table: "h100-nvl" }],
    gfd: ["NVIDIA-H100-NVL"],
  },
  {
    name: "h200",
    memoryGib: 141,
    mig: [{ table: "h200" }],
    gfd: ["NVIDIA-H200", "NVIDIA-H200-NVL"],
  },
  {
    name: "b200",
    memoryGib: 180,
    mig: [{ table: "b200" }],
    gfd: ["NVIDIA-B200"],
  },
  { name: "b300", memoryGib: 269, mig: [{ table: "b300" }], gfd: ["NVIDIA-B300-SXM6-AC"] },
  {
    name: "gb200",
    memoryGib: 186,
    mig: [{ table: "gb200" }],
    arch: "arm64",
    gfd: ["NVIDIA-GB200"],
  },
  { name: "gb300", memoryGib: 278, mig: [{ table: "gb300" }], arch: "arm64", gfd: ["NVIDIA-GB300"] },
  {
    name: "gh200",
    memoryGib: 96,
    mig: [
      { table: "gh200-96gb", products: ["NVIDIA-GH200-120GB", "NVIDIA-GH200-480GB"] },
      { table: "gh200-144gb", products: ["NVIDIA-GH200-144G-HBM3e"] },
    ],
    arch: "arm64",
    gfd: ["NVIDIA-GH200-120GB", "NVIDIA-GH200-480GB", "NVIDIA-GH200-144G-HBM3e"],
  },
  {
    name: "h20",
    memoryGib: 96,
    mig: [{ table: "h20-96gb", products: ["NVIDIA-H20"] }],
    gfd: ["NVIDIA-H20", "NVIDIA-H20-3e"],
  },
  { name: "h800", memoryGib: 80, gfd: ["NVIDIA-H800", "NVIDIA-H800-PCIe", "NVIDIA-H800-NVL"] },
  {
    name: "a100-40gb",
    memoryGib: 40,
    mig: [{ table: "a100-40gb" }],
    gfd: ["NVIDIA-A100-SXM4-40GB", "NVIDIA-A100-PCIE-40GB"],
  },
  {
    name: "a100-80gb",
    memoryGib: 80,
    mig: [{ table: "a100-80gb" }],
    gfd: ["NVIDIA-A100-SXM4-80GB", "NVIDIA-A100-80GB-PCIe"],
  },
  { name: "a30", memoryGib: 24, mig: [{ table: "a30" }], gfd: ["NVIDIA-A30"] },
  { name: "a40", memoryGib: 48, gfd: ["NVIDIA-A40"] },
  { name: "a16", memoryGib: 16, gfd: ["NVIDIA-A16"] },
  { name: "a2", memoryGib: 16, gfd: ["NVIDIA-A2"] },
  {
    name: "a10",
    memoryGib: 24,
    gfd: ["NVIDIA-A10"],
  },
  { name: "a10g", memoryGib: 24, gfd: ["NVIDIA-A10G"] },
  {
    name: "l4",
    memoryGib: 24,
    gfd: ["NVIDIA-L4"],
  },
  { name: "l20", memoryGib: 48, gfd: ["NVIDIA-L20"] },
  { name: "l40", memoryGib: 48, gfd: ["NVIDIA-L40"] },
  { name: "l40s", memoryGib: 48, gfd: ["NVIDIA-L40S"] },
  {
    name: "t4",
    memoryGib: 16,
    gfd: ["Tesla-T4"],
  },
  { name: "t4g", memoryGib: 16, arch: "arm64", gfd: [] },
  {
    name: "v100-16gb",
    memoryGib: 16,
    gfd: ["Tesla-V100-SXM2-16GB", "Tesla-V100-PCIE-16GB"],
  },
  {
    name: "v100-32gb",
    memoryGib: 32,
    gfd: ["Tesla-V100-SXM2-32GB", "Tesla-V100-PCIE-32GB"],
  },
  { name: "p100", memoryGib: 16, gfd: ["Tesla-P100-PCIE-16GB"] },
  { name: "p4", memoryGib: 8, gfd: [] },
  { name: "k80", memoryGib: 12, gfd: [] },
  { name: "rtx-a6000", memoryGib: 48, gfd: ["NVIDIA-RTX-A6000"] },
  { name: "rtx-a5000", memoryGib: 24, gfd: ["NVIDIA-RTX-A5000"] },
  { name: "rtx-6000-ada", memoryGib: 48, gfd: ["NVIDIA-RTX-6000-Ada-Generation"] },
  {
    name: "rtx-pro-6000",
    memoryGib: 96,
    mig: [{ table: "rtx-pro-6000" }],
    gfd: [
      "NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition",
      "NVIDIA-RTX-PRO-6000-Blackwell-Workstation-Edition",
      "NVIDIA-RTX-PRO-6000-Blackwell-Max-Q-Workstation-Edition",
    ],
  },
  {
    name: "rtx-pro-4500",
    memoryGib: 32,
    mig: [{ table: "rtx-pro-4500" }],
    gfd: ["NVIDIA-RTX-PRO-4500-Blackwell"],
  },
  { name: "rtx-3090", memoryGib: 24, gfd: ["NVIDIA-GeForce-RTX-3090"] },
  { name: "rtx-4090", memoryGib: 24, gfd: ["NVIDIA-GeForce-RTX-4090"] },
  { name: "rtx-5090", memoryGib: 32, gfd: ["NVIDIA-GeForce-RTX-5090"] },
];
