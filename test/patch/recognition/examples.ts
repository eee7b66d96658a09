import { MODEL_SERVER_EXAMPLES } from "./examples/model-servers.ts";
import { OTHER_EXAMPLES } from "./examples/others.ts";
import type { Examples } from "./examples/row.ts";
import { TRAINER_EXAMPLES } from "./examples/trainers.ts";

/** Examples of every program of the tables, by its name. */
export const EXAMPLES: Readonly<Record<string, Examples>> = {
  ...MODEL_SERVER_EXAMPLES,
  ...TRAINER_EXAMPLES,
  ...OTHER_EXAMPLES,
};
