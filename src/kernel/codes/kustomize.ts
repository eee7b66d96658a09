import type { Declarations } from "./declaration.ts";

const PATCHES = {
  title: "Kustomize: patches",
  url: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/",
};

/** What patches and overlays of a kustomization have to do with a change. */
export const KUSTOMIZE_CODES = {
  "kustomize-part": {
    severity: "error",
    title: "Kustomize patch instead of a complete object",
    why: "Tolerations in a patch replace the list of the base, and kustomize rejects a second object in the patch file.",
    advice: "Patch the object that it is merged into, or the output of `kubectl kustomize`.",
    sources: [PATCHES],
  },
  "kustomize-part-decides": {
    severity: "error",
    title: "Kustomize patch that sets the accelerator",
    why: "Kustomize merges the patch over the object, so what the patch says wins.",
    advice: "Change the patch, or run gpuify on the output of `kubectl kustomize`.",
    sources: [PATCHES],
  },
  "kustomize-part-has-gpu": {
    severity: "info",
    title: "GPU that a kustomize patch asks for",
    why: "Kustomize merges the patch over the object, so the number in the patch is the one that counts.",
    advice: "Change the number in the patch if another one is meant.",
    sources: [PATCHES],
  },
  "kustomize-part-selects-gpu-nodes": {
    severity: "warning",
    title: "Kustomize patch that still selects GPU nodes",
    why: "Kustomize merges the label into the node selector, so the pod still needs a GPU node.",
    advice: "Remove the label from the patch.",
    sources: [PATCHES],
  },
  "kustomize-part-wins": {
    severity: "warning",
    title: "Change that a kustomize patch overrides",
    why: "Kustomize merges the patch over the object.",
    advice: "Change the field in the patch, or run gpuify on the output of `kubectl kustomize`.",
    sources: [PATCHES],
  },
  "kustomize-overlays": {
    severity: "info",
    title: "Change for several overlays",
    why: "An overlay is built from its base, so a change of the base reaches every overlay.",
    advice:
      "Run gpuify on the output of an overlay to change only that one: `kubectl kustomize DIR | gpuify -p PROFILE -`.",
    sources: [
      {
        title: "Kubernetes: declarative management with Kustomize, bases and overlays",
        url: "https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#bases-and-overlays",
      },
    ],
  },
  "kustomize-object-exists": {
    severity: "error",
    title: "Object that another file of the build has",
    why: "Kustomize builds both files together and rejects two objects with the same name.",
    advice: "Pass the folder instead of the single file, so that gpuify reads both.",
    sources: [
      {
        title: "kubernetes-sigs/kustomize: resWrangler.Append",
        url: "https://github.com/kubernetes-sigs/kustomize/blob/master/api/resmap/reswrangler.go",
      },
    ],
  },
} as const satisfies Declarations;
