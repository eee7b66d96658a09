import type { Declarations } from "./declaration.ts";

/** TODO */
export const CONFIG_FILE_CODES = {
  // commands/policies.ts: message
  "broken-extends": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/read-tree.ts: `this is not valid YAML: ${opinion?.reason ?? failure.reason}`
  // pipeline/unreadable.ts: `this is not valid YAML: ${failure.reason}`
  "invalid-yaml": {
    severity: "error",
    title: "TODO",
    why: "An edit of a text that cannot be read with certainty could land anywhere.",
    advice: "Mend it there and run again.",
  },
  // commands/prepare.ts: `found ${file}, which is not read: the name of a config is gpuify.yaml`
  "misnamed-config": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/read-tree.ts: ?
  "not-indented": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/read-tree.ts: a config is one document, and here a second one begins
  "several-documents": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Put everything into one document; `extends: ../other.yaml` builds on another file.",
  },
  // config/read-tree.ts: a tab is used for indentation
  // pipeline/unreadable.ts: a tab is used for indentation
  "tab-indentation": {
    severity: "error",
    title: "TODO",
    why: "YAML allows spaces only; readers disagree on what a tab means here.",
    advice: "Replace the tab by spaces.",
  },
  // config/read-tree.ts: this is a template, not a config yet
  // pipeline/unreadable.ts: this is a template, not a manifest yet
  // pipeline/unreadable.ts: `this is a template, not a manifest yet: the placeholder ${text} is not in quotes`
  template: {
    severity: "error",
    title: "TODO",
    why: "Text between {{ }} or {% %} decides what the config will be.",
    advice: "Render it first, or put the text in quotes if it is meant as it stands.",
  },
  // config/read-tree.ts: `the config is nested deeper than ${MAX_DEPTH} levels`
  // pipeline/unreadable.ts: `the document is nested deeper than ${MAX_DEPTH} levels`
  "too-deep": {
    severity: "error",
    title: "TODO",
    why: "Real manifests stay under 30; deeper input can exhaust a parser's stack.",
    advice: "Nothing in a config needs that: leave brackets or levels out.",
  },
  // config/read-tree.ts: `the config has ${Math.ceil(length / 1024)} KiB; gpuify reads up to ${MAX_LENGTH / 1024} KiB`
  // yaml/source.ts: `the input has more than ${mebibytes(MAX_INPUT_BYTES)}, the limit for one input`
  "too-large": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "Globs in `match` say in one rule what many rules say by name.",
  },
  // commands/lint/settings.ts: `there is no rule "${id}"`
  "unknown-rule": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/read-config.ts: message
  "unusable-yaml": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // commands/lint/settings.ts: `${file} names Kubernetes 1.${minor}: manifests are checked against 1.${nearestMinor(minor)}, the nearest whose schema is known`
  "version-without-schema": {
    severity: "info",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
