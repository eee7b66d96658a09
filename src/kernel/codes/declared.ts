import { AUTOSCALER_CODES } from "./autoscalers.ts";
import { BURSTY_CODES } from "./bursty.ts";
import { CATALOG_CODES } from "./catalog.ts";
import { CONFIG_CODES } from "./config.ts";
import { CONFIG_FILE_CODES } from "./config-file.ts";
import { CONFIG_PLATFORMS_CODES } from "./config-platforms.ts";
import { CONTAINER_CODES } from "./containers.ts";
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

/**
 * Every code that is no rule of the linter, with its declaration. Read when somebody is told about one: a run that has
 * nothing to say does not load it.
 */
export const DECLARED = {
  ...AUTOSCALER_CODES,
  ...BURSTY_CODES,
  ...CATALOG_CODES,
  ...CONFIG_CODES,
  ...CONFIG_FILE_CODES,
  ...CONFIG_PLATFORMS_CODES,
  ...CONTAINER_CODES,
  ...DEVICE_CODES,
  ...EDITING_CODES,
  ...KUSTOMIZE_CODES,
  ...LIVE_CODES,
  ...OWN_FIELDS_CODES,
  ...PLACEHOLDERS_CODES,
  ...PLACEMENT_CODES,
  ...QUEUE_CODES,
  ...READING_CODES,
  ...RENDEZVOUS_CODES,
  ...SCALING_CODES,
  ...SCHEMAS_CODES,
  ...SELECTION_CODES,
  ...SERVING_CODES,
  ...SETTINGS_CODES,
  ...TRAINING_CODES,
  ...UNDO_CODES,
  ...WORKER_CODES,
} as const;
