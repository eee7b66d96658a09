import type { CommandRow } from "../shared/command.ts";
import { INIT_OPTIONS } from "./options.ts";

/** `gpuify init` in the table of commands. */
export const INIT: CommandRow = {
  name: "init",
  summary: "write a commented gpuify.yaml of what is found",
  usage: "[options] [PATH…]",
  operands: [{ name: "paths", help: "files, folders, globs, or - (this folder)", many: true }],
  options: INIT_OPTIONS,
  examples: [
    { line: "gpuify init", note: "look at the manifests below, write gpuify.yaml" },
    { line: "gpuify init --cluster", note: "look at the nodes too, by kubectl" },
    { line: "gpuify init --cluster --context prod --timeout 60" },
    { line: "gpuify init --dry-run k8s/", note: "print it, write nothing" },
    { line: "helm template ./chart | gpuify init -" },
  ],
  load: async () => (await import("./run.ts")).runInitCommand,
};
