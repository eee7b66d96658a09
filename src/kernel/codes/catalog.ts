import type { Declarations } from "./declaration.ts";

/** TODO */
export const CATALOG_CODES = {
  // gpu/problems.ts: `no ${model.name} node on ${platform.name} takes a pod with ${ask.count} ${ask.count === 1 ? unit : `${unit}s`}`
  // gpu/problems.ts: `no ${vendor} ${spot ? "spot " : ""}node on ${platform.name} takes a pod with ${count} ${unit}s`
  "count-not-on-platform": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // gpu/mig-problems.ts: `MIG cannot cut ${model.name} into ${profile}`
  // gpu/mig-problems.ts: `${platform.title} does not offer ${profile} of ${model.name}`
  // gpu/mig-problems.ts: `MIG cuts GPUs of nvidia, not of ${vendor}`
  "mig-not-for-model": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Leave --mig out, or name a model of nvidia.",
  },
  // gpu/mig-problems.ts: `no verified way to ask for a MIG device on ${name}`
  "mig-not-on-platform": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Leave --mig out for whole GPUs, or name another platform.",
  },
  // gpu/mig-problems.ts: `unknown MIG profile "${profile}"`
  "mig-unknown": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // gpu/problems.ts: `${platform.name} needs a ${vendor === "google" ? "TPU" : "GPU"} model`
  "model-needed": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // gpu/problems.ts: `no verified way to ask for ${model.name} on ${platform}`
  "model-not-on-platform": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // gpu/problems.ts: `${platform} has no spot capacity with ${deviceWord(vendor)}s of ${vendor}`
  // gpu/problems.ts: `${platform} has no spot capacity with ${model.name}`
  "spot-not-for-model": {
    severity: "error",
    title: "TODO",
    why: "The machines that have them are never sold as spot capacity.",
    advice: "Leave --spot out, or take another vendor.",
  },
  // gpu/problems.ts: `${platform} has no label for spot capacity`
  "spot-not-on-platform": {
    severity: "error",
    title: "TODO",
    why: "Spot capacity is an offer of a cloud, and each cloud has a label of its own for it.",
    advice: "TODO",
  },
  // gpu/problems.ts: `${model.name} on ${platform} has no topology to choose`
  // gpu/problems.ts: --topology says nothing without a TPU model
  "topology-not-for-model": {
    severity: "error",
    title: "TODO",
    why: "Only slices of Cloud TPUs are asked for by their shape.",
    advice: "Leave --topology out.",
  },
  // gpu/problems.ts: topology === undefined ? `no shape of ${model.name} is made of one machine with ${chips}` : `pods of ${chips} make no slice ${topology} of ${model.name}`
  "topology-unknown": {
    severity: "error",
    title: "TODO",
    why: "A pod takes all chips of its machine, and a slice is machines of 4 chips, or one machine.",
    advice: "TODO",
  },
  // gpu/problems.ts: `"${name}" is not one model: there are ${orList(versions, "and")}`
  // gpu/problems.ts: `unknown GPU model "${name}"`
  "unknown-model": {
    severity: "error",
    title: "TODO",
    why: "They are different machines, with other labels.",
    advice: "TODO",
  },
  // gpu/problems.ts: `${model.name} is made by ${model.vendor}, not by ${vendor}`
  "vendor-model-conflict": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // gpu/problems.ts: `${platform} has no ${vendor} accelerators that the catalog knows`
  "vendor-not-on-platform": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
