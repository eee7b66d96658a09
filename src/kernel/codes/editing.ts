import type { Declarations } from "./declaration.ts";

/** Why a field cannot be changed without touching text that has to stay as it is. */
export const EDITING_CODES = {
  "unexpected-type": {
    severity: "error",
    title: "Field of another type than Kubernetes has",
    why: "The API server would reject the field as it is, so there is nothing that a change could be added to.",
    advice: "Correct the field, then run again.",
    sources: [
      {
        title: "Kubernetes API conventions: primitive types",
        url: "https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#primitive-types",
      },
    ],
  },
  "alias-in-the-way": {
    severity: "error",
    title: "Anchored value that is used elsewhere",
    why: "A change of the anchored value would also change every place where an alias repeats it.",
    advice: "Write the value out where it has to differ, or remove the alias, then run again.",
    sources: [{ title: "YAML 1.2.2: alias nodes", url: "https://yaml.org/spec/1.2.2/#71-alias-nodes" }],
  },
  "merge-key-in-the-way": {
    severity: "error",
    title: "Field that comes from a merge key",
    why: "A change here would change, or hide, what the anchor gives to other places.",
    advice: "Write the field out where it is needed, then run again.",
    sources: [
      { title: "YAML: merge key language-independent type", url: "https://yaml.org/type/merge.html" },
    ],
  },
  "tag-in-the-way": {
    severity: "error",
    title: "Value with a YAML tag",
    why: "A tag changes what a value means, so an edit under it could change more than the field.",
    advice: "Remove the tag: Kubernetes manifests need none.",
  },
  "comment-in-the-way": {
    severity: "error",
    title: "Comment inside a value that changes",
    why: "Text between brackets cannot be taken out without the comment beside it.",
    advice: "Move the comment, or write this part in block style, then run again.",
  },
  "name-in-the-way": {
    severity: "error",
    title: "New name that another field already has",
    why: "Of two fields of one name only one would count, and their values may differ.",
    advice: "Keep the field that is meant, remove the other, then run again.",
  },
  "old-line-end": {
    severity: "error",
    title: "Line that ends with a carriage return alone",
    why: "kubectl accepts such lines, but line numbers and edits would not match what you see in an editor.",
    advice: "Convert the line endings first: `tr '\\r' '\\n' < FILE`, or `dos2unix -c mac FILE`.",
    sources: [
      {
        title: "YAML 1.2.2: line break characters",
        url: "https://yaml.org/spec/1.2.2/#54-line-break-characters",
      },
    ],
  },
  "needs-refused-file": {
    severity: "error",
    title: "Workload that needs a change in a file that was refused",
    why: "A workload and what aims at it, such as its autoscaler, change together or not at all.",
    advice: "Correct the other file, then run again.",
  },
  "unsupported-layout": {
    severity: "error",
    title: "YAML layout that gpuify cannot edit",
    why: "An edit here would have to rewrite text that has to stay as it is.",
    advice: "Write this part in plain block style, then run again.",
  },
} as const satisfies Declarations;
