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

/** A kind that makes pods: a row, so that more kinds are more rows. Paths start at the object's top. */
export interface WorkloadKind {
  readonly group: string;
  readonly kind: string;
  readonly class: WorkloadClass;
  /** The pod template (with `metadata` and `spec`); for a bare Pod the object itself. */
  readonly template: FieldPath;
  /** Where the number of pods is, when the kind has one. */
  readonly replicas: FieldPath | null;
  /** The Job's spec, for Job and CronJob. */
  readonly jobSpec: FieldPath | null;
}

/** API groups without version: manifests still carry `extensions/v1beta1` and `batch/v1beta1`. */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = [
  { group: "", kind: "Pod", class: "pod", template: [], replicas: null, jobSpec: null },
  {
    group: "",
    kind: "PodTemplate",
    class: "template",
    template: ["template"],
    replicas: null,
    jobSpec: null,
  },
  {
    group: "",
    kind: "ReplicationController",
    class: "replica-set",
    template: ["spec", "template"],
    replicas: ["spec", "replicas"],
    jobSpec: null,
  },
  {
    group: "apps",
    kind: "ReplicaSet",
    class: "replica-set",
    template: ["spec", "template"],
    replicas: ["spec", "replicas"],
    jobSpec: null,
  },
  {
    group: "extensions",
    kind: "ReplicaSet",
    class: "replica-set",
    template: ["spec", "template"],
    replicas: ["spec", "replicas"],
    jobSpec: null,
  },
  {
    group: "apps",
    kind: "Deployment",
    class: "deployment",
    template: ["spec", "template"],
    replicas: ["spec", "replicas"],
    jobSpec: null,
  },
  {
    group: "extensions",
    kind: "Deployment",
    class: "deployment",
    template: ["spec", "template"],
    replicas: ["spec", "replicas"],
    jobSpec: null,
  },
  {
    group: "apps",
    kind: "StatefulSet",
    class: "stateful-set",
    template: ["spec", "template"],
    replicas: ["spec", "replicas"],
    jobSpec: null,
  },
  {
    group: "apps",
    kind: "DaemonSet",
    class: "daemon-set",
    template: ["spec", "template"],
    replicas: null,
    jobSpec: null,
  },
  {
    group: "extensions",
    kind: "DaemonSet",
    class: "daemon-set",
    template: ["spec", "template"],
    replicas: null,
    jobSpec: null,
  },
  {
    group: "batch",
    kind: "Job",
    class: "job",
    template: ["spec", "template"],
    replicas: ["spec", "parallelism"],
    jobSpec: ["spec"],
  },
  {
    group: "batch",
    kind: "CronJob",
    class: "cron-job",
    template: ["spec", "jobTemplate", "spec", "template"],
    replicas: ["spec", "jobTemplate", "spec", "parallelism"],
    jobSpec: ["spec", "jobTemplate", "spec"],
  },
];

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
