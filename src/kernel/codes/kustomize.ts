import type { Declarations } from "./declaration.ts";

/** TODO */
export const KUSTOMIZE_CODES = {
  // pipeline/kustomize/generated-twice.ts: `${found[1].name} already has ${title}, and gpuify would add another one to ${object.source.name} for ${objectTitle(object)}`
  "kustomize-object-exists": {
    severity: "error",
    title: "TODO",
    why: "Kustomize builds both files together and rejects two objects with the same name.",
    advice: "Pass the folder instead of the single file, so that gpuify reads both.",
  },
  // pipeline/kustomize/part-notes.ts: `${counted(overlays.length, "overlay")} build ${objectTitle(object)} from ${object.source.name} and all of them get the change: ${listOf(overlays)}`
  "kustomize-overlays": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // pipeline/kustomize/part-notes.ts: severity === "error" ? `${what}, not a complete object` : `${what}; it is left alone`
  "kustomize-part": {
    severity: "error",
    title: "TODO",
    why: "Tolerations in a patch replace the list of the base, and kustomize rejects a second object in the patch file.",
    advice: "TODO",
  },
  // patch/kustomize/accelerators-in-parts.ts: `${inPart.file} sets ${resource} to ${amount.kind === "whole" ? amount.count : amount.text} for container "${container.name}" of ${title}, so gpuify cannot set it to ${count} in
  // patch/kustomize/accelerators-in-parts.ts: `${asked.inPart.file} asks for ${ask.resource} in container "${container.name}" of ${title}, but gpuify would have to replace it with ${resource ?? "another resource"}`
  // patch/kustomize/accelerators-in-parts.ts: `${part.source.name} adds container "${textAt(container, ["name"]) ?? ""}" with ${name} to ${objectTitle(object)}`
  // patch/kustomize/accelerators-in-parts.ts: `${inPart.file} asks for ${ask.resource} for ${title}; gpuify edits objects, not kustomize patches`
  "kustomize-part-decides": {
    severity: "error",
    title: "TODO",
    why: "Kustomize merges the patch over the object, so the number in the patch wins.",
    advice: "TODO",
  },
  // patch/kustomize/accelerators-in-parts.ts: `${objectTitle(workload.object)} gets its ${first.resource} from ${first.inPart.file}; gpuify leaves the number there`
  "kustomize-part-has-gpu": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/kustomize/accelerators-in-parts.ts: `${part.source.name} still selects GPU nodes for ${objectTitle(object)} with the label ${name}`
  "kustomize-part-selects-gpu-nodes": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // patch/kustomize/overridden.ts: `${part.source.name} sets ${formatPath(path)} of ${title}, so the build drops the change to it in ${object.source.name}`
  "kustomize-part-wins": {
    severity: "warning",
    title: "TODO",
    why: "Kustomize merges the patch over the object.",
    advice: "TODO",
  },
} as const satisfies Declarations;
