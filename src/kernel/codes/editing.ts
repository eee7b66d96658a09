import type { Declarations } from "./declaration.ts";

/** TODO */
export const EDITING_CODES = {
  // edit/refusal.ts: message
  "alias-in-the-way": {
    severity: "error",
    title: "TODO",
    why: "A change of the anchored value would leak into every place that an alias repeats it.",
    advice: "Write the value out where it shall differ, or remove the alias, and run again.",
  },
  // edit/flow.ts: a comment inside this bracketed value would be lost
  "comment-in-the-way": {
    severity: "error",
    title: "TODO",
    why: "Text between brackets cannot be taken out without the comment beside it.",
    advice: "Move the comment, or write this part in block style, and run again.",
  },
  // edit/sharing.ts: `the field ${path.at(-1)} comes through a merge key (<<)`
  "merge-key-in-the-way": {
    severity: "error",
    title: "TODO",
    why: "A change here would change, or hide, what the anchor gives to other places.",
    advice: "Write the field out where it is needed, then run again.",
  },
  // edit/refusal.ts: `the new name ${JSON.stringify(name)} is there already`
  "name-in-the-way": {
    severity: "error",
    title: "TODO",
    why: "Of two fields of one name only one would count, and the values may differ.",
    advice: "Keep the one that is meant, remove the other, and run again.",
  },
  // edit/refusal.ts: a line ends with a carriage return but no line feed
  "old-line-end": {
    severity: "error",
    title: "TODO",
    why: "kubectl accepts such lines, but line numbers and edits would not match what you see in an editor.",
    advice: "Convert the line endings first: `tr '\\r' '\\n' < FILE`, or `dos2unix -c mac FILE`.",
  },
  // edit/refusal.ts: `the value carries the tag ${node.tag}`
  "tag-in-the-way": {
    severity: "error",
    title: "TODO",
    why: "A tag changes what a value means; an edit under it could change more than the field.",
    advice: "Remove the tag: Kubernetes manifests need none.",
  },
  // edit/refusal.ts: `${path.length === 0 ? "the document" : formatPath(path)} is ${found}, but Kubernetes has ${expected} there`
  "unexpected-type": {
    severity: "error",
    title: "TODO",
    why: "A field of another type would be rejected by the API server, so there is nothing safe to add to.",
    advice: "Mend the field, then run again.",
  },
  // edit/refusal.ts: message
  "unsupported-layout": {
    severity: "error",
    title: "TODO",
    why: "An edit here could not be made without rewriting text that has to stay as it is.",
    advice: "Write this part in plain block style and run again.",
  },
} as const satisfies Declarations;
