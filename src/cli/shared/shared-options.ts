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

/** Where the changed manifests go, for every command that changes some. */
export const DELIVERY_OPTIONS: readonly OptionSpec[] = [
  { long: "--write", short: "-w", group: OUTPUT, help: "change the files in place" },
  { long: "--output-dir", value: "DIR", group: OUTPUT, help: "write the tree again below DIR" },
  { long: "--diff", group: OUTPUT, help: "show a unified diff instead (`git apply` takes it)" },
  { long: "--check", group: OUTPUT, help: "write nothing, list the files that would change, exit 1 if any" },
];

/** For every command that changes manifests. */
export const STRICT: OptionSpec = {
  long: "--strict",
  group: INPUT,
  help: "templates and unreadable files in a folder are errors",
};

export const ONLY_WARNINGS: OptionSpec = {
  long: "--quiet",
  short: "-q",
  group: OUTPUT,
  help: "only warnings and errors",
};

export const NO_COLOR: OptionSpec = {
  long: "--no-color",
  group: OUTPUT,
  help: "no colours (as NO_COLOR=1)",
};
