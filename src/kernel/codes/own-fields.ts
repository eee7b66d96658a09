import type { Declarations } from "./declaration.ts";

/** TODO */
export const OWN_FIELDS_CODES = {
  // patch/own/gpu-parts.ts: `the profile "${settings.profile}" takes GPUs away and adds what only GPU pods need: ${[...new Set(left)].join(", ")}`
  "own-field-for-gpus": {
    severity: "warning",
    title: "TODO",
    why: "Such parts are taken off CPU pods, so they are not written.",
    advice: "Move them to a profile that extends continuous or training.",
  },
  // patch/own/left-out.ts: `${ours.join(", ")} is left out: keys of gpuify are read from workloads, and never written to pods by a config`
  "own-key-reserved": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "Say it in a rule, or annotate the workload itself.",
  },
  // patch/own/left-out.ts: `the pod label ${key}=${settings.labels?.value[key]} is left out: ${objectTitle(workload.object)} selects its pods by another value`
  "own-label-selected": {
    severity: "warning",
    title: "TODO",
    why: "The API server rejects a workload whose selector does not match its own pods.",
    advice: "Take the label out of the config, or narrow the rule to workloads that do not select by it.",
  },
  // patch/own/with-own-fields.ts: `the node selector ${key}=${value} of the config is ${now === undefined ? "left out" : `replaced by ${now}`}: it fights the GPUs that were named`
  "own-selector-left-out": {
    severity: "warning",
    title: "TODO",
    why: "Both together would match no node, and the pod would stay Pending.",
    advice: "Correct the selector in the config, or the model and platform.",
  },
  // patch/own/references-below.ts: `${name} of container "${after.name}" refers to $(${below}), which stands below it`
  "variable-refers-below": {
    severity: "warning",
    title: "TODO",
    why: "The kubelet knows at each variable only those above it: the reference stays as it is written.",
    advice: "TODO",
  },
} as const satisfies Declarations;
