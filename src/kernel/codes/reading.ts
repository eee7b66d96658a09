import type { Declarations } from "./declaration.ts";

const YAML_ALIASES = { title: "YAML 1.2.2: alias nodes", url: "https://yaml.org/spec/1.2.2/#71-alias-nodes" };

/** Why the text of an input cannot be read as Kubernetes objects. */
export const READING_CODES = {
  "not-utf8": {
    severity: "error",
    title: "File that is not UTF-8",
    why: "Text that cannot be decoded without loss cannot be written back byte for byte.",
    advice: "Convert the file to UTF-8 first, for example with `iconv`.",
  },
  "duplicate-key": {
    severity: "error",
    title: "Key that a map has twice",
    why: "kubectl silently keeps the last one, and the strict check of the API server rejects both; an edit could land in the wrong one.",
    advice: "Remove one of the two.",
    sources: [
      {
        title: "Kubernetes API concepts: unrecognized or duplicate fields",
        url: "https://kubernetes.io/docs/reference/using-api/api-concepts/#validation-for-unrecognized-or-duplicate-fields",
      },
    ],
  },
  "unknown-alias": {
    severity: "error",
    title: "Alias without an anchor before it",
    why: "An anchor counts only in its own document and only below its place, so the alias stands for nothing.",
    advice: "Define the anchor above the alias in the same document, or write the value out.",
    sources: [YAML_ALIASES],
  },
  "alias-loop": {
    severity: "error",
    title: "Alias inside its own anchor",
    why: "The value would contain itself without end, so kubectl and other YAML readers reject it.",
    advice: "Write the value out.",
    sources: [YAML_ALIASES],
  },
  "excessive-aliases": {
    severity: "error",
    title: "Aliases that stand for too many values",
    why: "A few lines of nested aliases can exhaust the memory of a machine, so kubectl rejects such documents too.",
    advice: "Write the values out.",
    sources: [
      {
        title: "kubernetes/kubernetes#83253: YAML parsing vulnerable to “Billion Laughs”",
        url: "https://github.com/kubernetes/kubernetes/issues/83253",
      },
    ],
  },
  "kubectl-only-text": {
    severity: "error",
    title: "Lines in quotes or brackets without indentation",
    why: "kubectl accepts such lines, but the YAML specification does not, and finding the end of each string would take too long.",
    advice: "Indent the continuation lines, or use a block scalar (`|`).",
    sources: [
      {
        title: "YAML 1.2.2: flow style productions",
        url: "https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions",
      },
    ],
  },
  "missing-marker": {
    severity: "error",
    title: "Second document without a `---` line",
    why: "YAML readers disagree on which lines belong to which object.",
    advice: "Put `---` on its own line between the objects.",
    sources: [{ title: "YAML 1.2.2: documents", url: "https://yaml.org/spec/1.2.2/#91-documents" }],
  },
  "content-on-marker": {
    severity: "error",
    title: "Object that begins on the `---` line",
    why: "kubectl rejects such a stream (`invalid Yaml document separator`).",
    advice: "Put `---` on its own line.",
    sources: [
      {
        title: "kubernetes/kubernetes#103457: YAML separator validation",
        url: "https://github.com/kubernetes/kubernetes/pull/103457",
      },
    ],
  },
  "several-json-objects": {
    severity: "error",
    title: "Several JSON objects in one document",
    why: "kubectl reads them one by one, but together they are neither one JSON text nor a YAML stream.",
    advice: 'Put them into one `{"kind": "List", "items": […]}`, or separate them with `---` lines.',
  },
} as const satisfies Declarations;
