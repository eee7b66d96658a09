import type { Declarations } from "./declaration.ts";

/** TODO */
export const QUEUE_CODES = {
  // patch/steps/queue.ts: `Kueue admits ${objectTitle(workload.object)} only by a ResourceFlavor that agrees with ${said}`
  "queue-and-selector": {
    severity: "info",
    title: "TODO",
    why: "A flavor that has another value for one of these labels does not fit, and without one that fits it waits.",
    advice: "TODO",
  },
  // patch/steps/queue.ts: `Kueue refuses another queue for a live ${objectTitle(workload.object)} that is not suspended`
  "queue-fixed-while-running": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "Delete the live one first, or give the new Job another name.",
  },
  // patch/steps/queue.ts: `"${queue}" cannot be the name of a queue: Kueue is told it by the value of a label`
  "queue-invalid": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Give up to 63 letters, digits, `-`, `_` and `.`.",
  },
  // patch/steps/queue.ts: `${objectTitle(workload.object)} is not put into the queue "${queue}": Kueue does not admit a ${workload.object.kind}`
  "queue-not-for-kind": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Make it a Job, or leave it out with --select.",
  },
  // patch/steps/queue.ts: `Kueue admits each pod of ${objectTitle(workload.object)} by itself from the queue "${queue}": they do not start together`
  "queue-without-gang": {
    severity: "warning",
    title: "TODO",
    why: "A Deployment is not one workload to Kueue, so some pods may hold GPUs while others wait.",
    advice: "Make it a Job if its pods need each other.",
  },
} as const satisfies Declarations;
