import { oneLine } from "../kernel/one-line.ts";
import { findConfigs, findMisnamedConfigs } from "./configs.ts";
import type { Ports } from "./ports.ts";
import { readInputs } from "./read-inputs.ts";
import { repositoryNames } from "./repository-names.ts";
import { stdinKind, writeText } from "./stdio.ts";

/** Of the files beside those that are written, of which nobody above knows. */
function warn(text: string): void {
  writeText(2, `warning: ${oneLine(text)}\n`);
}

/** The ports of a real process. What a plain run does not need is loaded when it is asked for. */
export const nodePorts: Ports = {
  stdinKind,
  readInputs,
  findConfigs: async (query) => findConfigs(query),
  findMisnamedConfigs: async (paths) => findMisnamedConfigs(paths),
  readBaseConfig: async (of, reference) => (await import("./base-config.ts")).readBaseConfig(of, reference),
  repositoryNames,
  readText: async (path) => (await import("./read-text.ts")).readText(path),
  findFilesNear: async (folder, names) => (await import("./find-files-near.ts")).findFilesNear(folder, names),
  writeStdout: (text) => writeText(1, text),
  writeStderr: (text) => writeText(2, text),
  showProgress: async (text) => (await import("./progress.ts")).showProgress(text),
  writeFiles: async (writes) => (await import("./write-files.ts")).writeFiles(writes, warn),
  assertNoInput: async (files, inputs, advice) =>
    (await import("./place-in-folder.ts")).assertNoInput(files, inputs, advice),
  placeInFolder: async (folder, inputs) =>
    (await import("./place-in-folder.ts")).placeInFolder(folder, inputs),
  askKubectl: async (question) => (await import("./kubectl.ts")).askKubectl(question),
};
