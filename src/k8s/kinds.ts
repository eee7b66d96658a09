import type { FieldPath } from "../yaml/tree.ts";
import type { KindRow, PodSetRow } from "./kind-row.ts";

/** A kind that makes pods, with what follows from its row. Paths start at the object's top. */
export interface WorkloadKind extends KindRow {
  /** All names that kubectl takes for it, in lower case: short, singular, plural. */
  readonly names: readonly string[];
  /** The pod template (with `metadata` and `spec`); for a bare Pod the object itself. */
  readonly template: FieldPath;
  /** Where the number of pods is, when the kind has one. */
  readonly replicas: FieldPath | null;
  /** The Job's spec, for Job and CronJob. */
  readonly jobSpec: FieldPath | null;
}

const POD_SET: PodSetRow = {
  role: "",
  computes: "yes",
  at: ["spec", "template"],
  form: "template",
  pods: [],
  gang: "none",
};

const REPLICAS: PodSetRow = { ...POD_SET, pods: [{ at: ["spec", "replicas"], unset: 1 }] };

/** Labels of the object itself. */
const LABELS: FieldPath = ["metadata", "labels"];

function inSpec(...names: readonly string[]): readonly FieldPath[] {
  return names.map((name) => ["spec", name]);
}

const JOB_TEMPLATE: FieldPath = ["spec", "jobTemplate"];

/** What most kinds have in common. */
const PLAIN = {
  aliases: [],
  names: [],
  lifecycle: "none",
  podSets: [POD_SET],
  rollout: null,
  job: null,
  queue: null,
  scale: "none",
  selector: "conditions",
  revisionOf: null,
  immutable: [],
} as const satisfies Partial<KindRow>;

const REPLICATED = {
  ...PLAIN,
  lifecycle: "restarts",
  podSets: [REPLICAS],
  scale: "subresource",
} as const satisfies Partial<KindRow>;

/**
 * Sources are folders of kubernetes/kubernetes/pkg; those of names are `kubectl api-resources`, of queues the list of what
 * Kueue admits (kueue site: tasks/run). Manifests still carry `extensions/v1beta1`.
 */
const ROWS: readonly KindRow[] = [
  {
    ...PLAIN,
    group: "",
    kind: "Pod",
    names: ["po"],
    lifecycle: "once",
    podSets: [{ ...POD_SET, at: [], form: "pod", gang: "object" }],
    queue: LABELS,
    selector: "none",
    immutable: [["spec"]],
    source: "apis/core/validation",
  },
  {
    ...PLAIN,
    group: "",
    kind: "PodTemplate",
    podSets: [{ ...POD_SET, at: ["template"] }],
    selector: "none",
    source: "apis/core",
  },
  {
    ...REPLICATED,
    group: "",
    kind: "ReplicationController",
    names: ["rc"],
    selector: "map",
    source: "apis/core",
  },
  {
    ...REPLICATED,
    group: "apps",
    aliases: ["extensions"],
    kind: "ReplicaSet",
    names: ["rs"],
    revisionOf: "Deployment",
    immutable: inSpec("selector"),
    source: "registry/apps/replicaset",
  },
  {
    ...REPLICATED,
    group: "apps",
    aliases: ["extensions"],
    kind: "Deployment",
    names: ["deploy"],
    rollout: { at: ["spec", "strategy"], form: "surge" },
    queue: LABELS,
    immutable: inSpec("selector"),
    source: "registry/apps/deployment",
  },
  {
    ...REPLICATED,
    group: "apps",
    kind: "StatefulSet",
    names: ["sts"],
    podSets: [{ ...REPLICAS, gang: "object" }],
    rollout: { at: ["spec", "updateStrategy"], form: "ordinal" },
    queue: LABELS,
    // ValidateStatefulSetUpdate names the fields that may change.
    immutable: inSpec("selector", "serviceName", "volumeClaimTemplates", "podManagementPolicy"),
    source: "apis/apps/validation",
  },
  {
    ...PLAIN,
    group: "apps",
    aliases: ["extensions"],
    kind: "DaemonSet",
    names: ["ds"],
    lifecycle: "per-node",
    rollout: { at: ["spec", "updateStrategy"], form: "per-node" },
    immutable: inSpec("selector"),
    source: "registry/apps/daemonset",
  },
  {
    ...PLAIN,
    group: "batch",
    kind: "Job",
    lifecycle: "ends",
    podSets: [{ ...POD_SET, pods: [{ at: ["spec", "parallelism"], unset: 1 }], gang: "object" }],
    job: { at: ["spec"], template: null },
    queue: LABELS,
    immutable: inSpec(
      "template",
      "completionMode",
      "completions",
      "podFailurePolicy",
      "backoffLimitPerIndex",
      "successPolicy",
      "selector",
      "managedBy",
    ),
    source: "apis/batch/validation",
  },
  {
    ...PLAIN,
    group: "batch",
    kind: "CronJob",
    names: ["cj"],
    lifecycle: "ends",
    podSets: [
      {
        ...POD_SET,
        at: [...JOB_TEMPLATE, "spec", "template"],
        pods: [{ at: [...JOB_TEMPLATE, "spec", "parallelism"], unset: 1 }],
        gang: "object",
      },
    ],
    job: { at: [...JOB_TEMPLATE, "spec"], template: JOB_TEMPLATE },
    queue: [...JOB_TEMPLATE, ...LABELS],
    source: "apis/batch",
  },
];

/** The kinds that make pods, a row each. */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = ROWS.map((row) => {
  const [podSet = POD_SET] = row.podSets;
  const singular = row.kind.toLowerCase();
  return {
    ...row,
    names: [...row.names, singular, `${singular}s`],
    template: podSet.at,
    replicas: podSet.pods[0]?.at ?? null,
    jobSpec: row.job?.at ?? null,
  };
});

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
  return (
    WORKLOAD_KINDS.find((row) => (row.group === group || row.aliases.includes(group)) && row.kind === kind) ??
    null
  );
}

/** True for a pod without a controller: the object is the pod that runs. */
export function isBarePod({ podSets }: WorkloadKind): boolean {
  return podSets[0]?.form === "pod";
}

/** True where nothing of the pods can be changed in a live object. */
export function isSpecImmutable({ immutable }: WorkloadKind): boolean {
  return immutable.some((path) => path.length === 1);
}

/** True for a Job itself, not for what makes Jobs: its own spec is the JobSpec, which the API server completes. */
export function isJobItself({ job }: WorkloadKind): boolean {
  return job?.at.length === 1;
}

/** True for what makes a Job for each time of a schedule. */
export function isScheduled({ job }: WorkloadKind): boolean {
  return (job?.template ?? null) !== null;
}

/** True where an object is one run, so that the next run is a new object. */
export function isOneRun(kind: WorkloadKind): boolean {
  return kind.lifecycle === "ends" && !isScheduled(kind);
}

/** True where each pod keeps its number, and mostly data: a new one comes only when the old one has gone. */
export function hasOrdinals({ rollout }: WorkloadKind): boolean {
  return rollout?.form === "ordinal";
}
