import type { CommandRow } from "../shared/command.ts";
import { SHOW_OPTIONS } from "./options.ts";

/** `gpuify show` in the table of commands. */
export const SHOW: CommandRow = {
  name: "show",
  summary: "profiles, models, platforms, rules, codes: the list, or one in full",
  usage: "TOPIC [NAME] [options]",
  operands: [
    { name: "topic", help: "profiles, models, platforms, kinds, rules or codes" },
    { name: "name", help: "one of them, in full" },
  ],
  options: SHOW_OPTIONS,
  examples: [
    { line: "gpuify show profiles", note: "the program's, and those of the nearest gpuify.yaml" },
    { line: "gpuify show profiles training", note: "what it does, and where each value comes from" },
    { line: "gpuify show profiles continuous -o yaml", note: "a profile to start from, for a gpuify.yaml" },
    { line: "gpuify show models", note: "memory, GPUs per node, platforms" },
    { line: "gpuify show models --platform eks", note: "what EKS has, and what selects it" },
    { line: "gpuify show models h100", note: "what each platform calls it, with the sources" },
    { line: "gpuify show platforms --vendor amd" },
    { line: "gpuify show platforms gke", note: "its labels, taints, spot capacity, with the sources" },
    { line: "gpuify show kinds", note: "what makes pods, and the names for --select" },
    { line: "gpuify show kinds raycluster", note: "its roles, and what each profile writes" },
    { line: "gpuify show rules gpu-limit-missing", note: "why, examples, sources" },
    { line: "gpuify show codes ambiguous-scope", note: "what a message is about, and what to do" },
    { line: "gpuify show models -o json" },
  ],
  load: async () => (await import("./run.ts")).runShowCommand,
};
