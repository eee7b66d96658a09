import type { FieldPath } from "../yaml/tree.ts";

/** How a workload's pods come and go; decides which parts of a profile apply. */
export type WorkloadClass =
  | "deployment"
  | "replica-set"
  | "stateful-set"
  | "daemon-set"
  | "job"
  | "cron-job"
  | "pod"
  | "template";

/**
 * What becomes of a pod that has ended: a controller starts another (`restarts`), one on each node (`per-node`), or none
 * (`ends`); of a pod without a controller its own restart policy says it (`by-policy`).
 * Source: kubernetes.io, Workloads.
 */
export type Lifecycle = "restarts" | "per-node" | "ends" | "by-policy";

/** A kind that makes pods: a row, so that more kinds are more rows. Paths start at the object's top. */
export interface WorkloadKind {
  readonly group: string;
  readonly kind: string;
  readonly class: WorkloadClass;
  /** Names that kubectl takes for it besides the kind, in lower case: short, singular, plural. */
  readonly names: readonly string[];
  readonly lifecycle: Lifecycle;
  /** The pod template (with `metadata` and `spec`); for a bare Pod the object itself. */
  readonly template: FieldPath;
  /** Where the number of pods is, when the kind has one. */
  readonly replicas: FieldPath | null;
  /** The Job's spec, for Job and CronJob. */
  readonly jobSpec: FieldPath | null;
  /** Fields that the API server refuses to change in a live object; of a Pod nearly all, which is not listed here. */
  readonly fixedFields: readonly FieldPath[];
}

type Row = Omit<WorkloadKind, "group">;

const SELECTOR: readonly FieldPath[] = [["spec", "selector"]];

const POD: Row = {
  kind: "Pod",
  class: "pod",
  names: ["po", "pod", "pods"],
  lifecycle: "by-policy",
  template: [],
  replicas: null,
  jobSpec: null,
  fixedFields: [],
};

const POD_TEMPLATE: Row = {
  ...POD,
  kind: "PodTemplate",
  class: "template",
  names: ["podtemplate", "podtemplates"],
  template: ["template"],
};

const REPLICATION_CONTROLLER: Row = {
  kind: "ReplicationController",
  class: "replica-set",
  names: ["rc", "replicationcontroller", "replicationcontrollers"],
  lifecycle: "restarts",
  template: ["spec", "template"],
  replicas: ["spec", "replicas"],
  jobSpec: null,
  fixedFields: [],
};

const REPLICA_SET: Row = {
  ...REPLICATION_CONTROLLER,
  kind: "ReplicaSet",
  names: ["rs", "replicaset", "replicasets"],
  // pkg/registry/apps/replicaset/strategy.go
  fixedFields: SELECTOR,
};

const DEPLOYMENT: Row = {
  ...REPLICATION_CONTROLLER,
  kind: "Deployment",
  class: "deployment",
  names: ["deploy", "deployment", "deployments"],
  // pkg/registry/apps/deployment/strategy.go
  fixedFields: SELECTOR,
};

const STATEFUL_SET: Row = {
  ...REPLICATION_CONTROLLER,
  kind: "StatefulSet",
  class: "stateful-set",
  names: ["sts", "statefulset", "statefulsets"],
  // pkg/apis/apps/validation ValidateStatefulSetUpdate, which names the fields that may change
  fixedFields: [
    ["spec", "selector"],
    ["spec", "serviceName"],
    ["spec", "volumeClaimTemplates"],
    ["spec", "podManagementPolicy"],
  ],
};

const DAEMON_SET: Row = {
  kind: "DaemonSet",
  class: "daemon-set",
  names: ["ds", "daemonset", "daemonsets"],
  lifecycle: "per-node",
  template: ["spec", "template"],
  replicas: null,
  jobSpec: null,
  // pkg/registry/apps/daemonset/strategy.go
  fixedFields: SELECTOR,
};

const JOB: Row = {
  kind: "Job",
  class: "job",
  names: ["job", "jobs"],
  lifecycle: "ends",
  template: ["spec", "template"],
  replicas: ["spec", "parallelism"],
  jobSpec: ["spec"],
  // pkg/apis/batch/validation ValidateJobSpecUpdate
  fixedFields: [
    ["spec", "template"],
    ["spec", "completionMode"],
    ["spec", "completions"],
    ["spec", "podFailurePolicy"],
    ["spec", "backoffLimitPerIndex"],
    ["spec", "successPolicy"],
    ["spec", "selector"],
    ["spec", "managedBy"],
  ],
};

const CRON_JOB: Row = {
  kind: "CronJob",
  class: "cron-job",
  names: ["cj", "cronjob", "cronjobs"],
  lifecycle: "ends",
  template: ["spec", "jobTemplate", "spec", "template"],
  replicas: ["spec", "jobTemplate", "spec", "parallelism"],
  jobSpec: ["spec", "jobTemplate", "spec"],
  fixedFields: [],
};

/**
 * API groups without version: manifests still carry `extensions/v1beta1` and `batch/v1beta1`. Sources of the fields are
 * files of kubernetes/kubernetes; of the names, `kubectl api-resources`.
 */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = [
  { group: "", ...POD },
  { group: "", ...POD_TEMPLATE },
  { group: "", ...REPLICATION_CONTROLLER },
  { group: "apps", ...REPLICA_SET },
  { group: "extensions", ...REPLICA_SET },
  { group: "apps", ...DEPLOYMENT },
  { group: "extensions", ...DEPLOYMENT },
  { group: "apps", ...STATEFUL_SET },
  { group: "apps", ...DAEMON_SET },
  { group: "extensions", ...DAEMON_SET },
  { group: "batch", ...JOB },
  { group: "batch", ...CRON_JOB },
];

/** The kinds that make pods, each once, in the order of the rows. */
export const WORKLOAD_KIND_NAMES: readonly string[] = [...new Set(WORKLOAD_KINDS.map(({ kind }) => kind))];

/** Kinds that are not workloads but that decisions must see: guards and autoscalers. */
export const GUARD_KINDS: readonly string[] = [
  "HorizontalPodAutoscaler",
  "ScaledObject",
  "ScaledJob",
  "VerticalPodAutoscaler",
  "PersistentVolumeClaim",
  "ResourceClaim",
  "ResourceClaimTemplate",
  "DeviceClass",
  "ComputeDomain",
];

/** The API group of an apiVersion; empty for the core group. */
export function apiGroup(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf("/"), 0));
}

/** The row for an object's apiVersion and kind, or null. */
export function workloadKind(apiVersion: string, kind: string): WorkloadKind | null {
  const group = apiGroup(apiVersion);
  return WORKLOAD_KINDS.find((row) => row.kind === kind && row.group === group) ?? null;
}
