import type { Declarations } from "./declaration.ts";

/** TODO */
export const PLACEMENT_CODES = {
  // patch/none/decide.ts: `${objectTitle(workload.object)} loses ${listed(fields)} for GPU nodes, but its pods still ask for an accelerator`
  "accelerator-stays": {
    severity: "warning",
    title: "TODO",
    why: "The pods still need nodes that have the accelerator, and a pod that does not tolerate the taint of these nodes stays Pending.",
    advice:
      "To remove the accelerator too, run `-p bursty`, which records what it removes. To undo an earlier run, run `gpuify undo --report FILE` with the report of that run.",
  },
  // patch/placement/terms.ts: the required node affinity has only empty terms, which match no node
  "empty-affinity-term": {
    severity: "warning",
    title: "TODO",
    why: "The pod stays Pending whatever else it says.",
    advice: "Remove the block, which is what it was meant to be.",
  },
  // patch/steps/placement.ts: `${launcher} launches no node for a pod that asks for "${key}"`
  "label-not-known-before": {
    severity: "warning",
    title: "TODO",
    why: "The label is put on a node that is already up, so the pod may stay Pending.",
    advice:
      "Pass --gpu MODEL to select the model by a label of the platform, or declare the label in the NodePool.",
  },
  // patch/steps/placement.ts: `the catalog knows no GPUs of ${key} = ${values.join(" or ")}`
  "machine-not-known": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "Check that these machines have GPUs; else the pod stays Pending.",
  },
  // patch/translated-model.ts: message
  "model-not-translated": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/steps/placement.ts: value
  "node-differs": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/placement/terms.ts: the required node affinity is an OR of a term that fights the answer and others
  "or-of-affinity-terms": {
    severity: "error",
    title: "TODO",
    why: "Taking one condition away would let the pod onto any node, or onto none.",
    advice: "Rewrite nodeSelectorTerms so that it says which GPU nodes are meant.",
  },
  // patch/steps/placement.ts: `${launcher} launches no node for a pod that asks for ${resource}`
  "part-not-launched": {
    severity: "warning",
    title: "TODO",
    why: "It knows the whole GPUs of a machine, not the parts they are cut or shared into.",
    advice: "Pass --gpu MODEL for a whole GPU, or see to nodes with such parts yourself.",
  },
  // patch/steps/runtime-class.ts: `runtimeClassName "${written}" stays; ${placement?.platform} gives GPUs to "${wanted.value}"`
  "runtime-class-kept": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "Check that this runtime passes GPUs on.",
  },
  // patch/placement/nodes.ts: `the condition on "${requirement.key}" may keep the pod Pending: ${reason}`
  "selector-fights": {
    severity: "warning",
    title: "TODO",
    why: "Conditions on nodes are AND-ed.",
    advice: "Name --gpu or --platform to have it replaced, or correct it.",
  },
  // patch/placement/platform-notes.ts: `a slice ${topology} has ${hosts} machines of ${devicesPerPod} chips, and ${objectTitle(workload.object)} runs ${pods.now} ${pods.now === 1 ? "pod" : "pods"} at once`
  "slice-needs-pods": {
    severity: "warning",
    title: "TODO",
    why: "One pod runs on each machine of a slice, and all of them have to be there.",
    advice: "TODO",
  },
  // patch/placement/platform-notes.ts: `each of the ${pods} pods of ${objectTitle(workload.object)} gets a TPU slice of its own`
  "slices-apart": {
    severity: "warning",
    title: "TODO",
    why: "Pods that work together need machines of one slice.",
    advice: "TODO",
  },
  // patch/placement/spot-stays.ts: `pods are no longer held to spot machines: ${text} is no label of ${settings.platform.value}`
  "spot-not-translated": {
    severity: "warning",
    title: "TODO",
    why: "Whether they shall be on spot machines there too is not known; those are cheaper, and taken away at any time.",
    advice: "Pass --spot, or write `spot: true` or `spot: false` into a rule or profile of gpuify.yaml.",
  },
  // patch/placement/spot-stays.ts: MESSAGES[mark.kind](mark.text)
  "spot-stays": {
    severity: "info",
    title: "TODO",
    why: "A spot selector may be meant, whoever wrote it, so no profile takes it out by itself.",
    advice: "TODO",
  },
  // patch/steps/placement.ts: `${claim} may be bound to a zone without GPUs`
  "volume-may-pin-zone": {
    severity: "warning",
    title: "TODO",
    why: "A pod can only run where its volumes are; it would stay Pending.",
    advice: "Check the zone of the volume, or move the data to a zone that has GPU nodes.",
  },
} as const satisfies Declarations;
