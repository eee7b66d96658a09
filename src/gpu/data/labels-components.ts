import type { LabelRow } from "../rows.ts";
import { gpuOnly, gpuOnlyPattern, type Writer } from "./label-rows.ts";
import { lookedUp, noted } from "./provenance.ts";

const gfd: Writer = { vendor: "nvidia", platforms: [], provenance: noted("official", "gfd", "k8s-dp") };
const nfdNvidia: Writer = {
  vendor: "nvidia",
  platforms: [],
  provenance: noted("official", "nfd", "gpu-operator-mig"),
};
const amd: Writer = {
  vendor: "amd",
  platforms: [],
  provenance: noted("source-code", "amd-labeller", "amd-operator"),
};
const intel: Writer = {
  vendor: "intel",
  platforms: [],
  provenance: noted("source-code", "intel-nfd", "intel-dp"),
};
const gaudi: Writer = {
  vendor: "habana",
  platforms: [],
  provenance: lookedUp("source-code", "intel-dra"),
};

/** Labels that the vendors' own components write, on any platform. */
export function componentLabels(): readonly LabelRow[] {
  return [
    ...gpuOnly(gfd, "model", "nvidia.com/gpu.product", "nvidia.com/gpu.family"),
    ...gpuOnly(gfd, "count", "nvidia.com/gpu.count"),
    ...gpuOnly(gfd, "memory", "nvidia.com/gpu.memory"),
    ...gpuOnly(gfd, "property", "nvidia.com/gpu.compute.major", "nvidia.com/gpu.compute.minor"),
    ...gpuOnly(gfd, "presence", "nvidia.com/gpu.present", "nvidia.com/vgpu.present"),
    ...gpuOnly(
      gfd,
      "sharing",
      "nvidia.com/gpu.replicas",
      "nvidia.com/gpu.sharing-strategy",
      "nvidia.com/mps.capable",
    ),
    ...gpuOnly(
      gfd,
      "partition",
      "nvidia.com/mig.capable",
      "nvidia.com/mig.strategy",
      "nvidia.com/mig.config",
    ),
    ...gpuOnly(gfd, "topology", "nvidia.com/gpu.clique"),
    ...gpuOnlyPattern(gfd, "partition", "nvidia\\.com/mig-.+", "nvidia\\.com/mig\\..+"),
    ...gpuOnlyPattern(gfd, "driver", "nvidia\\.com/cuda\\..+"),
    ...gpuOnlyPattern(
      { ...gfd, provenance: lookedUp("source-code", "gpu-operator") },
      "driver",
      "nvidia\\.com/gpu\\.deploy\\..+",
    ),
    ...gpuOnlyPattern(gfd, "property", "nvidia\\.com/(?:gpu|vgpu)\\..+"),
    ...gpuOnlyPattern(
      nfdNvidia,
      "presence",
      "feature\\.node\\.kubernetes\\.io/pci-(?:[0-9a-f]{4}_)?10de(?:_.+)?\\.present",
    ),
    ...gpuOnly(
      amd,
      "model",
      "amd.com/gpu.device-id",
      "amd.com/gpu.product-name",
      "amd.com/gpu.family",
      "beta.amd.com/gpu.device-id",
    ),
    ...gpuOnly(amd, "memory", "amd.com/gpu.vram"),
    ...gpuOnly(amd, "driver", "amd.com/gpu.driver-version"),
    ...gpuOnly(
      amd,
      "partition",
      "amd.com/gpu.compute-memory-partition",
      "amd.com/compute-memory-partition",
      "amd.com/gpu.compute-partitioning-supported",
      "amd.com/compute-partitioning-supported",
      "amd.com/gpu.memory-partitioning-supported",
      "amd.com/memory-partitioning-supported",
    ),
    ...gpuOnly(amd, "presence", "feature.node.kubernetes.io/amd-gpu", "feature.node.kubernetes.io/amd-vgpu"),
    ...gpuOnlyPattern(amd, "property", "(?:beta\\.)?amd\\.com/gpu\\..+"),
    ...gpuOnly(intel, "presence", "intel.feature.node.kubernetes.io/gpu"),
    ...gpuOnly(gaudi, "presence", "intel.feature.node.kubernetes.io/gaudi"),
    ...gpuOnly(intel, "model", "gpu.intel.com/product", "gpu.intel.com/family"),
    ...gpuOnly(intel, "count", "gpu.intel.com/device.count"),
    ...gpuOnlyPattern(intel, "property", "gpu\\.intel\\.com/.+"),
  ];
}
