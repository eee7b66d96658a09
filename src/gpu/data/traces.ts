import type { Label, Sourced, TaintRow } from "../rows.ts";
import type { Provenance } from "../types.ts";
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
export const RUNTIME_CLASSES: readonly (Provenance & { readonly name: string })[] = [
  { name: "nvidia", ...noted("official", "k3s-docs") },
  { name: "nvidia-cdi", ...lookedUp("official", "gpu-operator-cdi") },
  { name: "nvidia-legacy", ...lookedUp("official", "gpu-operator-cdi") },
  { name: "nvidia-experimental", ...lookedUp("official", "k3s-runtimes") },
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
