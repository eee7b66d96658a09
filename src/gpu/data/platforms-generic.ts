import { noted } from "../provenance.ts";
import type { PlatformRow } from "../rows.ts";
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from "./traces.ts";

/** What the three generic platforms have in common: nobody knows which node autoscaler runs, if any. */
const shared = {
  injected: null,
  arm64Toleration: null,
  vendorLabel: {},
  modelRequired: null,
  spot: null,
  evictionAnnotations: [SAFE_TO_EVICT, DO_NOT_DISRUPT],
  countRule: "unknown",
} as const;

/** Clusters that are known only by the vendor's components. Always loaded: they are the default. */
export const GENERIC_PLATFORMS: readonly PlatformRow[] = [
  {
    name: "generic-nvidia",
    title: "Any cluster with NVIDIA GPU Operator or device plugin and GPU Feature Discovery",
    resources: { nvidia: "nvidia.com/gpu" },
    tolerations: {
      nvidia: [
        {
          value: { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
          ...noted("official", "k8s-dp-values"),
        },
      ],
    },
    noModelReason:
      "no model is named, and the nvidia.com/gpu limit already restricts the pod to GPU nodes; a label that depends on GPU Feature Discovery could leave it Pending for ever",
    ...shared,
    ...noted("official", "gfd", "k8s-dp", "k8s-dp-values"),
  },
  {
    name: "generic-amd",
    title: "Any cluster with AMD's device plugin or GPU Operator and node labeller",
    resources: { amd: "amd.com/gpu" },
    tolerations: {
      amd: [
        {
          value: { key: "amd.com/gpu", operator: "Exists", effect: "NoSchedule" },
          ...noted("source-code", "amd-labeller", "amd-dp", "amd-operator"),
        },
      ],
    },
    noModelReason:
      "no model is named, and the amd.com/gpu limit already restricts the pod to GPU nodes; a label that depends on AMD's labeller could leave it Pending for ever",
    ...shared,
    ...noted("source-code", "amd-labeller", "amd-dp", "amd-operator"),
  },
  {
    name: "generic-intel",
    title: "Any cluster with Intel's GPU device plugin and node feature rules",
    resources: { intel: "gpu.intel.com/xe" },
    tolerations: {},
    noModelReason:
      "no model is named, and the gpu.intel.com limit already restricts the pod to GPU nodes; a label that depends on Node Feature Discovery could leave it Pending for ever",
    ...shared,
    ...noted("source-code", "intel-dp", "intel-nfd"),
  },
];
