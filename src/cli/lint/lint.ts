import type { CommandRow } from "../shared/command.ts";
import { LINT_OPTIONS } from "./options.ts";

/** `gpuify lint` in the table of commands. */
export const LINT: CommandRow = {
  name: "lint",
  summary: "find GPU mistakes and schema errors; --fix mends what is safe",
  usage: "[options] [PATH…]",
  operands: [{ name: "paths", help: "files, folders, globs, or - (this folder)", many: true }],
  options: LINT_OPTIONS,
  examples: [
    { line: "gpuify lint", note: "everything below this folder" },
    { line: "gpuify lint --platform gke k8s/", note: "what only GKE has, and demands" },
    { line: "helm template ./chart | gpuify lint -" },
    { line: "gpuify lint --fix --dry-run k8s/", note: "what would be mended, as a diff" },
    { line: "gpuify lint -o sarif=gpuify.sarif -o pretty .", note: "for CI: a report and the words" },
    { line: "gpuify lint --baseline lint.json .", note: "only what is new fails" },
    { line: "gpuify show rules", note: "what is looked for, and why" },
  ],
  load: async () => (await import("./run.ts")).runLintCommand,
};
