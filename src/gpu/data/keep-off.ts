import type { KeepOffRow } from "../rows.ts";
import type { MatchExpression, Provenance } from "../types.ts";
import { noted } from "./provenance.ts";

function absent(key: string, provenance: Provenance): KeepOffRow["expressions"][number] {
  return { value: { key, operator: "DoesNotExist" } satisfies MatchExpression, ...provenance };
}

const nvidia = absent("nvidia.com/gpu.present", noted("official", "gfd", "k8s-dp-values"));

const amd = [
  absent("amd.com/gpu.device-id", noted("source-code", "amd-labeller")),
  // The labeller gives a node with two kinds of GPUs no plain key; the operator's feature rule marks it all the same.
  absent("feature.node.kubernetes.io/amd-gpu", noted("source-code", "amd-operator")),
];

const gaudi = absent("intel.feature.node.kubernetes.io/gaudi", noted("source-code", "intel-nfd"));

const components = [nvidia, ...amd, gaudi];

const discovered: Pick<KeepOffRow, "strength" | "expressions" | "reason"> = {
  strength: "preferred",
  expressions: components,
  reason:
    "nothing taints GPU nodes by default, and the vendors' components label them; any node may be one here",
};

/**
 * What keeps CPU pods off GPU nodes, by platform: labels of all vendors that it has.
 *
 * `required` where a pool (node group, NodePool) has one machine type, so that GPU nodes are pools of their own;
 * `preferred` where one node may be the cluster, or all nodes may have GPUs (CoreWeave and Nebius are bought for them).
 *
 * Not here: Autopilot makes nodes for the pods, and taints those with accelerators; minikube has one node. Not among
 * the expressions, except on `generic-intel`: the label of Intel's GPUs, which nodes with integrated graphics carry
 * too, and those are most nodes of some clusters.
 */
export const KEEP_OFF: readonly KeepOffRow[] = [
  { platform: "generic-nvidia", ...discovered },
  { platform: "generic-amd", ...discovered },
  {
    platform: "generic-intel",
    ...discovered,
    expressions: [
      absent("intel.feature.node.kubernetes.io/gpu", noted("source-code", "intel-nfd")),
      ...components,
    ],
  },
  {
    platform: "gke",
    strength: "required",
    expressions: [
      absent("cloud.google.com/gke-accelerator", noted("source-code", "gke-labels")),
      absent("cloud.google.com/gke-tpu-accelerator", noted("source-code", "gke-labels", "gke-tpu")),
    ],
    reason: "GKE taints GPU pools only in clusters that already have another pool, and labels them always",
  },
  {
    platform: "eks",
    strength: "required",
    expressions: [
      absent("nvidia.com/gpu.present", noted("official", "eks-nodeadm", "gfd")),
      {
        value: {
          key: "node.kubernetes.io/instance-type",
          operator: "NotIn",
          values: [
            "dl1.24xlarge",
            "inf1.xlarge",
            "inf1.2xlarge",
            "inf1.6xlarge",
            "inf1.24xlarge",
            "inf2.xlarge",
            "inf2.8xlarge",
            "inf2.24xlarge",
            "inf2.48xlarge",
            "trn1.2xlarge",
            "trn1.32xlarge",
            "trn1n.32xlarge",
            "trn2.48xlarge",
          ],
        },
        ...noted("official", "eks-ml", "karpenter-aws-types"),
      },
    ],
    reason:
      "EKS does not taint GPU nodes: its AL2023 image or GPU Feature Discovery labels NVIDIA's, and only their machine types tell Neuron devices and Gaudis",
  },
  {
    platform: "eks-karpenter",
    strength: "required",
    expressions: [
      absent("karpenter.k8s.aws/instance-gpu-count", noted("source-code", "karpenter-aws-labels")),
      absent(
        "karpenter.k8s.aws/instance-accelerator-count",
        noted("source-code", "karpenter-aws-labels", "karpenter-aws-types"),
      ),
    ],
    reason: "Karpenter does not taint nodes with accelerators, and labels them with their number",
  },
  {
    platform: "eks-auto-mode",
    strength: "required",
    expressions: [
      absent("eks.amazonaws.com/instance-gpu-count", noted("official", "eks-auto")),
      {
        value: {
          key: "eks.amazonaws.com/instance-family",
          operator: "NotIn",
          values: ["inf1", "inf2", "trn1", "trn1n", "trn2"],
        },
        ...noted("official", "eks-auto", "eks-ml"),
      },
    ],
    reason:
      "Auto Mode does not taint nodes with accelerators: it labels GPU nodes with their number, and a machine's family tells Neuron devices",
  },
  {
    platform: "aks",
    strength: "required",
    expressions: [
      absent("kubernetes.azure.com/accelerator", noted("official", "aks-labels", "aks-gpu")),
      {
        value: { key: "accelerator", operator: "NotIn", values: ["nvidia", "amd"] },
        ...noted("official", "aks-labels", "aks-amd"),
      },
    ],
    reason: "AKS does not taint GPU nodes, and labels them",
  },
  {
    platform: "aks-nap",
    strength: "required",
    expressions: [
      absent("karpenter.azure.com/sku-gpu-manufacturer", noted("source-code", "aks-karp-labels")),
    ],
    reason: "node auto-provisioning does not taint GPU nodes, and labels them with the maker of the GPU",
  },
  { platform: "openshift", ...discovered },
  {
    platform: "coreweave",
    strength: "preferred",
    expressions: [
      {
        value: { key: "node.coreweave.cloud/class", operator: "NotIn", values: ["gpu"] },
        ...noted("official", "cw-sched"),
      },
    ],
    reason:
      "CoreWeave's taint does not keep pods off for certain, and every node says whether it is for GPUs; some clusters have no others",
  },
  {
    platform: "oke",
    strength: "required",
    expressions: [
      absent("nvidia.com/gpu", noted("official", "oke-hpc", "ca-oci")),
      absent("amd.com/gpu", noted("official", "oke-hpc")),
    ],
    reason: "Oracle labels its GPU nodes, and their taint can be taken off a pool",
  },
  {
    platform: "doks",
    strength: "required",
    expressions: [absent("doks.digitalocean.com/gpu-brand", noted("official", "doks-docs"))],
    reason: "DigitalOcean labels its GPU nodes, and their taint can be taken off a pool",
  },
  { platform: "nebius", ...discovered, expressions: [nvidia] },
  {
    platform: "lke",
    strength: "required",
    expressions: [nvidia],
    reason: "nothing taints the GPU nodes of a pool, and GPU Feature Discovery labels them",
  },
  { platform: "k3s", ...discovered },
];
