import type { Catalog } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Settings } from "../profile/settings.ts";

/** All objects of the run that decisions may look at: workloads, autoscalers, claims, services. */
export interface Surroundings {
  /** By id, in order of appearance over all inputs. */
  readonly objects: readonly KubeObject[];
}

/** What a step of the decision gets. Pure data; a step returns intents and diagnostics. */
export interface DecisionContext {
  readonly workload: Workload;
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly surroundings: Surroundings;
  /** Set where a record proved a training run, which has been taken out of `workload` already. */
  readonly wasTraining?: true;
}
