/** Kinds of one API group whose objects may name accelerators and make no pod that has one. */
interface MentioningKinds {
  /** Without version; empty for the core group. */
  readonly group: string;
  /** Null for every kind of the group. */
  readonly kinds: readonly string[] | null;
}

/** Why a group is in the list stands above its row, with where that was read. */
export const MENTIONING_KINDS: readonly MentioningKinds[] = [
  // What nodes have, what a namespace may use, and text. kubernetes.io: Node, Resource Quotas, Limit Ranges, ConfigMaps.
  { group: "", kinds: ["Node", "ResourceQuota", "LimitRange", "ConfigMap", "Secret"] },
  // Quotas over several namespaces. docs.openshift.com: Resource quotas across multiple projects.
  { group: "quota.openshift.io", kinds: null },
  // Classes and slices describe devices; a claim counts with the pod that uses it. kubernetes.io: Dynamic Resource Allocation.
  { group: "resource.k8s.io", kinds: null },
  // Descriptions of kinds, whose defaults and examples name resources. kubernetes.io: CustomResourceDefinition.
  { group: "apiextensions.k8s.io", kinds: null },
  // Policies of the API server: they judge or change what others ask for. kubernetes.io: Validating Admission Policy.
  { group: "admissionregistration.k8s.io", kinds: null },
  // Limits of a pool and what a machine was made for (NodeClaim `spec.resources.requests`). karpenter.sh: NodePools, NodeClaims.
  { group: "karpenter.sh", kinds: null },
  { group: "karpenter.k8s.aws", kinds: null },
  { group: "karpenter.azure.com", kinds: null },
  // Which machines GKE makes. cloud.google.com: About custom compute classes.
  { group: "cloud.google.com", kinds: ["ComputeClass"] },
  // Quotas and flavors; a Workload repeats the pods of the job that it is about. kueue.sigs.k8s.io: Concepts.
  { group: "kueue.x-k8s.io", kinds: null },
  // Queues and groups of pods that are made elsewhere (`minResources`). volcano.sh: Queue, PodGroup.
  { group: "scheduling.volcano.sh", kinds: null },
  // The same of the scheduler plugins. scheduler-plugins.sigs.k8s.io: Coscheduling, Capacity Scheduling.
  { group: "scheduling.x-k8s.io", kinds: null },
  // The same of KAI and Run:ai. github.com/NVIDIA/KAI-Scheduler docs/queues: `spec.resources.gpu` of a Queue.
  { group: "scheduling.run.ai", kinds: null },
  // Policies: patterns that pods are compared with. kyverno.io: Validate Rules; open-policy-agent.github.io/gatekeeper.
  { group: "kyverno.io", kinds: null },
  { group: "policies.kyverno.io", kinds: null },
  { group: "cli.kyverno.io", kinds: null },
  { group: "templates.gatekeeper.sh", kinds: null },
  { group: "constraints.gatekeeper.sh", kinds: null },
  { group: "mutations.gatekeeper.sh", kinds: null },
  // Models of a pool whose pods a Deployment makes; no version of these kinds has a field for resources.
  // github.com/kubernetes-sigs/gateway-api-inference-extension: API types.
  { group: "inference.networking.x-k8s.io", kinds: null },
  // Tests that apply manifests and compare objects with what they expect. kyverno.github.io/chainsaw, kuttl.dev.
  { group: "chainsaw.kyverno.io", kinds: null },
  { group: "kuttl.dev", kinds: null },
  // Nodes and pods that nothing runs on. kwok.sigs.k8s.io: Configuration.
  { group: "kwok.x-k8s.io", kinds: null },
  { group: "config.kwok.x-k8s.io", kinds: null },
];

/**
 * Keys under which nothing is asked for: what a controller reports, input of charts (Flux HelmRelease `values`, Argo CD
 * `valuesObject`, kustomize `valuesInline`), which asks for what the chart makes of it, and what tests expect.
 */
export const KEYS_WITHOUT_PODS: ReadonlySet<string> = new Set([
  "status",
  "values",
  "valuesObject",
  "valuesInline",
  "parameters",
  "assert",
]);
