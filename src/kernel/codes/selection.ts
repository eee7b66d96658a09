import type { Declarations } from "./declaration.ts";

/** Which workloads a run is for, and why some of them, or all, are left out. */
export const SELECTION_CODES = {
  "empty-input": {
    severity: "error",
    title: "Standard input without Kubernetes objects",
    why: "The command that feeds it may have failed.",
    advice: "Check the output of that command.",
  },
  "nothing-to-patch": {
    severity: "error",
    title: "No workload to patch",
    why: "The manifests stay as they are.",
    advice: "Check the input, and the flags and annotations that select workloads, if a change was expected.",
  },
  "selection-not-found": {
    severity: "error",
    title: "Selected workload that is not in the input",
    why: "A mistyped name would leave the workload unpatched.",
    advice: "Correct the kind or the name, or pass `--allow-empty` if the workload may be missing.",
  },
  "ambiguous-scope": {
    severity: "error",
    title: "Unclear which workload is meant",
    why: "Patching all of them could cost a GPU for every database and proxy in the input.",
    advice: "Name those you mean with `--select KIND/NAME`, `-l` or `-n`, or pass `--all`.",
  },
  "only-a-database": {
    severity: "error",
    title: "Database, cache or broker as the only workload",
    why: "It would hold a GPU and never use it.",
    advice: "Select it by name if it is meant: `--select KIND/NAME`.",
  },
  "no-profile": {
    severity: "error",
    title: "No profile for the workloads",
    why: "The profile decides what a workload gets, and nothing names one.",
    advice: "Pass `-p PROFILE`, annotate workloads with `gpuify.dev/profile`, or write a rule.",
  },
  "no-rule-matches": {
    severity: "warning",
    about: "run",
    title: "No rule that matches a workload",
    why: "Without a rule or a profile the workloads stay as they are.",
    advice: "Check the kinds, names, labels and paths of the rules if one was meant to match.",
  },
  "no-pod-spec": {
    severity: "error",
    title: "Workload without a pod spec",
    why: "A profile changes how pods are described, and this object describes none.",
    advice:
      "Run gpuify on the rendered result if this is a patch of an overlay: `kubectl kustomize . | gpuify -p PROFILE -`.",
  },
  "hook-left-alone": {
    severity: "info",
    title: "Hook that is left alone",
    why: "Hooks of Helm and Argo CD run migrations, tests and clean-ups beside the workload that is meant.",
    advice: "Select it by name to patch it anyway: `--select KIND/NAME`.",
    sources: [
      { title: "Helm: chart hooks", url: "https://helm.sh/docs/topics/charts_hooks/" },
      {
        title: "Argo CD: sync phases and waves",
        url: "https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/",
      },
    ],
  },
  skipped: {
    severity: "warning",
    title: "Workload with the annotation gpuify.dev/skip",
    why: "The annotation leaves the workload out of every run, whatever its value says; the value is only the reason.",
    advice: "Remove the annotation to have the workload patched.",
  },
} as const satisfies Declarations;
