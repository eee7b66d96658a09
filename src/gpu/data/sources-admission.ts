/** Where it was read what platforms reject, and for what they make no nodes. */
export const ADMISSION_SOURCES = {
  "gke-allowlist": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/reference/crds/workloadallowlist",
    note: "names what a WorkloadAllowlist exempts from, kubernetes.io/hostname among it",
  },
  "gke-allowlists": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/run-autopilot-partner-workloads",
    note: "the label is in docs/troubleshooting/autopilot-privileged-workloads",
  },
  "gke-autopilot-maximum": {
    url: "https://github.com/argoproj/argo-workflows/issues/13073",
    note: "Autopilot's own words where a pod asks for more cpu and memory than it gives beside the GPU",
  },
  "gke-autopilot-security": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/autopilot-security",
    note: "host options, capabilities and volume types",
  },
  "gke-autopilot-selectors": {
    url: "https://github.com/GoogleCloudPlatform/ai-on-gke/pull/983",
    note: "Autopilot's own list of label keys; earlier ones: rancher/dashboard#10564, rancher/rancher#39052",
  },
  "gke-compute-class-selectors": {
    url: "https://github.com/newrelic/newrelic-prometheus-configurator/issues/472",
    note: "GKE's own list of the label keys that may stand beside a custom compute class",
  },
  "gke-compute-classes": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/about-compute-classes",
  },
  "gke-host-ports": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/autopilot-hostport",
    note: "random host ports, for pods that no workload of Kubernetes makes",
  },
  "gke-workload-identity": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
    note: "Autopilot rejects the selector on the metadata server",
  },
  "gke-workload-separation": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/workload-separation",
  },
  "karpenter-core-provisioner": {
    repo: "kubernetes-sigs/karpenter",
    path: "pkg/controllers/provisioning/provisioner.go",
    note: "what pods it ignores",
  },
} as const;
