import type { CommandRow } from "../shared/command.ts";
import { APPLY_OPTIONS } from "./options.ts";

/** `gpuify apply` in the table of commands. */
export const APPLY: CommandRow = {
  name: "apply",
  summary: "patch, and give the result to kubectl apply once all of it verified",
  usage: "[-p PROFILE] [options] [PATH…]",
  operands: [{ name: "paths", help: "files, folders, globs, or -", many: true }],
  options: APPLY_OPTIONS,
  examples: [
    { line: "gpuify apply -p training --gpus 8 job.yaml", note: "asks at a terminal, then kubectl apply" },
    { line: "gpuify apply -p continuous --diff k8s/", note: "what would change in the cluster" },
    { line: "gpuify apply -p continuous --dry-run server k8s/", note: "what the API server says" },
    { line: "helm template ./chart | gpuify apply -p continuous --gpu l4 --context prod -n serving -" },
  ],
  load: async () => (await import("./run.ts")).runApplyCommand,
};
