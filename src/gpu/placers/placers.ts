import { onAutoMode, onEks, onKarpenter } from "./aws.ts";
import { onAks, onNodeAutoProvisioning } from "./azure.ts";
import { byDeviceId, byIntelFeature, byProductName } from "./discovery.ts";
import { onCoreWeave, onDoks, onOke } from "./elsewhere.ts";
import { onAutopilot, onGke } from "./google.ts";
import type { Placer } from "./placer.ts";

/** Akamai offers two GPUs on LKE, and the product name of one is verified. */
const onLke: Placer = (model) => (model.name === "rtx-pro-6000" ? byProductName(model) : null);

/** How each platform selects a model. minikube is not here: its nodes carry no label that tells one. */
export const PLACERS: Readonly<Record<string, Placer>> = {
  "generic-nvidia": byProductName,
  "generic-amd": byDeviceId,
  "generic-intel": byIntelFeature,
  gke: onGke,
  "gke-autopilot": onAutopilot,
  eks: onEks,
  "eks-karpenter": onKarpenter,
  "eks-auto-mode": onAutoMode,
  aks: onAks,
  "aks-nap": onNodeAutoProvisioning,
  openshift: byProductName,
  coreweave: onCoreWeave,
  oke: onOke,
  doks: onDoks,
  nebius: byProductName,
  lke: onLke,
  k3s: byProductName,
};
