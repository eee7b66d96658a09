import type { Declarations } from "./declaration.ts";

/** TODO */
export const SCALING_CODES = {
  // patch/bursty/other-autoscalers.ts: `${titles.join(" and ")} already ${titles.length === 1 ? "follows" : "follow"} ${objectTitle(workload.object)} and ${titles.length === 1 ? "is" : "are"} kept${wanted ? "; --max-replicas
  "autoscaler-kept": {
    severity: "warning",
    title: "TODO",
    why: "A second autoscaler on one workload works against the first.",
    advice: "TODO",
  },
  // patch/bursty/autoscale-guards.ts: ?
  "autoscaler-insisted": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/metric-notices.ts: `the autoscaler of ${objectTitle(workload.object)} measures CPU as a share of requests, and ${silent.join(", ")} has none`
  "cpu-metric-without-requests": {
    severity: "warning",
    title: "TODO",
    why: "Without a request there is nothing to be a share of, and the autoscaler does nothing.",
    advice: "Give every container a CPU request, or pass --cpu.",
  },
  // patch/bursty/other-autoscalers.ts: `${objectTitle(object)} scales by "${found.text.slice(0, 80)}", which pods without a GPU do not have`
  "gpu-metric": {
    severity: "warning",
    title: "TODO",
    why: "Without the metric it scales nothing.",
    advice: "Scale by CPU or by requests instead, or delete it and run again for one that does.",
  },
  // patch/bursty/autoscale-decision.ts: `the autoscaler of ${objectTitle(workload.object)} would have a maximum of ${max} below its minimum of ${min}`
  "max-below-min": {
    severity: "error",
    title: "TODO",
    why: "The API server rejects it.",
    advice: "TODO",
  },
  // patch/bursty/autoscale.ts: `${objectTitle(workload.object)} gets no autoscaler: only Deployments and StatefulSets do`
  "no-autoscaler-kind": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/autoscale.ts: `${objectTitle(workload.object)} gets no autoscaler: HorizontalPodAutoscaler/${workload.object.name} is there and aims at something else`
  "no-autoscaler-name-taken": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Rename that object, or write the autoscaler by hand.",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: it is paused`
  "no-autoscaler-paused": {
    severity: "warning",
    title: "TODO",
    why: "New pods would still be made from the old template, which asks for a GPU.",
    advice: "TODO",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: the strategy Recreate says that its pods must not run side by side`
  "no-autoscaler-recreate": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: it has one replica and a volume that keeps data ("${volume.name}")`
  "no-autoscaler-single-with-data": {
    severity: "warning",
    title: "TODO",
    why: "A second pod on the same data may damage it, or fail to start.",
    advice: "TODO",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: its pods have identities and data`
  "no-autoscaler-stateful-set": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: Kubernetes 1.${minor} does not serve autoscaling/v2`
  "no-autoscaler-too-old": {
    severity: "warning",
    title: "TODO",
    why: "The API server would reject the object.",
    advice: "It is there from 1.23 on; name the version with --kubernetes-version.",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: it has no name that one could aim at`
  "no-autoscaler-unnamed": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/autoscale-guards.ts: `${objectTitle(workload.object)} gets no autoscaler: it is switched off with 0 replicas`
  "no-autoscaler-zero-replicas": {
    severity: "warning",
    title: "TODO",
    why: "An autoscaler does nothing while the number is 0, and starts to work as soon as somebody scales up.",
    advice: "Pass --replicas N to switch it on, or --max-replicas N to add the autoscaler all the same.",
  },
  // patch/bursty/job.ts: message
  "parallelism-unused": {
    severity: "warning",
    title: "TODO",
    why: "More pods of such a Job would do the same work again.",
    advice: "Pass --shards N if the program can share out its work by JOB_COMPLETION_INDEX.",
  },
  // patch/bursty/metric-notices.ts: `the autoscaler of ${objectTitle(workload.object)} cannot measure: the CPU request is the pod's, not the containers'`
  "pod-level-metric": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Pass --cpu N, which writes a request for the container.",
  },
  // patch/bursty/metric-notices.ts: `the autoscaler of ${objectTitle(workload.object)} measures all its containers together${silent.length === 0 ? "" : `, and ${silent.join(", ")} has no CPU request, so it cannot measure at
  "pod-wide-metric": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/scale.ts: spec.replicas is kept: every client-side apply resets the replicas to it until the autoscaler corrects them, and server-side apply reports a conflict
  "replicas-kept": {
    severity: "info",
    title: "TODO",
    why: "Removing the field makes the next client-side apply drop to one replica.",
    advice:
      "--release-replicas removes it and prints the command that prevents the drop. With `kubectl apply --server-side`, the flag alone is enough once the autoscaler has set the number.",
  },
  // patch/bursty/replicas.ts: `the number of replicas of ${objectTitle(workload.object)} is ${isNegative ? "negative" : "not a plain whole number"}`
  "replicas-not-a-number": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/scale.ts: `--release-replicas changes nothing for ${objectTitle(workload.object)}: ${reason}`
  "replicas-not-released": {
    severity: "warning",
    title: "TODO",
    why: "Without the field the API server takes one replica.",
    advice: "TODO",
  },
  // patch/bursty/scale.ts: `${objectTitle(object)} no longer says how many replicas it has; a cluster where it runs needs a command before the next client-side apply`
  "replicas-released": {
    severity: "warning",
    title: "TODO",
    why: "Else that apply drops it to one replica until the autoscaler acts.",
    advice: "TODO",
  },
  // patch/bursty/job.ts: name.includes(".") ? `the pods of "${name}" cannot be numbered: a host name has no dots` : `the pods of "${name}" cannot be numbered: their host names would have ${length} characters, ${MAX_LABEL} ar
  "shard-name": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Give the Job a shorter name without dots.",
  },
  // patch/bursty/job.ts: `${objectTitle(workload.object)} now runs ${count} times, as JOB_COMPLETION_INDEX 0 to ${count - 1}`
  sharded: {
    severity: "warning",
    title: "TODO",
    why: "The program must take its share by that number; one that does not runs all its work in every pod.",
    advice: "Leave --shards out if the program knows nothing of it.",
  },
  // patch/bursty/job.ts: `--shards ${count} changes nothing for ${objectTitle(workload.object)}: ${isSingle ? "one shard is the Job as it is" : "it has several completions or pods already"}`
  "shards-unused": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Use --parallelism for a Job with several completions.",
  },
  // patch/bursty/replicas.ts: `${what} is left out: the pods of ${objectTitle(workload.object)} share the ${volume.claim === null ? `volume "${volume.name}"` : `claim "${volume.claim}"`}, which only one node can mount`
  "shared-claim": {
    severity: "warning",
    title: "TODO",
    why: "Pods that land on another node would wait for the volume for ever.",
    advice: "Use a claim with ReadWriteMany, or pass --force if the pods are sure to share a node.",
  },
  // patch/bursty/other-autoscalers.ts: `${kept.map((one) => objectTitle(one.object)).join(" and ")} aim at the same ${objectTitle(workload.object)}`
  "two-autoscalers": {
    severity: "warning",
    title: "TODO",
    why: "The controller then stops scaling with both (AmbiguousSelector), so the number stays where it is.",
    advice: "Keep one of them.",
  },
} as const satisfies Declarations;
