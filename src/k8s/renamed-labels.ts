/**
 * Node labels that have got another name, with the same values. Nodes carry both: the node lifecycle controller sees to
 * the first two everywhere, the cloud's node controller to the others wherever nodes have the old one; neither source
 * names a version in which that ends.
 * Sources: kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go and
 * staging/src/k8s.io/cloud-provider/controllers/node/node_controller.go (labelReconcileInfo).
 */
export const RENAMED_LABELS: ReadonlyMap<string, string> = new Map([
  ["beta.kubernetes.io/arch", "kubernetes.io/arch"],
  ["beta.kubernetes.io/os", "kubernetes.io/os"],
  ["beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type"],
  ["failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone"],
  ["failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region"],
]);
