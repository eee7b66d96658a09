import { AWS, AZURE, GOOGLE } from "./providers.ts";

/** Who writes keys of labels, taints and annotations of a domain, or one key where `key` stands in place of it. */
export interface KeyDomainRow {
  /** A domain such as `cloud.google.com`, `*.gke.io` for it and those below it, or a whole key. */
  readonly name: string;
  readonly platforms: readonly string[];
  /** `sole`: nobody else writes or reads it, so one such key tells the platform. `some`: it is evidence beside other. */
  readonly tells: "sole" | "some";
}

/**
 * Domains of the providers; the first row counts. For keys that the catalog has no row for, because they say nothing about
 * GPUs: a row of the labels says more. Sources: the providers' documentation of their node labels and annotations; node dumps
 * of public repositories.
 */
export const KEY_DOMAINS: readonly KeyDomainRow[] = [
  { name: "autopilot.gke.io", platforms: ["gke-autopilot"], tells: "sole" },
  { name: "cloud.google.com", platforms: GOOGLE, tells: "sole" },
  { name: "*.gke.io", platforms: GOOGLE, tells: "sole" },
  { name: "gke-gcsfuse", platforms: GOOGLE, tells: "some" },
  { name: "eks.amazonaws.com/nodegroup", platforms: ["eks"], tells: "sole" },
  { name: "eks.amazonaws.com", platforms: AWS, tells: "sole" },
  // EFA's device plugin runs on self-managed clusters of EC2 machines too (karpenter-aws-labels; EKS: node-efa).
  { name: "vpc.amazonaws.com", platforms: AWS, tells: "some" },
  { name: "alpha.eksctl.io", platforms: ["eks"], tells: "sole" },
  { name: "karpenter.k8s.aws", platforms: ["eks-karpenter"], tells: "sole" },
  { name: "karpenter.azure.com", platforms: ["aks-nap"], tells: "sole" },
  // Karpenter has providers for other clouds, and its annotation on pods is written everywhere.
  { name: "karpenter.sh", platforms: ["eks-karpenter", "eks-auto-mode", "aks-nap"], tells: "some" },
  { name: "kubernetes.azure.com", platforms: AZURE, tells: "sole" },
  // The webhook of this one runs on any cluster: azure.github.io/azure-workload-identity, self-managed clusters.
  { name: "azure.workload.identity", platforms: AZURE, tells: "some" },
  { name: "node.openshift.io", platforms: ["openshift"], tells: "some" },
  { name: "openshift.io", platforms: ["openshift"], tells: "some" },
  { name: "*.coreweave.cloud", platforms: ["coreweave"], tells: "sole" },
  { name: "oci.oraclecloud.com", platforms: ["oke"], tells: "sole" },
  { name: "doks.digitalocean.com", platforms: ["doks"], tells: "sole" },
  { name: "lke.linode.com", platforms: ["lke"], tells: "some" },
  { name: "nebius.com", platforms: ["nebius"], tells: "some" },
  { name: "k3s.io", platforms: ["k3s"], tells: "some" },
  { name: "minikube.k8s.io", platforms: ["minikube"], tells: "some" },
];
