import type { Declarations } from "./declaration.ts";

/** TODO */
export const BURSTY_CODES = {
  // patch/bursty/required-affinity.ts: the required node affinity offers GPU nodes or other nodes; which of the terms should stay is not known
  "affinity-alternatives": {
    severity: "error",
    title: "TODO",
    why: "Terms are alternatives: without the GPU term the pods may only use the other one, without the GPU expression they may run anywhere.",
    advice: "Remove the term that is not wanted on CPUs, then run again.",
  },
  // patch/bursty/requests.ts: `"${wanted.value}" is not an amount of ${resource}`
  "bad-quantity": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/claims.ts: `the claim "${claim.name}" of ${objectTitle(workload.object)} is kept: it asks for ${otherDevicesIn(claim) ?? "other devices"}, not for a GPU`
  "claim-kept": {
    severity: "warning",
    title: "TODO",
    why: "The pods stay Pending unless a node has these devices, and such nodes are often GPU nodes, which this profile avoids.",
    advice: "Remove the claim by hand if the program needs it only with GPUs.",
  },
  // patch/bursty/claims.ts: `the claim "${claim.name}" of ${objectTitle(workload.object)} asks for a GPU and for ${ other === null ? "something else" : `the device class "${other}"` }`
  "claim-not-gpu-alone": {
    severity: "error",
    title: "TODO",
    why: "Taking the claim away would take that device away too.",
    advice: "Split the claim in two, or take it out by hand.",
  },
  // patch/bursty/decide.ts: `${objectTitle(workload.object)} asks for no GPU and is left alone: which nodes it runs on is its purpose`
  // patch/scoping/daemon-sets.ts: `${objectTitle(workload.object)} is left alone: a DaemonSet never ends, so \`training\` does not fit`
  // patch/scoping/daemon-sets.ts: `${objectTitle(workload.object)} is left alone: as a DaemonSet it would take a GPU on every node`
  "daemon-set-left-alone": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/runtime.ts: `${objectTitle(workload.object)} keeps its annotation against eviction: the training profile or a person may have written it`
  // patch/steps/training-remains.ts: `${objectTitle(workload.object)} keeps its annotations against eviction: the training profile writes such, and so do people`
  "eviction-annotations-stay": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/topology.ts: `the rule over ${key} stays, and only GPU nodes have that label`
  "gpu-topology": {
    severity: "warning",
    title: "TODO",
    why: "No CPU node can meet it: the pods would stay Pending.",
    advice: "Remove the rule, or use a label of all nodes, such as topology.kubernetes.io/zone.",
  },
  // patch/bursty/remarks.ts:
  "gpu-trace": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/bursty/node-notes.ts: `the pod stays bound to the node "${node}" by nodeName`
  // patch/steps/placement.ts: `the pod is bound to the node "${node}" by nodeName`
  "node-is-named": {
    severity: "warning",
    title: "TODO",
    why: "The scheduler does not look for another one, and this one was chosen for its GPU.",
    advice: "Remove nodeName.",
  },
  // patch/bursty/node-notes.ts: `"${key}" is a label of ${platforms.join(" or ")}, and no platform was named`
  // patch/steps/placement.ts: `"${requirement.key}" is a label of ${platforms}, and no platform was named`
  "platform-not-named": {
    severity: "warning",
    title: "TODO",
    why: "CPU pods are kept off GPU nodes by a label that every platform has of its own.",
    advice: "TODO",
  },
  // patch/bursty/give-back-affinity.ts: the recorded GPU affinity is not given back: the terms have changed since
  "restore-affinity-changed": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Add the affinity by hand, or name a model with --gpu.",
  },
  // patch/bursty/give-back.ts: `${objectTitle(workload.object)} has no container "${name}" any more; what it had is not given back`
  "restore-container-gone": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Name the container that shall have the GPU with --container NAME.",
  },
  // patch/bursty/placement.ts: `the node selector ${name}=${value} stays: gpuify does not know what it selects`
  // patch/bursty/required-affinity.ts: this affinity expression stays: it names GPU nodes and others
  "selector-kept": {
    severity: "info",
    title: "TODO",
    why: "If these nodes have GPUs, pods without one will fill them.",
    advice: "Remove it by hand if it means GPU nodes.",
  },
  // patch/bursty/runtime.ts: `the shared memory of ${objectTitle(workload.object)} is kept: nothing proves that gpuify added it`
  "shared-memory-kept": {
    severity: "info",
    title: "TODO",
    why: "It has a size, a comment or a form that gpuify does not write, and CPU programs use shared memory too.",
    advice: "Remove the volume and its mounts if the program needs them only with GPUs.",
  },
  // patch/bursty/remarks.ts: `the resource ${name} stays: gpuify does not know it, and it reads like an accelerator`
  "unknown-accelerator": {
    severity: "warning",
    title: "TODO",
    why: "The pod would still need a node that has it.",
    advice: "Remove it by hand if it is one.",
  },
} as const satisfies Declarations;
