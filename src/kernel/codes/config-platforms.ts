import type { Declarations } from "./declaration.ts";

/** TODO */
export const CONFIG_PLATFORMS_CODES = {
  // config/check-platforms.ts: `the platform ${quoted(name)} stands alone and does not say by which resource GPUs are asked for`
  // config/check-platforms.ts: `${quoted(name)} is no model of the catalog, so who makes it has to be said${guess(names.nearest(name))}`
  // schema/translate.ts: `${nameOf(path)} has no ${quoted(key)}`
  "missing-key": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Add `extends: generic`, or `resources: { nvidia: nvidia.com/gpu }`.",
  },
  // config/check-platforms.ts: `the platform ${quoted(name)} extends itself: ${chain.names.join(" → ")}`
  "platform-cycle": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "One of them has to extend a platform of the catalog, such as `generic`, or nothing.",
  },
  // config/check-platforms.ts: `${quoted(name)} is a platform of the catalog and cannot be made anew`
  // config/check-profiles.ts: isBuiltIn ? `${quoted(name)} is a built-in profile and cannot be made anew` : `${quoted(name)} has a meaning of its own in rules and cannot be the name of a profile`
  "reserved-name": {
    severity: "error",
    title: "TODO",
    why: "Where a label comes from has to be clear to everybody who reads the name.",
    advice: "TODO",
  },
  // config/check-platforms.ts:
  // gpu/problems.ts: `${unsupported.title} is no platform of the catalog: ${unsupported.reason}`
  // gpu/problems.ts: `unknown platform "${name}"`
  "unknown-platform": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-platforms.ts: `${quoted(resource)} is no extended resource`
  // schema/translate.ts: message
  "wrong-form": {
    severity: "error",
    title: "TODO",
    why: "The API server takes only names with a domain before the `/`, and not one of kubernetes.io.",
    advice: "Write it as the device plugin advertises it, such as `nvidia.com/gpu`.",
  },
  // config/check-api-values.ts: `${fieldName(path)} must be a whole number or a quantity, not ${value}`
  // config/read-tree.ts: `a config is a map of keys, not ${kind === "seq" ? "a list" : "text"}`
  "wrong-type": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: 'Write a quantity as text, such as "500m" for a half.',
  },
} as const satisfies Declarations;
