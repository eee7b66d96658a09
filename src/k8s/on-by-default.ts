/**
 * Minor version of Kubernetes since which something that gpuify writes works without anybody turning it on. Read on
 * 2026-11-30 in kubernetes/kubernetes pkg/features/kube_features.go (versioned gates), and where no gate is named in the
 * milestones of kubernetes/enhancements.
 */
export const ON_BY_DEFAULT_SINCE = {
  /** KEP-2702 (stable 1.23). */
  autoscalingV2: 23,
  /** Gate JobPodFailurePolicy: alpha 1.25, beta 1.26, stable 1.31 (KEP-3329). */
  podFailurePolicy: 26,
  /** Gate HPAContainerMetrics: alpha 1.20, beta 1.27, stable 1.30 (KEP-1610). */
  containerMetrics: 27,
  /** The label `batch.kubernetes.io/job-name` beside `job-name` (kubernetes/api batch/v1 well_known_labels.go). */
  jobNameLabel: 27,
  /** Gate PodIndexLabel: beta 1.28, stable 1.32; an annotation from the start (KEP-4017). */
  completionIndexLabel: 28,
  /** Gate JobBackoffLimitPerIndex: alpha 1.28, beta 1.29, stable 1.33 (KEP-3850). */
  retriesByIndex: 29,
  /** Autoscalers read pod-level requests (kubernetes#132430); gate PodLevelResources: alpha 1.32, beta 1.34 (KEP-2837). */
  podLevelMetrics: 34,
} as const;
