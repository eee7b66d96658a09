import type { Declarations } from "./declaration.ts";

/** TODO */
export const SERVING_CODES = {
  // patch/steps/rollout.ts: `${objectTitle(workload.object)} has one replica, so each in-place rollout is an outage`
  "in-place-downtime": {
    severity: "warning",
    title: "TODO",
    why: "The old pod ends before the new one is ready.",
    advice: "Raise the replicas, or leave --rollout out where a spare GPU is free.",
  },
  // patch/steps/rollout.ts: ?
  "progress-deadline-node-start": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/steps/rollout.ts: `${objectTitle(workload.object)} keeps \`strategy.type: Recreate\`, which needs no spare GPU either: the rollout in-place is not written`
  "rollout-beside-recreate": {
    severity: "info",
    title: "TODO",
    why: "Recreate ends all old pods before the first new one starts; the API server rejects `rollingUpdate` beside it.",
    advice: "To replace pod by pod, change its strategy to RollingUpdate first.",
  },
  // patch/steps/rollout.ts: `the rollout in-place changes nothing on a ${workload.object.kind}: only a Deployment starts new pods before old ones end`
  "rollout-no-effect": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/steps/server.ts: `container "${container.name}" serves a port and has neither readiness nor startup probe`
  "server-without-probe": {
    severity: "warning",
    title: "TODO",
    why: "It gets requests while its model is still loading, and a rollout goes on before it works.",
    advice: "Add a startupProbe with a budget of minutes and a readinessProbe.",
  },
  // patch/steps/server.ts: `a pod of ${objectTitle(workload.object)} that never fitted on a node must be deleted by hand after a fix`
  "stuck-stateful-pod": {
    severity: "warning",
    title: "TODO",
    why: "The controller waits for the old pod to become ready before it replaces it.",
    advice: "Run `kubectl delete pod` for it once the manifest is corrected.",
  },
  // patch/steps/server.ts: `${title} runs to an end: the profile \`training\` also keeps retries from burning GPUs`
  "training-fits-better": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
