import type { Declarations } from "./declaration.ts";

/** TODO */
export const SELECTION_CODES = {
  // patch/scope.ts: `${candidates.length} workloads could get the profile "${profile}", and none of them asks for a GPU: ${listTitles(candidates.map(({ object }) => object))}`
  // patch/unhandled-objects.ts: `it is not clear which workload to patch: ${silent} ${verb} for no GPU, and gpuify does not yet handle ${others}: ${asking}`
  "ambiguous-scope": {
    severity: "error",
    title: "TODO",
    why: "Patching all of them could cost a GPU for every database and proxy in the input.",
    advice: "Name those you mean with --select KIND/NAME, -l or -n, or pass --all.",
  },
  // commands/empty-input.ts: standard input has no Kubernetes objects
  "empty-input": {
    severity: "warning",
    title: "TODO",
    why: "The command that feeds it may have failed.",
    advice: "Check the output of that command.",
  },
  // patch/scoping/hooks.ts: `${title} is left alone: it is a hook that ${hook.owner} runs (${hook.phases}) and does not ask for an accelerator`
  "hook-left-alone": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/hollow.ts: `${objectTitle(object)} has no pod spec, so there is nothing a profile could change`
  "no-pod-spec": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice:
      "If this is a patch of an overlay, run gpuify on the rendered result: `kubectl kustomize . | gpuify -p PROFILE -`.",
  },
  // pipeline/assign.ts: `no profile is given, and no annotation or rule of a gpuify.yaml names ${candidates.length < resolved.length ? "the workloads that are meant" : "a workload of the input"}`
  "no-profile": {
    severity: "error",
    title: "TODO",
    why: "What the workloads look like decides what they get.",
    advice: "Pass -p PROFILE, annotate workloads with gpuify.dev/profile, or write a rule.",
  },
  // pipeline/assign.ts: `no rule of ${ruling.file} names a workload of the input`
  "no-rule-matches": {
    severity: "warning",
    title: "TODO",
    why: "All of them stay as they are.",
    advice: "If one was meant, look at the kinds, names, labels and paths of the rules.",
  },
  // patch/scope.ts: the input has no workload that this profile could patch
  // patch/scoping/unmatched.ts: no workload of the input matches the selection
  "nothing-to-patch": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/scoping/lone.ts:
  "only-a-database": {
    severity: "error",
    title: "TODO",
    why: "It would hold a GPU and never use it.",
    advice: "TODO",
  },
  // patch/scoping/unmatched.ts: `${names} ${literals.length === 1 ? "matches" : "match"} no workload in the input`
  "selection-not-found": {
    severity: "error",
    title: "TODO",
    why: "A mistyped name would leave the workload unpatched.",
    advice: "TODO",
  },
  // patch/scoping/skip.ts: message
  // patch/scoping/skip.ts: message
  skipped: {
    severity: "warning",
    title: "TODO",
    why: "The value is only the reason; the annotation itself is what leaves the workload out.",
    advice: "Remove the annotation to have it patched.",
  },
} as const satisfies Declarations;
