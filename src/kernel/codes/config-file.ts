import type { Declarations } from "./declaration.ts";

/** What can be wrong with a file as a whole, mostly with a config: its name, its syntax and what it builds on. */
export const CONFIG_FILE_CODES = {
  "misnamed-config": {
    severity: "warning",
    about: "config",
    title: "Config with another name than gpuify.yaml",
    why: "gpuify looks only for files with the name `gpuify.yaml`, so nothing in this one counts.",
    advice: "Rename the file to `gpuify.yaml`, or pass it with `--config`.",
  },
  "broken-extends": {
    severity: "error",
    title: "Base config that cannot be read",
    why: "Without the file that it extends, the config says only a part of what it means.",
    advice: "Correct the path in `extends`, or remove it.",
  },
  "too-large": {
    severity: "error",
    title: "File that is too large",
    why: "The limit is far above real files, and keeps one input from using up the memory.",
    advice: "Split the file, or leave out what is not needed.",
  },
  "too-deep": {
    severity: "error",
    title: "YAML that is nested too deep",
    why: "Real manifests and configs stay under 30 levels, and deeper input can exhaust the stack of a parser.",
    advice: "Remove brackets or levels that are not needed.",
  },
  "invalid-yaml": {
    severity: "error",
    title: "Text that is not valid YAML",
    why: "A text that cannot be read with certainty could mean anything, and an edit could land anywhere.",
    advice: "Correct the syntax at this place and run again.",
    sources: [{ title: "YAML 1.2.2", url: "https://yaml.org/spec/1.2.2/" }],
  },
  "tab-indentation": {
    severity: "error",
    title: "Tab in the indentation",
    why: "YAML allows only spaces there, and readers disagree on what a tab means.",
    advice: "Replace the tab with spaces.",
    sources: [
      { title: "YAML 1.2.2: indentation spaces", url: "https://yaml.org/spec/1.2.2/#61-indentation-spaces" },
    ],
  },
  "not-indented": {
    severity: "error",
    title: "Config lines in quotes or brackets without indentation",
    why: "The YAML specification asks for indentation there, and finding the end of each string would take too long.",
    advice: "Indent the continuation lines.",
    sources: [
      {
        title: "YAML 1.2.2: flow style productions",
        url: "https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions",
      },
    ],
  },
  template: {
    severity: "error",
    title: "Template that is not rendered yet",
    why: "Text between {{ }} or {% %} decides what the file will be, so it means nothing before it is rendered.",
    advice: "Render it first, or put the text in quotes if it is meant as it stands.",
  },
  "several-documents": {
    severity: "error",
    title: "Config with more than one document",
    why: "A config is read as one document, so that it is clear which settings count.",
    advice: "Put everything into one document; `extends: ../other.yaml` builds on another file.",
  },
  "unusable-yaml": {
    severity: "error",
    title: "YAML that a config cannot use",
    why: "A config is plain data of limited size: tags, keys that are not text, and masses of aliases mean nothing in it.",
    advice: "Write the keys and values out.",
  },
  "unknown-rule": {
    severity: "warning",
    about: "config",
    title: "Rule or code that does not exist",
    why: "This version of gpuify has no rule and no code of that name, so the setting has no effect.",
    advice:
      "Correct the name (`gpuify show rules` and `gpuify show codes` list them), or remove the setting.",
  },
  "named-file-excluded": {
    severity: "info",
    about: "run",
    title: "Named file that the config excludes",
    why: "With `--force-exclude` the `exclude` of `gpuify.yaml` also counts for files that are named, because hooks and editors hand over whatever was changed. Standard input passes through unchanged.",
    advice: "Leave out `--force-exclude` to read the file, or change `exclude`.",
  },
  "version-without-schema": {
    severity: "info",
    about: "config",
    title: "Kubernetes version without a schema",
    why: "Fields that differ between the two versions may be judged wrongly.",
    advice:
      "Set `kubernetesVersion` in `gpuify.yaml` to a version that gpuify has a schema of, or update gpuify.",
  },
} as const satisfies Declarations;
