import type { Declarations } from "./declaration.ts";

/** What can be wrong with the platforms of a config, and with the form of its values. */
export const CONFIG_PLATFORMS_CODES = {
  "unknown-platform": {
    severity: "error",
    title: "Platform that gpuify does not know",
    why: "Labels, taints and resources of GPU nodes differ from platform to platform, and a wrong one leaves the pod Pending.",
    advice:
      "Name a platform that `gpuify show platforms` lists, or describe yours under `platforms` in `gpuify.yaml`.",
  },
  "platform-cycle": {
    severity: "error",
    title: "Platform that extends itself",
    why: "The platforms only refer to each other, so nothing says what the GPU nodes look like.",
    advice: "Make one of them extend a platform of the catalog, such as `generic`, or nothing.",
  },
  "reserved-name": {
    severity: "error",
    title: "Name that gpuify has already given",
    why: "A built-in name has to mean the same to everybody who reads it in a config or on a command line.",
    advice: "Choose another name.",
  },
  "missing-key": {
    severity: "error",
    title: "Config without a key that it needs",
    why: "The rest of the entry has no clear meaning without the key.",
    advice: "Add the key.",
  },
  "wrong-form": {
    severity: "error",
    title: "Config value in the wrong form",
    why: "gpuify cannot read the value, or the API server would reject it in a manifest.",
    advice: "Write the value in the form that the message names.",
  },
  "wrong-type": {
    severity: "error",
    title: "Config value of the wrong type",
    why: "gpuify does not guess what a value of another type means.",
    advice: "Write a value of the type that the message names.",
  },
} as const satisfies Declarations;
