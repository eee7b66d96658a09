import type { Catalog } from "../gpu/types.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Settings } from "../profile/settings.ts";
import type { Surroundings } from "../workload/surroundings.ts";

/** What a step of the decision gets. Pure data; a step returns intents and diagnostics. */
export interface DecisionContext {
  readonly workload: Workload;
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly surroundings: Surroundings;
  /** Set where `--strip-live` asks to take out what a cluster wrote into the workload. */
  readonly liveFields?: "strip";
  /** Set where a record proved a training run, which has been taken out of `workload` already. */
  readonly wasTraining?: true;
}
