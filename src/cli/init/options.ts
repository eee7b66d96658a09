import type { OptionSpec } from "../shared/command.ts";
import { NO_COLOR, OUTPUT, PATH_OPTIONS } from "../shared/shared-options.ts";

const CLUSTER = "The cluster:";

/** The options of `gpuify init`. */
export const INIT_OPTIONS: readonly OptionSpec[] = [
  ...PATH_OPTIONS,

  { long: "--cluster", group: CLUSTER, help: "look at the nodes too (kubectl get nodes)" },
  { long: "--context", value: "NAME", group: CLUSTER, help: "context of the kubeconfig" },
  { long: "--kubeconfig", value: "FILE", group: CLUSTER, help: "kubeconfig, where it is not kubectl's own" },
  { long: "--timeout", value: "SECONDS", group: CLUSTER, help: "how long kubectl may take (10)" },

  { long: "--dry-run", group: OUTPUT, help: "print the config, write nothing" },
  { long: "--force", group: OUTPUT, help: "write over a gpuify.yaml that exists" },
  { long: "--quiet", short: "-q", group: OUTPUT, help: "only errors" },
  NO_COLOR,
];
