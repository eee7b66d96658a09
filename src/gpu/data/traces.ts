import type { Label, RuntimeClassRow, Sourced, TaintRow } from "../rows.ts";
import { lookedUp, noted } from "./provenance.ts";

/**
 * Taints of accelerator nodes whose key is not the name of a resource. (A key that is one, such as
 * `nvidia.com/gpu`, needs no row.) Spot and team taints are not here: CPU pods have them too.
 */
export const TAINTS: readonly TaintRow[] = [
  { key: "sku", value: "gpu", vendor: "nvidia", ...noted("official", "aks-gpu") },
  { key: "is_gpu", vendor: "nvidia", ...noted("sample", "cw-refarch") },
  { key: "amd-gpu-unhealthy", vendor: "amd", ...noted("source-code", "amd-operator") },
  { key: "amd-dcm", vendor: "amd", ...noted("source-code", "amd-operator") },
];

/**
 * Runtime classes that only GPU containers need. Kata's GPU classes are left out on purpose: they also isolate the
 * pod in a virtual machine, and taking that away is not ours to decide.
 */
export const RUNTIME_CLASSES: readonly RuntimeClassRow[] = [
  { name: "nvidia", vendor: "nvidia", ...noted("official", "k3s-docs") },
  { name: "nvidia-cdi", vendor: "nvidia", ...lookedUp("official", "gpu-operator-cdi") },
  { name: "nvidia-legacy", vendor: "nvidia", ...lookedUp("official", "gpu-operator-cdi") },
  { name: "nvidia-experimental", vendor: "nvidia", ...lookedUp("official", "k3s-runtimes") },
  // Intel's manifest of the device plugin makes it.
  { name: "habana", vendor: "habana", ...lookedUp("official", "gaudi-dp"), date: "2026-11-30" },
];

/** Keeps the cluster autoscaler from evicting the pod. */
export const SAFE_TO_EVICT: Sourced<Label> = {
  value: { key: "cluster-autoscaler.kubernetes.io/safe-to-evict", value: "false" },
  ...noted("official", "ca-faq"),
};

/** Keeps Karpenter from disrupting the pod's node. */
export const DO_NOT_DISRUPT: Sourced<Label> = {
  value: { key: "karpenter.sh/do-not-disrupt", value: "true" },
  ...noted("source-code", "karpenter-core"),
};
