import type { Declarations } from "./declaration.ts";

/** TODO */
export const READING_CODES = {
  // pipeline/unreadable.ts: failure.reason
  "alias-loop": {
    severity: "error",
    title: "TODO",
    why: "The value would contain itself without end; kubectl refuses it too.",
    advice: "Write the value out.",
  },
  // pipeline/unneeded.ts: the object begins on the `---` line
  "content-on-marker": {
    severity: "error",
    title: "TODO",
    why: "kubectl refuses such a stream (invalid Yaml document separator).",
    advice: "Put `---` on a line of its own.",
  },
  // pipeline/unreadable.ts: failure.reason
  "duplicate-key": {
    severity: "error",
    title: "TODO",
    why: "kubectl silently keeps the last one, the API server's strict check rejects both; an edit could land in the wrong one.",
    advice: "Remove one of the two.",
  },
  // pipeline/unreadable.ts: failure.reason
  "excessive-aliases": {
    severity: "error",
    title: "TODO",
    why: "A few lines of nested aliases can exhaust a machine's memory; kubectl refuses such documents too.",
    advice: "Write the values out.",
  },
  // pipeline/unreadable.ts: from here on, too many lines inside quotes or brackets are not indented
  "kubectl-only-text": {
    severity: "error",
    title: "TODO",
    why: "kubectl accepts such lines, but the YAML specification does not, and finding the end of each string takes too long.",
    advice: "Indent the continuation lines, or use a block scalar (`|`).",
  },
  // pipeline/unreadable.ts: a second document begins here without a `---` line
  "missing-marker": {
    severity: "error",
    title: "TODO",
    why: "YAML readers disagree on what belongs to which object.",
    advice: "Put `---` on a line of its own between objects.",
  },
  // yaml/source.ts: utf16 ? "the file is UTF-16, not UTF-8" : `byte 0x${hex} is not valid UTF-8`
  "not-utf8": {
    severity: "error",
    title: "TODO",
    why: "Text that cannot be decoded without loss cannot be written back byte for byte.",
    advice: "TODO",
  },
  // pipeline/unreadable.ts: several JSON objects follow each other in one document
  "several-json-objects": {
    severity: "error",
    title: "TODO",
    why: "kubectl reads them one by one, but this is neither one JSON text nor a YAML stream.",
    advice: 'Put them into one `{"kind": "List", "items": […]}`, or separate them with `---` lines.',
  },
  // pipeline/unreadable.ts: failure.reason
  "unknown-alias": {
    severity: "error",
    title: "TODO",
    why: "Anchors do not reach over `---`, so the alias stands for nothing.",
    advice: "Define the anchor in the same document, or write the value out.",
  },
} as const satisfies Declarations;
