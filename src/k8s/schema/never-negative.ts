import { ownOf } from "../../kernel/own.ts";

const PROBE = [
  "initialDelaySeconds",
  "timeoutSeconds",
  "periodSeconds",
  "successThreshold",
  "failureThreshold",
];

/**
 * Fields that count pods, tries or seconds and that the API server rejects below zero, by the last part of their
 * definition's name. The definitions that Kubernetes publishes do not say so.
 * Sources: kubernetes/kubernetes pkg/apis/apps/validation, pkg/apis/batch/validation, pkg/apis/autoscaling/validation,
 * pkg/apis/policy/validation and pkg/apis/core/validation (ValidateNonnegativeField, ValidatePositiveIntOrPercent,
 * validateProbe); most were tried on an API server 1.36.
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  DeploymentSpec: ["replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"],
  ReplicaSetSpec: ["replicas", "minReadySeconds"],
  ReplicationControllerSpec: ["replicas", "minReadySeconds"],
  StatefulSetSpec: ["replicas", "minReadySeconds"],
  DaemonSetSpec: ["minReadySeconds", "revisionHistoryLimit"],
  RollingUpdateDeployment: ["maxSurge", "maxUnavailable"],
  RollingUpdateDaemonSet: ["maxSurge", "maxUnavailable"],
  RollingUpdateStatefulSetStrategy: ["partition", "maxUnavailable"],
  JobSpec: [
    "parallelism",
    "completions",
    "backoffLimit",
    "backoffLimitPerIndex",
    "maxFailedIndexes",
    "activeDeadlineSeconds",
    "ttlSecondsAfterFinished",
  ],
  CronJobSpec: ["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"],
  HorizontalPodAutoscalerSpec: ["minReplicas", "maxReplicas"],
  PodDisruptionBudgetSpec: ["minAvailable", "maxUnavailable"],
  PodSpec: ["activeDeadlineSeconds"],
  Probe: PROBE,
};

/** True for a field that the API server rejects below zero. `definition` is the full name, such as `apps.v1.DeploymentSpec`. */
export function isNeverNegative(definition: string, field: string): boolean {
  const name = definition.slice(definition.lastIndexOf(".") + 1);
  return ownOf(FIELDS, name)?.includes(field) === true;
}
