import { oneLine } from "../kernel/one-line.ts";
import { findConfigs, findMisnamedConfigs } from "./configs.ts";
import type { Ports } from "./ports.ts";
import { readInputs } from "./read-inputs.ts";
import { repositoryNames } from "./repository-names.ts";
import type { Stdio } from "./stdio.ts";

/**
 * The ports of Node, over the streams of a process or others in their place. What a plain run does not need is loaded
 * when it is asked for.
 */
export function nodePorts(stdio: Stdio, { calledAs, env }: Pick<Ports, "calledAs" | "env">): Ports {
  // Of the files beside those that are written nobody above knows.
  const warn = (text: string) => stdio.write("stderr", `warning: ${oneLine(text)}\n`);
  return {
    calledAs,
    env,
    isTerminal: stdio.isTerminal,
    stdinKind: stdio.stdinKind,
    readInputs: async (query) => await readInputs(query, stdio),
    findConfigs: async (query) => findConfigs(query),
    findMisnamedConfigs: async (paths) => findMisnamedConfigs(paths),
    readBaseConfig: async (of, reference) => (await import("./base-config.ts")).readBaseConfig(of, reference),
    repositoryNames,
    readText: async (path) => (await import("./read-text.ts")).readText(path),
    findFilesNear: async (folder, names) =>
      (await import("./find-files-near.ts")).findFilesNear(folder, names),
    writeStdout: (text) => stdio.write("stdout", text),
    writeStderr: (text) => stdio.write("stderr", text),
    showProgress: async (text) => {
      if (stdio.isTerminal("stderr")) stdio.write("stderr", `\r\u001b[K${text}`);
    },
    writeFiles: async (writes) => (await import("./write-files.ts")).writeFiles(writes, warn),
    assertNoInput: async (files, inputs, advice) =>
      (await import("./place-in-folder.ts")).assertNoInput(files, inputs, advice),
    placeInFolder: async (folder, inputs) =>
      (await import("./place-in-folder.ts")).placeInFolder(folder, inputs),
    confirm: async (question) => {
      stdio.write("stderr", question);
      return /^\s*y(?:es)?\s*$/i.test((await stdio.readLine()) ?? "");
    },
    runKubectl: async (question) =>
      await (await import("./run-kubectl.ts")).runKubectl(question, stdio.write),
    askKubectl: async (question) => (await import("./kubectl.ts")).askKubectl(question),
  };
}
