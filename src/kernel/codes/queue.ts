import type { Declarations } from "./declaration.ts";

/** How Kueue admits a workload from a queue. */
export const QUEUE_CODES = {
  "queue-invalid": {
    severity: "error",
    title: "Invalid name of a queue",
    why: "Kueue reads the queue from the label `kueue.x-k8s.io/queue-name`, and the API server rejects an invalid label value.",
    advice: "Pass up to 63 letters, digits, `-`, `_` and `.` that begin and end with a letter or digit.",
    sources: [
      {
        title: "Labels and selectors: syntax and character set",
        url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set",
      },
    ],
  },
  "queue-rejects": {
    severity: "error",
    title: "Object that Kueue rejects",
    why: "The webhook of Kueue rejects some settings together with a queue, because it could not hold such a workload back or count it.",
    advice: "Change the setting, or leave the queue out.",
    sources: [
      { title: "Kueue: run Ray and other workloads", url: "https://kueue.sigs.k8s.io/docs/tasks/run/" },
    ],
  },
  "queue-off-by-default": {
    severity: "info",
    title: "Integration of Kueue that is off by default",
    why: "Kueue looks only at the kinds in `integrations.frameworks` of its configuration, and its chart leaves some out.",
    advice: "Add the kind to `integrations.frameworks`.",
    sources: [
      {
        title: "kubernetes-sigs/kueue: charts/kueue/values.yaml",
        url: "https://github.com/kubernetes-sigs/kueue/blob/main/charts/kueue/values.yaml",
      },
    ],
  },
  "queue-not-for-kind": {
    severity: "warning",
    title: "Kind that Kueue does not admit",
    why: "Kueue holds back only kinds that it has an integration for; pods of others start at once, outside the quota of the queue.",
    advice: "Make it a Job, or leave it out with `--select`.",
    sources: [{ title: "Kueue: tasks", url: "https://kueue.sigs.k8s.io/docs/tasks/" }],
  },
  "queue-without-gang": {
    severity: "warning",
    title: "Queued pods that do not start together",
    why: "Kueue treats each pod of a Deployment as a separate workload, so some pods may hold GPUs while others wait.",
    advice: "Make it a Job if its pods need each other.",
    sources: [
      { title: "Kueue: run a Deployment", url: "https://kueue.sigs.k8s.io/docs/tasks/run/deployment/" },
    ],
  },
  "queue-and-selector": {
    severity: "info",
    title: "Node conditions that a ResourceFlavor must meet",
    why: "Kueue skips a flavor that has another value for one of these labels, and without a flavor that fits the workload waits.",
    advice: "Check that a flavor of the queue has these labels, or leave the conditions to the flavor.",
    sources: [
      {
        title: "Kueue: ResourceFlavor",
        url: "https://kueue.sigs.k8s.io/docs/concepts/resource_flavor/",
      },
    ],
  },
  "queue-fixed-while-running": {
    severity: "info",
    title: "Queue of a running Job cannot be changed",
    why: "Kueue's webhook rejects another `kueue.x-k8s.io/queue-name` on a Job that is not suspended, so an update of a running one fails.",
    advice: "Delete the live Job first, or give the new one another name.",
    sources: [
      {
        title: "kubernetes-sigs/kueue: validateUpdateForQueueName",
        url: "https://github.com/kubernetes-sigs/kueue/tree/main/pkg/controller/jobframework",
      },
    ],
  },
} as const satisfies Declarations;
