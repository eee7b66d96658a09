import type { FieldPath } from "../yaml/tree.ts";
import type { KindRow, PodSetRow } from "./kind-row.ts";

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
export const ROWS: readonly KindRow[] = [
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
    podSets: [
      { ...POD_SET, pods: [{ at: ["spec", "parallelism"], unset: 1 }], job: ["spec"], gang: "object" },
    ],
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
        job: [...JOB_TEMPLATE, "spec"],
        gang: "object",
      },
    ],
    job: { at: [...JOB_TEMPLATE, "spec"], template: JOB_TEMPLATE },
    queue: [...JOB_TEMPLATE, ...LABELS],
    source: "apis/batch",
  },
];
