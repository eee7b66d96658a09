import type { Declarations } from "./declaration.ts";

/** TODO */
export const WORKERS_CODES = {
  // patch/workers/launchers.ts: `\`${name}\` of container "${container.name}" does not read the environment, and is told of no other worker`
  "launcher-not-told": {
    severity: "warning",
    title: "TODO",
    why: "Each worker would train by itself.",
    advice: "TODO",
  },
  // patch/workers/launchers.ts: `\`${said}\` of container "${container.name}" keeps each of the ${count} workers to itself`
  "launcher-stays-alone": {
    severity: "warning",
    title: "TODO",
    why: "What a launcher is told on its command line beats the environment.",
    advice:
      "Remove it: torchrun reads the environment. Another launcher can be given $(NNODES), $(NODE_RANK), $(MASTER_ADDR) and $(MASTER_PORT) there.",
  },
  // patch/workers/service.ts: `\`kubectl create\` says from the second time on that Service/${name} is there, and makes the Job all the same`
  "service-created-once": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/workers/wanted.ts: `${title} has completions: ${text(member(jobSpec, "completions"))}, and ${count === 1 ? "1 worker would be 1 completion" : `${count} workers would be ${count} completions`}`
  "workers-and-completions": {
    severity: "error",
    title: "TODO",
    why: "How often the work is done would change with it.",
    advice: "TODO",
  },
  // patch/workers/group.ts: `${objectTitle(workload.object)} has maxFailedIndexes: ${most}, and ${count} workers are ${count} indexes`
  "workers-and-failed-indexes": {
    severity: "error",
    title: "TODO",
    why: "The API server takes at most as many as there are completions.",
    advice:
      "Set `maxFailedIndexes: 0`: one worker that is given up leaves the others waiting, so it should end the Job.",
  },
  // patch/workers/wanted.ts: `${title} has parallelism: ${text(member(jobSpec, "parallelism"))}, and ${count === 1 ? "1 worker runs alone" : `${count} workers all run at once`}`
  "workers-and-parallelism": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/workers/group.ts: `NNODES of container "${container.name}" says ${told} workers, but ${objectTitle(workload.object)} ${width}`
  "workers-count-differs": {
    severity: "warning",
    title: "TODO",
    why: "The workers wait for another number of them than there are.",
    advice: "TODO",
  },
  // patch/workers/remarks.ts: `pods of ${title} ${cause}: the workers cannot find each other`
  "workers-dns-of-host": {
    severity: "warning",
    title: "TODO",
    why: "Their names are known to the cluster's DNS only.",
    advice: "TODO",
  },
  // patch/workers/remarks.ts: `pods of ${title} have dnsPolicy: None and no search domains: the workers cannot find each other`
  "workers-dns-without-searches": {
    severity: "warning",
    title: "TODO",
    why: "They know each other by short names, which the search domains of the cluster make whole.",
    advice:
      "Remove `dnsPolicy`, or name the cluster's DNS and `<namespace>.svc.<cluster domain>` in `dnsConfig`.",
  },
  // patch/workers/service.ts: `${objectTitle(service)} gives names only to pods that are ready`
  "workers-found-late": {
    severity: "warning",
    title: "TODO",
    why: "Workers look for the first one before they are ready.",
    advice: "Set `publishNotReadyAddresses: true` on it.",
  },
  // patch/workers/names.ts: `the workers of "${name}" cannot find each other: a host name has no dots`
  // patch/workers/names.ts: `the workers of "${name}" cannot find each other: their host names would have ${length} characters${suffix}, ${MAX_LABEL} are allowed`
  "workers-name": {
    severity: "error",
    title: "TODO",
    why: "Each pod is reached as <job>-<index>.<service>.",
    advice: "Give it a name without dots.",
  },
  // patch/workers/wanted.ts: `${objectTitle(workload.object)} cannot have workers: a ${workload.object.kind} ${WHY_NOT[workload.kind.class]}`
  "workers-need-a-job": {
    severity: "error",
    title: "TODO",
    why: "Workers are numbered pods that start together and run to an end, which an Indexed Job is made for.",
    advice: "TODO",
  },
  // patch/workers/remarks.ts: `${objectTitle(workload.object)} has backoffLimitPerIndex: when one worker has no retries left, the others go on waiting for it`
  "workers-retried-alone": {
    severity: "warning",
    title: "TODO",
    why: "Only the failed worker is given up then, and the GPUs of the others stay held.",
    advice: "Set `maxFailedIndexes: 0`, which ends the Job with it, or use backoffLimit.",
  },
  // patch/workers/remarks-order.ts: `${deployer.name} sends ${objectTitle(workload.object)} before Service/${name}, and its workers cannot find each other without it`
  "workers-service-later": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/workers/apart.ts: `the workers of ${objectTitle(workload.object)} had the headless Service/${name}, which is not in the input and is not needed any more`
  "workers-service-left": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/workers/service.ts: `the pods of ${objectTitle(workload.object)} have the subdomain "${name}", and the input has no Service of that name`
  "workers-service-not-seen": {
    severity: "warning",
    title: "TODO",
    why: "The workers find each other only under a headless Service of that name that selects them.",
    advice: "See to that Service, or remove `subdomain`, and gpuify makes one.",
  },
  // patch/workers/service.ts: the Service of workers and their `subdomain` have to keep one name, and kustomize's namePrefix and nameSuffix change the Service only
  "workers-service-renamed": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice:
      "Where kustomize changes names, run gpuify behind it: `kubectl kustomize . | gpuify -p training … -`.",
  },
  // patch/workers/apart.ts: `Service/${name} stays: the workers of ${objectTitle(other)} use it too`
  "workers-service-stays": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/workers/service.ts: `the workers of ${objectTitle(workload.object)} need the name of ${title}, which is not headless`
  // patch/workers/service.ts: `the workers of ${objectTitle(workload.object)} need the name of ${title}, which selects other pods`
  "workers-service-taken": {
    severity: "error",
    title: "TODO",
    why: "Only a headless Service (clusterIP: None) gives each pod a name, and the clusterIP of a live Service cannot be changed.",
    advice: "TODO",
  },
  // patch/workers/remarks.ts: `the ${count} workers of ${objectTitle(workload.object)} are scheduled one by one: some may hold GPUs while others wait for theirs`
  "workers-start-apart": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "With Kueue, pass --queue NAME: it starts all of them or none.",
  },
  // patch/workers/group.ts: `${objectTitle(workload.object)} stays a group of workers: somebody changed ${names} since gpuify wrote ${edited.length === 1 ? "it" : "them"}`
  // patch/workers/group.ts: `${objectTitle(workload.object)} stays a group of workers: it has ${names}`
  "workers-stay": {
    severity: "warning",
    title: "TODO",
    why: "Without completionMode, variables and Service the pods would not share the work: each would do all of it.",
    advice: "TODO",
  },
  // patch/workers/rendezvous.ts: `${who} sets ${name} ${said}; it is left as it is, and ${facts.count} workers may not find each other`
  "workers-variable-contradicts": {
    severity: "warning",
    title: "TODO",
    why: "It is not what the workers of this Job need, and a second variable beside it would contradict it.",
    advice: "TODO",
  },
  // patch/workers/rendezvous.ts: `container "${container.name}" also gets variables from envFrom: of one name, those in env count`
  "workers-variables-win": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/workers/names.ts: `${objectTitle(object)} has no name, and its workers are found by one`
  "workers-without-name": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Give it metadata.name.",
  },
} as const satisfies Declarations;
