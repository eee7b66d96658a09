import type { PlatformRow, Sourced } from "../rows.ts";
import type { Toleration } from "../types.ts";
import {
  amdToleration,
  KARPENTER_NEVER,
  karpenterSpotLabel,
  migByResource,
  noMig,
  noRuntimeClass,
  noSchedule,
  PLAIN,
  tolerates,
} from "./platform-parts.ts";
import { lookedUp, noted } from "./provenance.ts";
import { AKS_SPOT_TOLERATION } from "./spot-tolerations.ts";
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from "./traces.ts";
import { WHOLE_ON_AKS, WHOLE_ON_AKS_NAP } from "./whole-gpus.ts";

const SPOT = "kubernetes.azure.com/scalesetpriority";

/** Azure evicts a spot machine 30 seconds after it says so, at best. */
const notice = { value: 30, ...lookedUp("official", "azure-spot") };

const sku: Sourced<Toleration> = {
  value: { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" },
  ...noted("official", "aks-gpu"),
};

const runtimeClass = noRuntimeClass("aks-gpu");

const nvidia = tolerates("nvidia.com/gpu", noted("official", "aks-best"));

/** AKS with node pools, and with node auto-provisioning. */
export const AZURE_PLATFORMS: readonly PlatformRow[] = [
  {
    ...PLAIN,
    name: "aks",
    title: "AKS node pools with the cluster autoscaler",
    resources: { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" },
    tolerations: { nvidia: [sku, nvidia], amd: [sku, amdToleration] },
    taints: [
      noSchedule(
        { key: "sku", value: "gpu", by: "convention", on: "GPU pools, as the guides create them" },
        noted("official", "aks-gpu"),
      ),
      noSchedule(
        { key: "nvidia.com/gpu", value: null, by: "convention", on: "GPU pools, by the best practices" },
        noted("official", "aks-best"),
      ),
      noSchedule(
        { key: SPOT, value: "spot", by: "default", on: "spot pools" },
        noted("official", "aks-spot"),
      ),
    ],
    vendorLabel: {
      nvidia: {
        value: { key: "kubernetes.azure.com/accelerator", value: "nvidia" },
        ...noted("official", "aks-labels", "aks-gpu"),
      },
    },
    mig: { ...migByResource, ...noted("official", "aks-mig") },
    wholeGpus: WHOLE_ON_AKS,
    noLabelReason: "AKS's accelerator label is documented for NVIDIA only",
    spot: {
      // The key is deprecated as a label, but the nodes have it, old and new, and the taint has the same name.
      label: { value: { key: SPOT, value: "spot" }, ...noted("official", "aks-spot", "aks-labels") },
      tolerations: [AKS_SPOT_TOLERATION],
      notice,
    },
    capacity: [
      {
        key: "kubernetes.azure.com/priority",
        values: ["spot", "regular"],
        ...noted("official", "aks-labels"),
      },
      { key: SPOT, values: ["spot"], ...noted("official", "aks-spot", "aks-labels") },
    ],
    evictionAnnotations: [SAFE_TO_EVICT],
    runtimeClass,
    remarks: [
      {
        value: "AKS also tolerates the taint named like a requested resource by itself",
        ...noted("official", "aks-faq"),
      },
      {
        value: "the driver is installed, the device plugin is the user's to install",
        ...noted("official", "aks-gpu"),
      },
      {
        value: "MIG is a property of the pool (--gpu-instance-profile); mixed pools offer nvidia.com/mig-*",
        ...noted("official", "aks-mig"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("official", "aks-gpu", "aks-amd", "aks-labels", "aks-spot", "aks-best", "ca-azure"),
  },
  {
    ...PLAIN,
    name: "aks-nap",
    title: "AKS node auto-provisioning (Karpenter for Azure)",
    resources: { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" },
    tolerations: { nvidia: [sku, nvidia], amd: [sku, amdToleration] },
    vendorLabel: {
      nvidia: manufacturer("nvidia"),
      amd: manufacturer("amd"),
    },
    mig: noMig(
      "its Karpenter launches no node for nvidia.com/mig-*",
      noted("source-code", "aks-karp-labels", "aks-karp-gpus"),
    ),
    wholeGpus: WHOLE_ON_AKS_NAP,
    noLabelReason: "",
    spot: {
      label: karpenterSpotLabel,
      // The provider adds no taint by itself; its own tests tolerate this one, and no harm is done where it is not.
      tolerations: [AKS_SPOT_TOLERATION],
      notice,
    },
    capacity: [
      {
        key: "karpenter.sh/capacity-type",
        values: ["on-demand", "spot"],
        ...noted("source-code", "aks-karp-labels", "aks-nap"),
      },
    ],
    evictionAnnotations: [DO_NOT_DISRUPT],
    runtimeClass,
    launcher: { value: "node auto-provisioning", ...noted("source-code", "aks-karp-labels", "aks-nap") },
    neverLaunched: KARPENTER_NEVER,
    remarks: [
      {
        value:
          "the NodePool that comes with it allows only family D: a NodePool for family N is needed before any GPU node comes",
        ...lookedUp("official", "aks-nap"),
      },
      {
        value:
          "its nodes do not have kubernetes.azure.com/accelerator, and a pod that selects it gets no node",
        ...noted("source-code", "aks-karp-labels"),
      },
      {
        value:
          "karpenter.azure.com/sku-gpu-name is cut out of the size's name, differently by release, and often missing: the size is selected instead",
        ...noted("source-code", "skewer"),
      },
    ],
    countRule: "up-to-machine",
    ...noted("source-code", "aks-nap", "aks-karp-labels", "aks-karp-gpus"),
  },
];

function manufacturer(value: string) {
  const key = "karpenter.azure.com/sku-gpu-manufacturer";
  return { value: { key, value }, ...noted("source-code", "aks-karp-labels") };
}
