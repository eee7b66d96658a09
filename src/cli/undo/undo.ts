import type { CommandRow } from "../shared/command.ts";
import { UNDO_OPTIONS } from "./options.ts";

/** `gpuify undo` in the table of commands. */
export const UNDO: CommandRow = {
  name: "undo",
  summary: "undo the changes that a report or a record proves are gpuify's",
  usage: "[options] [PATH…]",
  operands: [{ name: "paths", help: "files, folders, globs, or -", many: true }],
  options: UNDO_OPTIONS,
  examples: [
    {
      line: "gpuify undo --report run.json --diff k8s/",
      note: "preview the undo of a run that had --report run.json",
    },
    {
      line: "gpuify undo --report run.json -w k8s/",
      note: "restore the files byte for byte; later edits stay",
    },
    { line: "gpuify undo -w job.yaml", note: "undo what the Job's own record proves" },
    { line: "gpuify undo --check k8s/", note: "list the files that undo would change; exit 1 if any" },
  ],
  load: async () => (await import("./run.ts")).runUndoCommand,
};
