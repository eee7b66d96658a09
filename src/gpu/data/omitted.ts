import type { OmittedRow } from "../rows.ts";

/** What the notes name but no selector may be made of, with the reason: it is told when somebody asks for it. */
export const OMITTED: readonly OmittedRow[] = [
  ...["generic-nvidia", "openshift", "nebius", "k3s"].flatMap((platform): readonly OmittedRow[] => [
    { model: "p4", platform, reason: "its product label was only seen in third-party manifests" },
    { model: "t4g", platform, reason: "its product label is not known" },
    { model: "k80", platform, reason: "its product label is not known" },
  ]),
  {
    model: "rtx-pro-6000",
    platform: "aks",
    reason: "which of its VM sizes have whole GPUs was not verified",
  },
  {
    model: "rtx-pro-6000",
    platform: "aks-nap",
    reason: "node auto-provisioning knows preview names of its VM sizes only",
  },
  {
    model: "gb200",
    platform: "aks-nap",
    reason: "Azure's API does not tell the GPUs of its VM sizes, so auto-provisioning counts none",
  },
  {
    model: "gb300",
    platform: "aks-nap",
    reason: "Azure's API does not tell the GPUs of its VM sizes, so auto-provisioning counts none",
  },
  {
    model: "v710",
    platform: "aks-nap",
    reason: "Azure's API does not tell the GPUs of its VM sizes, so auto-provisioning counts none",
  },
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
  { model: "k80", platform: "eks-karpenter", reason: "Karpenter's instance table has no machine with it" },
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
  {
    model: "gaudi1",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have dl1",
  },
  {
    model: "gaudi1",
    platform: "generic-intel",
    reason: "Intel's node feature rules were not seen to label it",
  },
  { model: "gb200", platform: "coreweave", reason: "its Instance ID was only seen in samples" },
  {
    model: "a100-80gb",
    platform: "coreweave",
    reason: "the documentation does not say which memory the A100 of gd-8xa100-i128 has",
  },
  {
    model: "a100-40gb",
    platform: "coreweave",
    reason: "the documentation does not say which memory the A100 of gd-8xa100-i128 has",
  },
  {
    model: "*",
    platform: "minikube",
    reason:
      "minikube's node carries no label that tells its GPU, and it is the only node: leave the model out",
  },
  {
    model: "*",
    platform: "lke",
    reason: "Akamai offers RTX 4000 Ada, whose product label was not verified, and RTX PRO 6000",
  },
  {
    model: "*",
    platform: "doks",
    reason: "DigitalOcean documents the label's value for h100 and mi300x only",
  },
];
