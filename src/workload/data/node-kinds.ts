import type { FieldPath } from "../../yaml/tree.ts";

/** A kind whose objects say what nodes carry: a node, or what makes nodes or describes them. Paths start at its top. */
export interface NodeKindRow {
  /** Without version; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly labels: FieldPath;
  readonly taints: FieldPath;
  /** Conditions on labels that are written like those of a node affinity; absent where the kind has none. */
  readonly requirements?: FieldPath;
  /** The label whose value is the object's own name. */
  readonly nameLabel?: string;
  /**
   * Which labels its nodes may have beside those written: `none`, `known` ones that the platform writes (nothing makes a
   * node for a label that neither it nor the object knows), or `any`.
   */
  readonly others: "none" | "known" | "any";
  /** The nodes have these taints and no more; false where the platform adds to them. */
  readonly hasAllTaints: boolean;
  /** Tolerations that pods get from it when they are admitted through a queue. */
  readonly queueTolerations?: FieldPath;
}

/** The kinds, each with where its fields were read (2026-11-30). */
export const NODE_KINDS: readonly NodeKindRow[] = [
  // kubernetes.io: API reference, Node.
  {
    group: "",
    kind: "Node",
    labels: ["metadata", "labels"],
    taints: ["spec", "taints"],
    others: "none",
    hasAllTaints: true,
  },
  // karpenter.sh/docs/concepts/nodepools: pods need not tolerate `startupTaints`, which somebody takes off.
  {
    group: "karpenter.sh",
    kind: "NodePool",
    labels: ["spec", "template", "metadata", "labels"],
    taints: ["spec", "template", "spec", "taints"],
    requirements: ["spec", "template", "spec", "requirements"],
    nameLabel: "karpenter.sh/nodepool",
    others: "known",
    hasAllTaints: true,
  },
  // kueue.sigs.k8s.io/docs/concepts/resource_flavor: admitted pods get its labels and tolerations, not those of `nodeTaints`.
  {
    group: "kueue.x-k8s.io",
    kind: "ResourceFlavor",
    labels: ["spec", "nodeLabels"],
    taints: ["spec", "nodeTaints"],
    others: "any",
    hasAllTaints: false,
    queueTolerations: ["spec", "tolerations"],
  },
  // docs.cloud.google.com/kubernetes-engine/docs/reference/crds/computeclass; GKE adds the taints of GPU nodes.
  {
    group: "cloud.google.com",
    kind: "ComputeClass",
    labels: ["spec", "nodePoolConfig", "nodeLabels"],
    taints: ["spec", "nodePoolConfig", "taints"],
    nameLabel: "cloud.google.com/compute-class",
    others: "any",
    hasAllTaints: false,
  },
];
