import type { Declarations } from "./declaration.ts";

/** What can be wrong with the keys, values, profiles and rules of a config. */
export const CONFIG_CODES = {
  "unknown-key": {
    severity: "error",
    title: "Config key that gpuify does not know",
    why: "A key that gpuify does not know would have no effect, and the config would do less than it says.",
    advice: "Correct the name or the place of the key, or remove it.",
  },
  "empty-value": {
    severity: "error",
    title: "Config key with an empty value",
    why: "An empty value says nothing, so gpuify cannot tell what was meant by writing the key.",
    advice: "Give the key a value, or remove it.",
  },
  "wrong-value": {
    severity: "error",
    title: "Config value that is not allowed",
    why: "The key takes only certain values, and gpuify does not guess which one was meant.",
    advice: "Write one of the allowed values.",
  },
  "out-of-range": {
    severity: "error",
    title: "Config value out of range",
    why: "A value out of range is a typing error, or the API server would reject what it leads to.",
    advice: "Write a value within the range.",
  },
  contradiction: {
    severity: "error",
    title: "Config settings that exclude each other",
    why: "Both settings cannot hold at once, so gpuify cannot tell which one is meant.",
    advice: "Leave one of them out.",
  },
  "no-effect": {
    severity: "warning",
    about: "config",
    title: "Config setting without an effect",
    why: "A setting that changes nothing misleads whoever wrote it, and whoever reads it.",
    advice: "Remove it.",
  },
  "malformed-glob": {
    severity: "error",
    title: "Malformed glob in a config",
    why: "A malformed glob matches nothing, or something else than was meant, and nobody would notice.",
    advice: "Correct the glob, or put a backslash before signs that are meant as letters.",
  },
  "wrong-path": {
    severity: "error",
    title: "Path that a config cannot use",
    why: "Paths in a config are relative to its folder, so that they mean the same on every machine.",
    advice: "Write a path relative to the folder of the config, with slashes.",
  },
  "unknown-kind": {
    severity: "error",
    title: "Rule for an unknown kind",
    why: "Rules match only kinds that make pods, so this condition would never hold.",
    advice: "Name a kind of workload, such as `Deployment` or `Job`.",
  },
  "rule-without-condition": {
    severity: "error",
    title: "Rule without a condition",
    why: "A rule for every workload is seldom meant, and the rules after it would never count.",
    advice: 'Name a condition; if every workload is meant, write `match: { kind: "*" }`.',
  },
  "unreachable-rule": {
    severity: "warning",
    about: "config",
    title: "Rule that never counts",
    why: "The first rule that matches a workload counts.",
    advice: "Put the narrower rule first, or remove one of them.",
  },
  "unknown-profile": {
    severity: "error",
    title: "Profile that does not exist",
    why: "Nothing says what a profile of this name does, so no workload can get it.",
    advice:
      "Name a profile that `gpuify show profiles` lists, or define it under `profiles` in `gpuify.yaml`.",
  },
  "profile-cycle": {
    severity: "error",
    title: "Profile that extends itself",
    why: "Every profile has to end at a built-in one, which says what it does.",
    advice: "Make one of the profiles extend a built-in profile.",
  },
} as const satisfies Declarations;
