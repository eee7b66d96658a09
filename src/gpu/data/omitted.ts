import type { OmittedRow } from "../rows.ts";

/** What the notes name but no selector may be made of, with the reason: it is told when somebody asks for it. */
export const OMITTED: readonly OmittedRow[] = [
  {
    model: "p4",
    platform: "generic-nvidia",
    reason: "its product label was only seen in third-party manifests",
  },
  { model: "t4g", platform: "generic-nvidia", reason: "its product label is not known" },
  { model: "k80", platform: "generic-nvidia", reason: "its product label is not known" },
  {
    model: "gb200",
    platform: "aks",
    reason: "how many GPUs its VM sizes have was not verified",
  },
  {
    model: "gb300",
    platform: "aks",
    reason: "how many GPUs its VM sizes have was not verified",
  },
  {
    model: "rtx-pro-6000",
    platform: "aks",
    reason: "how many GPUs its VM sizes have was not verified",
  },
  { model: "v710", platform: "aks", reason: "how many GPUs its VM sizes have was not verified" },
  { model: "gb200", platform: "eks-karpenter", reason: "Karpenter's instance table does not have p6e-gb200" },
  {
    model: "gb200",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have p6e-gb200",
  },
  {
    model: "v100-16gb",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have p3",
  },
  {
    model: "rtx-pro-4500",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have g7",
  },
  {
    model: "k80",
    platform: "eks",
    reason: "its instance types were not verified",
  },
  {
    model: "radeon-pro-v520",
    platform: "eks",
    reason: "no value was verified for node groups",
  },
  {
    model: "radeon-pro-v520",
    platform: "eks-auto-mode",
    reason: "Auto Mode brings device plugins for NVIDIA and Neuron only",
  },
];
