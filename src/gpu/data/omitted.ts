import type { OmittedRow } from "../rows.ts";
import { lookedUp, noted } from "./provenance.ts";

/** Where the product names come from, and these are not. */
const productTable = noted("source-code", "nv-open-kmod", "gfd");

/** The provider counts GPUs by what Azure's API says of a size; that it says nothing of these was inferred. */
const uncounted = lookedUp("secondary", "aks-karp-labels");

/** What the notes name but no selector may be made of, with the reason: it is told when somebody asks for it. */
export const OMITTED: readonly OmittedRow[] = [
  ...["generic-nvidia", "openshift", "nebius", "k3s"].flatMap((platform): readonly OmittedRow[] => [
    {
      model: "p4",
      platform,
      reason: "its product label was only seen in third-party manifests",
      ...productTable,
    },
    { model: "t4g", platform, reason: "its product label is not known", ...productTable },
    { model: "k80", platform, reason: "its product label is not known", ...productTable },
  ]),
  {
    model: "rtx-pro-6000",
    platform: "aks",
    reason: "which of its VM sizes have whole GPUs was not verified",
    ...lookedUp("official", "azure-sizes"),
  },
  {
    model: "rtx-pro-6000",
    platform: "aks-nap",
    reason: "node auto-provisioning knows preview names of its VM sizes only",
    ...lookedUp("source-code", "aks-karp-gpus"),
  },
  {
    model: "gb200",
    platform: "aks-nap",
    reason: "Azure's API does not tell the GPUs of its VM sizes, so auto-provisioning counts none",
    ...uncounted,
  },
  {
    model: "gb300",
    platform: "aks-nap",
    reason: "Azure's API does not tell the GPUs of its VM sizes, so auto-provisioning counts none",
    ...uncounted,
  },
  {
    model: "v710",
    platform: "aks-nap",
    reason: "Azure's API does not tell the GPUs of its VM sizes, so auto-provisioning counts none",
    ...uncounted,
  },
  {
    model: "gb200",
    platform: "eks-karpenter",
    reason: "Karpenter's instance table does not have p6e-gb200",
    ...noted("source-code", "karpenter-aws-types"),
  },
  {
    model: "gb200",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have p6e-gb200",
    ...lookedUp("official", "eks-auto"),
  },
  {
    model: "v100-16gb",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have p3",
    ...lookedUp("official", "eks-auto"),
  },
  {
    model: "rtx-pro-4500",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have g7",
    ...lookedUp("official", "eks-auto"),
  },
  {
    model: "k80",
    platform: "eks",
    reason: "its instance types were not verified",
    ...noted("source-code", "karpenter-aws-types"),
  },
  {
    model: "k80",
    platform: "eks-karpenter",
    reason: "Karpenter's instance table has no machine with it",
    ...noted("source-code", "karpenter-aws-types"),
  },
  {
    model: "radeon-pro-v520",
    platform: "eks",
    reason: "no value was verified for node groups",
    ...noted("official", "eks-ml"),
  },
  {
    model: "radeon-pro-v520",
    platform: "eks-auto-mode",
    reason: "Auto Mode brings device plugins for NVIDIA and Neuron only",
    ...noted("official", "eks-auto"),
  },
  {
    model: "gaudi1",
    platform: "eks-auto-mode",
    reason: "Auto Mode's list of instance types does not have dl1",
    ...lookedUp("official", "eks-auto"),
  },
  {
    model: "gaudi1",
    platform: "generic-intel",
    reason: "Intel's node feature rules were not seen to label it",
    ...lookedUp("source-code", "intel-dra"),
  },
  {
    model: "gb200",
    platform: "coreweave",
    reason: "its Instance ID was only seen in samples",
    ...lookedUp("source-code", "ca-coreweave"),
  },
  {
    model: "a100-80gb",
    platform: "coreweave",
    reason: "the documentation does not say which memory the A100 of gd-8xa100-i128 has",
    ...noted("official", "cw-sched", "ca-coreweave"),
  },
  {
    model: "a100-40gb",
    platform: "coreweave",
    reason: "the documentation does not say which memory the A100 of gd-8xa100-i128 has",
    ...noted("official", "cw-sched", "ca-coreweave"),
  },
  {
    model: "*",
    platform: "minikube",
    reason:
      "minikube's node carries no label that tells its GPU, and it is the only node: leave the model out",
    ...noted("official", "minikube"),
  },
  {
    model: "*",
    platform: "lke",
    reason: "Akamai offers RTX 4000 Ada, whose product label was not verified, and RTX PRO 6000",
    ...noted("official", "linode-docs"),
  },
  {
    model: "*",
    platform: "doks",
    reason: "DigitalOcean documents the label's value for h100 and mi300x only",
    ...noted("official", "doks-docs"),
  },
];
