import type { Declarations } from "./declaration.ts";

/** TODO */
export const LIVE_CODES = {
  // patch/live/notes.ts: `${fixed.what} cannot be changed: ${newOne(workload)}`
  // patch/steps/kind-notes.ts: `${named} of a live Job cannot be changed; replace it with \`kubectl replace --force -f\`, or give the new Job another name`
  "job-template-immutable": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/live/notes.ts: `${what} cannot be changed${obstacle === null ? "" : `, and ${obstacle.what}`}`
  "live-object-immutable": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/live/owned.ts: `${objectTitle(object)} was created by ${owner}: patch ${owner} instead`
  "live-object-owned": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/live/notes.ts: `${objectTitle(workload.object)} has a resourceVersion: \`kubectl apply\` fails with a conflict if the live object has changed since it was read`
  "live-resource-version": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/live/notes.ts: `${fixed.what} cannot be changed: ${newOne(workload)}`
  // patch/steps/kind-notes.ts: a live Pod cannot be changed; replace it with `kubectl replace --force -f`
  "pod-immutable": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
