import type { WholeCatalog } from "../gpu/catalog/whole-catalog.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { PodSet } from "../k8s/workload.ts";
import type { Surroundings } from "../workload/surroundings.ts";

/** What every rule may ask. Pure data and questions; a rule keeps nothing between calls. */
export interface LintContext extends WholeCatalog {
  /** The 34 of Kubernetes 1.34. */
  readonly minor: number;
  /** All objects of the run. */
  readonly surroundings: Surroundings;
  /** The pod sets of the workloads among them. */
  readonly workloads: readonly PodSet[];
  /** Those that may have an accelerator. */
  readonly gpuWorkloads: readonly PodSet[];
  /** What a workload looks like by its programs, names and shape; null where that is too uncertain. */
  readonly profileOf: (workload: PodSet) => "continuous" | "bursty" | "training" | null;
  /** The platform that a flag or the config names for an object's file; null where nobody says one. */
  readonly platformSaid: (object: KubeObject) => string | null;
}
