import type { CommandRow } from "../shared/command.ts";
import { PATCH_OPTIONS } from "./options.ts";

/** `gpuify patch` in the table of commands. */
export const PATCH: CommandRow = {
  name: "patch",
  summary: "rewrite workloads by profile (the default command)",
  usage: "[-p PROFILE] [options] [PATH…]",
  operands: [{ name: "paths", help: "files, folders, globs, or -", many: true }],
  options: PATCH_OPTIONS,
  examples: [
    { line: "gpuify -p training --gpus 8 job.yaml", note: "the patched manifest on standard output" },
    { line: "gpuify -p bursty --diff k8s/", note: "what would change, and why" },
    { line: "gpuify -p continuous --select deploy/llm -w k8s/" },
    { line: "gpuify -p auto --all --diff k8s/", note: "let each manifest decide, and say why" },
    { line: "gpuify init", note: "a gpuify.yaml that says which workload is which" },
    { line: "gpuify lint k8s/", note: "GPU mistakes and schema errors, before they are applied" },
    { line: "gpuify --check .", note: "by gpuify.yaml, for CI: exit 1 if a file would change" },
    { line: "helm template ./chart | gpuify -p continuous --gpu l4 --platform gke - | kubectl apply -f -" },
    { line: "kubectl get deploy/llm -o yaml | gpuify -p continuous --strip-live - | kubectl diff -f -" },
    { line: "gpuify size Qwen/Qwen3-32B --platform eks", note: "which GPUs a model needs" },
    { line: "gpuify show profiles" },
  ],
  load: async () => (await import("./run.ts")).runPatchCommand,
};
