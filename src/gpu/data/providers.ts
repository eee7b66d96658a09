/** The platforms of providers with several, which share machines, labels and annotations. */
export const GOOGLE: readonly string[] = ["gke", "gke-autopilot"];
export const AWS: readonly string[] = ["eks", "eks-karpenter", "eks-auto-mode"];
export const AZURE: readonly string[] = ["aks", "aks-nap"];
