import type { AmdFacts, IntelFacts, OtherFacts } from "./model-facts.ts";

/**
 * AMD's GPU models by PCI device id, which is what a selector is made of: the labeller's product names differ with
 * where it reads them, and are only recognised. Ids of virtual functions mean the same GPU inside a virtual machine.
 */
export const AMD: readonly AmdFacts[] = [
  { name: "mi100", memoryGib: 32, deviceIds: ["738c", "738e"] },
  {
    name: "mi210",
    memoryGib: 64,
    deviceIds: ["740f"],
    virtualIds: ["7410"],
    productNames: ["AMD_Instinct_MI210", "Instinct_MI210"],
  },
  // 740c is also the id of some MI250X.
  {
    name: "mi250",
    memoryGib: 128,
    deviceIds: ["740c"],
    productNames: ["AMD_INSTINCT_MI250_MCM_OAM_AC_MBA"],
  },
  { name: "mi250x", memoryGib: 128, deviceIds: ["7408", "740c"], productNames: ["AMD_Instinct_MI250X"] },
  { name: "mi300a", memoryGib: 128, deviceIds: ["74a0"], productNames: ["AMD_Instinct_MI300A"] },
  {
    name: "mi300x",
    memoryGib: 192,
    deviceIds: ["74a1", "74a9"],
    virtualIds: ["74b5", "74bd"],
    productNames: ["AMD_Instinct_MI300X_OAM", "AMD_Instinct_MI300X"],
  },
  {
    name: "mi308x",
    memoryGib: null,
    deviceIds: ["74a2", "74a8"],
    virtualIds: ["74b6", "74bc"],
    productNames: ["AMD_Instinct_MI308X"],
  },
  {
    name: "mi325x",
    memoryGib: 256,
    memoryIsSourced: false,
    deviceIds: ["74a5"],
    virtualIds: ["74b9"],
    productNames: ["AMD_Instinct_MI325_OAM", "AMD_Instinct_MI325X"],
  },
  {
    name: "mi350x",
    memoryGib: 288,
    memoryIsSourced: false,
    deviceIds: ["75a0"],
    virtualIds: ["75b0"],
    productNames: ["AMD_Instinct_MI350X"],
  },
  {
    name: "mi355x",
    memoryGib: 288,
    memoryIsSourced: false,
    deviceIds: ["75a3"],
    virtualIds: ["75b3"],
    productNames: ["AMD_Instinct_MI355_OAM", "AMD_Instinct_MI355X"],
  },
  { name: "mi350p", memoryGib: null, deviceIds: ["75a8"], virtualIds: ["75b8"] },
  { name: "v710", memoryGib: null, deviceIds: ["7460"], virtualIds: ["7461"] },
  { name: "radeon-pro-v520", memoryGib: 8, deviceIds: [] },
  { name: "w7900", memoryGib: null, deviceIds: ["7448", "744a", "744b"] },
  { name: "r9700", memoryGib: null, deviceIds: ["7551"] },
];

/** Intel's GPU models. The resource follows the kernel driver, which for all of these is i915. */
export const INTEL: readonly IntelFacts[] = [
  { name: "intel-flex-140", memoryGib: null, label: { key: "gpu.intel.com/product", value: "Flex_140" } },
  { name: "intel-flex-170", memoryGib: null, label: { key: "gpu.intel.com/product", value: "Flex_170" } },
  {
    name: "intel-max-1100",
    memoryGib: 48,
    memoryIsSourced: false,
    label: { key: "gpu.intel.com/product", value: "Max_1100" },
  },
  {
    name: "intel-max-1550",
    memoryGib: 128,
    memoryIsSourced: false,
    label: { key: "gpu.intel.com/product", value: "Max_1550" },
  },
  { name: "intel-arc-a", memoryGib: null, label: { key: "gpu.intel.com/family", value: "A_Series" } },
];

/** Gaudi, TPU and Neuron: one resource each, whatever the model. Their memory is common knowledge only. */
export const OTHERS: readonly OtherFacts[] = [
  { name: "gaudi1", vendor: "habana", memoryGib: 32 },
  { name: "gaudi2", vendor: "habana", memoryGib: 96, hasPresenceLabel: true },
  { name: "gaudi3", vendor: "habana", memoryGib: 128, hasPresenceLabel: true },
  { name: "tpu-v4", vendor: "google", memoryGib: null },
  { name: "tpu-v5e", vendor: "google", memoryGib: 16 },
  { name: "tpu-v5p", vendor: "google", memoryGib: 95 },
  { name: "tpu-v6e", vendor: "google", memoryGib: 32 },
  { name: "tpu-v7", vendor: "google", memoryGib: 192 },
  { name: "inferentia1", vendor: "aws", memoryGib: null },
  { name: "inferentia2", vendor: "aws", memoryGib: 32 },
  { name: "trainium1", vendor: "aws", memoryGib: 32 },
  { name: "trainium2", vendor: "aws", memoryGib: 96 },
];
