import type { PlatformRow } from "../rows.ts";
import { amdToleration, migByResource, noSchedule, nvidiaToleration, PLAIN } from "./platform-parts.ts";
import { noted } from "./provenance.ts";
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from "./traces.ts";

/** What the three generic platforms have in common: nobody knows which node autoscaler runs, if any. */
const generic = {
  ...PLAIN,
  evictionAnnotations: [SAFE_TO_EVICT, DO_NOT_DISRUPT],
  countRule: "unknown",
} as const;

/** Intel's device plugin names its GPUs after the kernel driver of the node, of which most clusters have one. */
export const INTEL_RESOURCES = {
  value: ["gpu.intel.com/i915", "gpu.intel.com/xe"],
  ...noted("official", "intel-dp"),
} as const;

/** Clusters that are known only by the vendor's components. Always loaded: they are the default. */
export const GENERIC_PLATFORMS: readonly PlatformRow[] = [
  {
    ...generic,
    name: "generic-nvidia",
    title: "Any cluster with NVIDIA GPU Operator or device plugin and GPU Feature Discovery",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: { nvidia: [nvidiaToleration] },
    taints: [
      noSchedule(
        { key: "nvidia.com/gpu", value: null, by: "convention", on: "GPU nodes" },
        noted("official", "k8s-dp-values"),
      ),
    ],
    mig: migByResource,
    noLabelReason:
      "a label that depends on GPU Feature Discovery could leave it Pending forever; nodes that share their GPUs or cut them under the same resource take it too",
    ...noted("official", "gfd", "k8s-dp", "k8s-dp-values"),
  },
  {
    ...generic,
    name: "generic-amd",
    title: "Any cluster with AMD's device plugin or GPU Operator and node labeller",
    resources: { amd: "amd.com/gpu" },
    tolerations: { amd: [amdToleration] },
    taints: [
      noSchedule(
        {
          key: "amd-gpu-unhealthy",
          value: null,
          by: "default",
          on: "nodes that AMD's GPU Operator is mending",
        },
        noted("source-code", "amd-operator"),
      ),
      {
        key: "amd-dcm",
        value: "up",
        effect: "NoExecute",
        by: "default",
        on: "nodes that AMD's GPU Operator is partitioning",
        ...noted("source-code", "amd-operator"),
      },
    ],
    noLabelReason: "a label that depends on AMD's labeller could leave it Pending for ever",
    ...noted("source-code", "amd-labeller", "amd-dp", "amd-operator"),
  },
  {
    ...generic,
    name: "generic-intel",
    title: "Any cluster with Intel's device plugins and node feature rules",
    resources: { intel: "gpu.intel.com/xe", habana: "habana.ai/gaudi" },
    resourcesByDriver: { intel: INTEL_RESOURCES },
    tolerations: {},
    noLabelReason: "a label that depends on Node Feature Discovery could leave it Pending for ever",
    ...noted("source-code", "intel-dp", "intel-nfd"),
  },
];
