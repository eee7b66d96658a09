import type { Vendor } from "../../gpu/types.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { UnhandledObject } from "../../workload/unhandled-accelerators.ts";
import type { Source } from "../../yaml/source.ts";
import type { PlatformGuesses } from "./guess-platform.ts";
import type { NodeGroup } from "./node-groups.ts";
import type { PlatformProposals } from "./propose-platform.ts";
import type { RuleProposals } from "./propose-rules.ts";
import type { Recognition } from "./recognise.ts";

/** What the manifests hold. */
export interface ManifestFindings {
  /** Files that were read and have Kubernetes objects. */
  readonly files: number;
  readonly workloads: number;
  /** Objects of kinds that are not handled and that ask for an accelerator. */
  readonly unhandled: readonly UnhandledObject[];
  /** Walked files that could not be read, such as templates, by name. */
  readonly skipped: readonly string[];
  /** What is wrong with files that were named: nothing may be written. */
  readonly errors: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/** What the nodes say. */
export interface ClusterFindings extends PlatformProposals {
  readonly nodes: number;
  readonly gpuNodes: number;
  readonly groups: readonly NodeGroup[];
  /** The one vendor of all GPU nodes, where the platform would mean another one; else null. */
  readonly vendorToName: Vendor | null;
  /** Oldest minor version of the kubelets, such as `1.32`; null where none says it. */
  readonly kubernetesVersion: string | null;
  /** Resources that read like accelerators and are not in the catalog. */
  readonly unknownResources: readonly string[];
}

/** Everything that was found. */
export interface InitFindings {
  readonly manifests: ManifestFindings;
  /** Null without `--cluster`. */
  readonly cluster: ClusterFindings | null;
  readonly platform: PlatformGuesses;
  /** The one vendor of all accelerators that were seen; null where there are several, or none. */
  readonly vendor: Vendor | null;
  readonly recognition: Recognition;
  readonly rules: RuleProposals;
}
