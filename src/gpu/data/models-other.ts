import type { AmdFacts, IntelFacts } from "../expand.ts";

/**
 * AMD's GPU models by PCI device id: the labeller's product names differ with where it reads them. Ids of virtual
 * functions mean the same GPU inside a virtual machine.
 */
export const AMD: readonly AmdFacts[] = [
  { name: "mi100", memoryGib: 32, deviceIds: ["738c", "738e"], virtualIds: [] },
  { name: "mi210", memoryGib: 64, deviceIds: ["740f"], virtualIds: ["7410"] },
  // 740c is also the id of some MI250X.
  { name: "mi250", memoryGib: 128, deviceIds: ["740c"], virtualIds: [] },
  { name: "mi250x", memoryGib: 128, deviceIds: ["7408", "740c"], virtualIds: [] },
  { name: "mi300a", memoryGib: 128, deviceIds: ["74a0"], virtualIds: [] },
  {
    name: "mi300x",
    memoryGib: 192,
    deviceIds: ["74a1", "74a9"],
    virtualIds: ["74b5", "74bd"],
    azure: ["Standard_ND96isr_MI300X_v5"],
  },
  { name: "mi308x", memoryGib: null, deviceIds: ["74a2", "74a8"], virtualIds: ["74b6", "74bc"] },
  { name: "mi325x", memoryGib: 256, deviceIds: ["74a5"], virtualIds: ["74b9"] },
  { name: "mi350x", memoryGib: 288, deviceIds: ["75a0"], virtualIds: ["75b0"] },
  { name: "mi355x", memoryGib: 288, deviceIds: ["75a3"], virtualIds: ["75b3"] },
  { name: "mi350p", memoryGib: null, deviceIds: ["75a8"], virtualIds: ["75b8"] },
  { name: "v710", memoryGib: null, deviceIds: ["7460"], virtualIds: ["7461"] },
  {
    name: "radeon-pro-v520",
    memoryGib: 8,
    deviceIds: [],
    virtualIds: [],
    karpenter: "radeon-pro-v520",
    ec2: ["g4ad"],
  },
  { name: "w7900", memoryGib: null, deviceIds: ["7448", "744a", "744b"], virtualIds: [] },
  { name: "r9700", memoryGib: null, deviceIds: ["7551"], virtualIds: [] },
];

/** Intel's GPU models. The resource follows the kernel driver, which for all of these is i915. */
export const INTEL: readonly IntelFacts[] = [
  {
    name: "intel-flex-140",
    memoryGib: null,
    label: { key: "gpu.intel.com/product", value: "Flex_140" },
  },
  {
    name: "intel-flex-170",
    memoryGib: null,
    label: { key: "gpu.intel.com/product", value: "Flex_170" },
  },
  { name: "intel-max-1100", memoryGib: 48, label: { key: "gpu.intel.com/product", value: "Max_1100" } },
  { name: "intel-max-1550", memoryGib: 128, label: { key: "gpu.intel.com/product", value: "Max_1550" } },
  { name: "intel-arc-a", memoryGib: null, label: { key: "gpu.intel.com/family", value: "A_Series" } },
];
