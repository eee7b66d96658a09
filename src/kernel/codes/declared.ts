import { AUTOSCALER_CODES } from "./autoscalers.ts";
import { BURSTY_CODES } from "./bursty.ts";
import { CATALOG_CODES } from "./catalog.ts";
import { CONFIG_CODES } from "./config.ts";
import { CONFIG_FILE_CODES } from "./config-file.ts";
import { CONFIG_PLATFORMS_CODES } from "./config-platforms.ts";
import { CONTAINER_CODES } from "./containers.ts";
import type { Declarations } from "./declaration.ts";
import { DEVICE_CODES } from "./devices.ts";
import { EDITING_CODES } from "./editing.ts";
import { KUSTOMIZE_CODES } from "./kustomize.ts";
import { LIVE_CODES } from "./live.ts";
import { OWN_FIELDS_CODES } from "./own-fields.ts";
import { PLACEHOLDERS_CODES } from "./placeholders.ts";
import { PLACEMENT_CODES } from "./placement.ts";
import { QUEUE_CODES } from "./queue.ts";
import { READING_CODES } from "./reading.ts";
import { RENDEZVOUS_CODES } from "./rendezvous.ts";
import { SCALING_CODES } from "./scaling.ts";
import { SCHEMAS_CODES } from "./schemas.ts";
import { SELECTION_CODES } from "./selection.ts";
import { SERVING_CODES } from "./serving.ts";
import { SETTINGS_CODES } from "./settings.ts";
import { TRAINING_CODES } from "./training.ts";
import { UNDO_CODES } from "./undo.ts";
import { WORKER_CODES } from "./workers.ts";

/** Codes that belong together, in the order in which they are listed to users. */
export interface CodeGroup {
  readonly title: string;
  readonly codes: Declarations;
}

/**
 * Every code that is no rule of the linter, with its declaration. Read when somebody is told about one: a run that has
 * nothing to say does not load it.
 */
export const CODE_GROUPS = [
  { title: "How text is read", codes: READING_CODES },
  { title: "How text is edited", codes: EDITING_CODES },
  { title: "Placeholders", codes: PLACEHOLDERS_CODES },
  { title: "Which workloads are meant", codes: SELECTION_CODES },
  { title: "Flags, annotations and auto", codes: SETTINGS_CODES },
  { title: "Kustomize", codes: KUSTOMIZE_CODES },
  { title: "Objects in a cluster", codes: LIVE_CODES },
  { title: "Which container gets the GPU", codes: CONTAINER_CODES },
  { title: "How many GPUs, and of which kind", codes: DEVICE_CODES },
  { title: "What the catalog knows", codes: CATALOG_CODES },
  { title: "Where pods run", codes: PLACEMENT_CODES },
  { title: "Rollouts and start", codes: SERVING_CODES },
  { title: "Number of pods", codes: SCALING_CODES },
  { title: "Autoscalers", codes: AUTOSCALER_CODES },
  { title: "From GPUs to CPUs and back", codes: BURSTY_CODES },
  { title: "Training", codes: TRAINING_CODES },
  { title: "Queues", codes: QUEUE_CODES },
  { title: "Workers of a Job", codes: WORKER_CODES },
  { title: "How workers find each other", codes: RENDEZVOUS_CODES },
  { title: "Undo", codes: UNDO_CODES },
  { title: "The config as a file", codes: CONFIG_FILE_CODES },
  { title: "What a config says", codes: CONFIG_CODES },
  { title: "Platforms of a config", codes: CONFIG_PLATFORMS_CODES },
  { title: "Fields that a config adds to pods", codes: OWN_FIELDS_CODES },
  { title: "What lint could not check", codes: SCHEMAS_CODES },
] as const satisfies readonly CodeGroup[];

/** The declarations of all groups as one table, for the compiler. */
export type Declared = AllOf<(typeof CODE_GROUPS)[number]["codes"]>;

/** What fits each of several tables at once has the keys of all of them. */
type AllOf<Tables> = (Tables extends unknown ? (table: Tables) => void : never) extends (
  table: infer All,
) => void
  ? All
  : never;
