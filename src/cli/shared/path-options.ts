import type { OptionSpec } from "./command.ts";

/** Headings of the help that several commands have. */
export const INPUT = "Input:";
export const OUTPUT = "Output:";

/** Which files are read, for every command that walks folders. */
export const PATH_OPTIONS: readonly OptionSpec[] = [
  {
    long: "--filename",
    short: "-f",
    value: "PATH",
    many: true,
    group: INPUT,
    help: "the same as a path; may be repeated",
  },
  {
    long: "--exclude",
    value: "GLOB",
    many: true,
    group: INPUT,
    help: "leave out files and folders below a folder",
  },
  { long: "--no-ignore", group: INPUT, help: "also read what git ignores" },
];

/** For commands with a config that excludes. */
export const FORCE_EXCLUDE: OptionSpec = {
  long: "--force-exclude",
  group: INPUT,
  help: "skip named files that `exclude` of gpuify.yaml leaves out (for hooks and editors)",
};
