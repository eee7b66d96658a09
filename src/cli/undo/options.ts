import type { OptionSpec } from "../shared/command.ts";
import { INPUT, OUTPUT, PATH_OPTIONS } from "../shared/path-options.ts";

const PROOF = "Proof (without --report: the records on workloads):";

/** The options of `gpuify undo`. */
export const UNDO_OPTIONS: readonly OptionSpec[] = [
  {
    long: "--report",
    value: "FILE",
    group: PROOF,
    help: "the report of the run to undo: exactly its edits, where their text is unchanged",
  },

  ...PATH_OPTIONS,
  { long: "--strict", group: INPUT, help: "templates and unreadable files in a folder are errors" },
  {
    long: "--stdin-filename",
    value: "PATH",
    group: INPUT,
    help: "path of standard input, for the report and messages",
  },

  { long: "--write", short: "-w", group: OUTPUT, help: "change the files in place" },
  { long: "--output-dir", value: "DIR", group: OUTPUT, help: "write the tree again below DIR" },
  { long: "--diff", group: OUTPUT, help: "show a unified diff instead (`git apply` takes it)" },
  { long: "--check", group: OUTPUT, help: "write nothing, list the files that would change, exit 1 if any" },
  { long: "--quiet", short: "-q", group: OUTPUT, help: "only warnings and errors" },
  { long: "--no-color", group: OUTPUT, help: "no colours (as NO_COLOR=1)" },
];
