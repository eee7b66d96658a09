import { PATCH_OPTIONS } from "../patch/options.ts";
import type { OptionSpec } from "../shared/command.ts";

const KUBECTL = "kubectl:";

/** What kubectl is told; `--namespace` is kubectl's here. */
export const KUBECTL_OPTIONS: readonly OptionSpec[] = [
  { long: "--dry-run", value: "client|server", group: KUBECTL, help: "send nothing to be kept" },
  {
    long: "--diff",
    group: KUBECTL,
    help: "kubectl diff instead of apply: exit 1 if the cluster would change",
  },
  { long: "--server-side", group: KUBECTL, help: "let the API server merge (kubectl apply --server-side)" },
  {
    long: "--namespace",
    short: "-n",
    value: "NAME",
    group: KUBECTL,
    help: "namespace of objects that name none",
  },
  { long: "--context", value: "NAME", group: KUBECTL, help: "context of the kubeconfig" },
  { long: "--kubeconfig", value: "FILE", group: KUBECTL, help: "kubeconfig, where it is not kubectl's own" },
  { long: "--timeout", value: "SECONDS", group: KUBECTL, help: "how long kubectl may take (600)" },
  { long: "--yes", short: "-y", group: KUBECTL, help: "do not ask" },
];

/** Options of `patch` that say where the manifests go, which is kubectl here. */
const OF_PATCH_ONLY: readonly string[] = [
  ...["--write", "--output-dir", "--check", "--keep-going", "--output", "--post-renderer"],
  ...KUBECTL_OPTIONS.map(({ long }) => long),
];

/** The options of `gpuify apply`: those of `patch`, and kubectl's. */
export const APPLY_OPTIONS: readonly OptionSpec[] = [
  ...PATCH_OPTIONS.filter(({ long }) => !OF_PATCH_ONLY.includes(long)),
  ...KUBECTL_OPTIONS,
];
