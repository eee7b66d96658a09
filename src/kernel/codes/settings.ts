import type { Declarations } from "./declaration.ts";

/** TODO */
export const SETTINGS_CODES = {
  // pipeline/annotation-places.ts: `${name} is a label of ${objectTitle(object)}, and gpuify reads annotations`
  "annotation-as-label": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/resolve.ts: `${flag} does not count for ${objectTitle(workload.object)}: its annotation ${key} says "${value}"`
  "annotation-beats-flag": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "Pass --override to have the flag win.",
  },
  // pipeline/resolve.ts: ?
  "annotation-invalid": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/without-quotes.ts: `${name}: ${scalar.text} is not text, and the API server takes annotations as text only`
  "annotation-not-text": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/annotation-places.ts: `${name} on the ${what} of ${objectTitle(object)} is not read`
  "annotation-on-jobs": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/annotation-places.ts: `${name} on the ${what} of ${objectTitle(object)} is not read`
  "annotation-on-pods": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/resolve.ts: ?
  "annotation-without-profile": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/recognize.ts: message
  auto: {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/recognize.ts:
  "auto-left-alone": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/recognize.ts:
  "auto-uncertain": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/unused-flags.ts: `${name} has no effect: no workload of this run gets a profile that has a use for it`
  "flag-unused": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/resolve.ts: ?
  "unknown-annotation": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
