import type { Declarations } from "./declaration.ts";

const ANNOTATIONS = {
  title: "Kubernetes: annotations",
  url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
};

/** What flags and annotations say about a workload, and what `auto` makes of it. */
export const SETTINGS_CODES = {
  "annotation-invalid": {
    severity: "error",
    title: "Annotation with an invalid value",
    why: "gpuify does not guess what the value means, so it cannot decide the workload.",
    advice: "Correct the value, or remove the annotation.",
  },
  "unknown-annotation": {
    severity: "warning",
    title: "Annotation that gpuify does not know",
    why: "An annotation that gpuify does not know has no effect.",
    advice: "Correct the key, or remove the annotation.",
  },
  "annotation-not-text": {
    severity: "warning",
    title: "Annotation value without quotes",
    why: "Values of annotations are strings: the API server rejects an object that has a number or a boolean there.",
    advice: "Put the value in quotes.",
    sources: [ANNOTATIONS],
  },
  "annotation-as-label": {
    severity: "warning",
    title: "Label that should be an annotation",
    why: "gpuify reads annotations and no labels, so this one has no effect.",
    advice: "Write it into `metadata.annotations` of the workload itself.",
  },
  "annotation-on-pods": {
    severity: "warning",
    title: "Annotation on the pod template",
    why: "gpuify reads the annotations of the workload itself; those of the pod template go to the pods and have no effect.",
    advice: "Write it into `metadata.annotations` of the workload itself.",
  },
  "annotation-on-jobs": {
    severity: "warning",
    title: "Annotation on the Job template",
    why: "gpuify reads the annotations of the CronJob itself; those of the Job template go to the Jobs and have no effect.",
    advice: "Write it into `metadata.annotations` of the CronJob itself.",
  },
  "annotation-without-profile": {
    severity: "warning",
    title: "Annotation on a workload without a profile",
    why: "The annotation only adjusts a profile; without one the workload stays as it is.",
    advice: "Add the annotation `gpuify.dev/profile`, pass `-p PROFILE`, or write a rule.",
  },
  "annotation-beats-flag": {
    severity: "info",
    title: "Flag that an annotation overrides",
    why: "An annotation is about one workload and a flag about all of them, so the annotation is stronger.",
    advice: "Pass `--override` to let the flag win.",
  },
  "flag-unused": {
    severity: "info",
    about: "run",
    title: "Flag without an effect",
    why: "Each profile uses only some of the flags.",
    advice: "Leave the flag out, or choose a profile that uses it.",
  },
  auto: {
    severity: "info",
    title: "Profile that `auto` chose",
    why: "The manifest says enough about the workload to choose a profile.",
    advice: "Name another profile in the annotation `gpuify.dev/profile` if this one is wrong.",
  },
  "auto-left-alone": {
    severity: "info",
    title: "Workload that `auto` leaves alone",
    why: "The workload looks like one that no profile is made for, such as a database, an operator or a test.",
    advice: "Name a profile in the annotation `gpuify.dev/profile` to patch it anyway.",
  },
  "auto-uncertain": {
    severity: "error",
    title: "Workload that `auto` cannot decide",
    why: "The manifest says too little, and a wrong profile costs GPUs or takes them away.",
    advice: "Name a profile with `-p`, or in the annotation `gpuify.dev/profile`.",
  },
} as const satisfies Declarations;
