import type { CapacityRow, NodeTaintRow, PlatformRow, Sourced } from "../rows.ts";
import type { Toleration } from "../types.ts";
import { AUTOPILOT_ADMISSION } from "./autopilot-admission.ts";
import { noRuntimeClass, noSchedule, PLAIN } from "./platform-parts.ts";
import { lookedUp, noted } from "./provenance.ts";
import { GKE_SPOT_TOLERATION } from "./spot-tolerations.ts";
import { SAFE_TO_EVICT } from "./traces.ts";
import { WHOLE_ON_GKE } from "./whole-gpus.ts";

const SPOT = "cloud.google.com/gke-spot";

const arm64: Sourced<Toleration> = {
  value: { key: "kubernetes.io/arch", operator: "Equal", value: "arm64", effect: "NoSchedule" },
  ...noted("source-code", "gke-nap", "gke-accel"),
};

const spotLabel = {
  value: { key: SPOT, value: "true" },
  ...noted("source-code", "gke-labels", "gke-preempt"),
};

/** About 30 seconds in total, of which ordinary pods get the first half. */
const notice: Sourced<number> = { value: 15, ...noted("source-code", "gke-preempt", "gke-labels") };

const taints: readonly NodeTaintRow[] = [
  noSchedule(
    {
      key: "nvidia.com/gpu",
      value: "present",
      by: "default",
      on: "GPU pools that were created when the cluster already had another pool",
    },
    noted("official", "gke-docs-gpu"),
  ),
  noSchedule(
    { key: "google.com/tpu", value: "present", by: "default", on: "TPU pools" },
    lookedUp("official", "gke-docs-tpu"),
  ),
  noSchedule(
    { key: "kubernetes.io/arch", value: "arm64", by: "default", on: "arm64 nodes (GB200, GB300)" },
    noted("source-code", "gke-nap", "gke-accel"),
  ),
  noSchedule(
    { key: SPOT, value: "true", by: "default", on: "spot pools that node auto-provisioning creates" },
    noted("source-code", "gke-preempt"),
  ),
];

const capacity: readonly CapacityRow[] = [
  {
    key: "cloud.google.com/gke-provisioning",
    values: ["spot", "flex-start", "preemptible", "standard"],
    ...noted("source-code", "gke-labels"),
  },
  { key: SPOT, values: ["true"], ...noted("source-code", "gke-labels", "gke-preempt") },
  {
    key: "cloud.google.com/gke-flex-start",
    values: ["true"],
    ...noted("source-code", "gke-labels", "gke-preempt"),
  },
];

const tpuModelRequired: Sourced<string> = {
  value:
    "a TPU is selected by its type and the shape of its slice, and a pod must take all chips of a machine",
  ...lookedUp("official", "gke-docs-tpu"),
};

const google = {
  ...PLAIN,
  resources: { nvidia: "nvidia.com/gpu", google: "google.com/tpu" },
  tolerations: {},
  arm64Toleration: arm64,
  capacity,
  evictionAnnotations: [SAFE_TO_EVICT],
  runtimeClass: noRuntimeClass("gke-docs-gpu"),
  mig: {
    offer: "label",
    key: "cloud.google.com/gke-gpu-partition-size",
    ...noted("source-code", "gke-labels", "gke-gpu-machines"),
  },
} as const;

/** GKE with node pools, and Autopilot. */
export const GOOGLE_PLATFORMS: readonly PlatformRow[] = [
  {
    ...google,
    name: "gke",
    title: "GKE Standard",
    taints,
    injected: {
      value: "GKE tolerates the taint that is named like a resource for every pod that requests the resource",
      ...noted("official", "gke-docs-gpu"),
    },
    wholeGpus: { nvidia: WHOLE_ON_GKE },
    noLabelReason: "GKE has no label that says only that a node has GPUs",
    modelRequired: { google: tpuModelRequired },
    spot: {
      label: spotLabel,
      tolerations: [GKE_SPOT_TOLERATION],
      notice,
    },
    remarks: [
      {
        value: "with time-sharing a container may ask for one GPU only",
        ...noted("official", "gke-docs-sharing"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("source-code", "gke-labels", "gke-gpu-machines", "gke-machines", "gke-docs-gpu", "gke-nap"),
  },
  {
    ...google,
    name: "gke-autopilot",
    title: "GKE Autopilot",
    injected: {
      value: "Autopilot adds the tolerations of its nodes to the pod",
      ...noted("official", "gke-docs-autopilot-gpu"),
    },
    noLabelReason: "",
    modelRequired: {
      nvidia: {
        value: "Autopilot creates the node for the pod, and rejects a GPU pod that does not say which GPU",
        ...noted("official", "gke-docs-autopilot-gpu"),
      },
      google: tpuModelRequired,
    },
    spot: { label: spotLabel, tolerations: [], notice },
    launcher: { value: "Autopilot", ...noted("official", "gke-docs-autopilot-gpu") },
    admission: AUTOPILOT_ADMISSION,
    labelPairs: [
      {
        value: [
          "cloud.google.com/gke-gpu-sharing-strategy",
          "cloud.google.com/gke-max-shared-clients-per-gpu",
        ],
        ...noted("official", "gke-docs-sharing"),
      },
    ],
    remarks: [
      {
        value:
          "GKE 1.28.9 to 1.29.4 also needs the node selector cloud.google.com/compute-class: Accelerator; later versions do not",
        ...noted("official", "gke-docs-autopilot-gpu"),
      },
      {
        value: "GPUs are shared by time-sharing; MPS is not offered",
        ...noted("official", "gke-docs-sharing"),
      },
      { value: "NVIDIA GPU Operator cannot be installed", ...noted("official", "gke-docs-autopilot-gpu") },
      {
        value: "TPUs need GKE 1.32.3-gke.1927000 or later",
        ...lookedUp("official", "gke-docs-tpu-autopilot"),
      },
    ],
    countRule: "whole-machine",
    ...noted("official", "gke-docs-autopilot-gpu", "gke-docs-sharing", "gke-labels"),
  },
];
