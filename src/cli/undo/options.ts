import type { OptionSpec } from "../shared/command.ts";
import {
  DELIVERY_OPTIONS,
  INPUT,
  NO_COLOR,
  ONLY_WARNINGS,
  PATH_OPTIONS,
  STRICT,
} from "../shared/shared-options.ts";

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
  STRICT,
  {
    long: "--stdin-filename",
    value: "PATH",
    group: INPUT,
    help: "path of standard input, for the report and messages",
  },

  ...DELIVERY_OPTIONS,
  ONLY_WARNINGS,
  NO_COLOR,
];
