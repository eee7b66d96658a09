import type { OptionSpec } from "../shared/command.ts";
import { OUTPUT } from "../shared/shared-options.ts";

const NARROW = "Which of them:";

/** The options of `gpuify show`. */
export const SHOW_OPTIONS: readonly OptionSpec[] = [
  {
    long: "--vendor",
    value: "NAME",
    group: NARROW,
    help: "nvidia, amd, intel, habana (Gaudi), google (TPU), aws (Neuron)",
  },
  {
    long: "--platform",
    value: "NAME",
    group: NARROW,
    help: "models of this platform, and what selects them there",
  },
  {
    long: "--config",
    value: "FILE",
    group: NARROW,
    help: "profiles of this gpuify.yaml, not of the nearest one",
  },
  { long: "--no-config", group: NARROW, help: "only the profiles of the program" },
  {
    long: "--output",
    short: "-o",
    value: "text|yaml|json",
    group: OUTPUT,
    help: "yaml: profiles as text for a gpuify.yaml, with the origin of each value",
  },
];
