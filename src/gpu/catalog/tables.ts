import { lazy } from "../../kernel/lazy.ts";
import { OMITTED } from "../data/omitted.ts";
import { PLATFORM_INDEX, type PlatformIndexRow } from "../data/platform-index.ts";
import { AWS_PLATFORMS } from "../data/platforms-aws.ts";
import { AZURE_PLATFORMS } from "../data/platforms-azure.ts";
import { GOOGLE_PLATFORMS } from "../data/platforms-google.ts";
import { OTHER_PLATFORMS } from "../data/platforms-others.ts";
import type { ModelRow, OmittedRow, PlatformRow } from "../rows.ts";
import { modelRows } from "./models.ts";

/** The part of the catalog that only named models and platforms need: the target of a dynamic import. */
export interface Tables {
  readonly models: readonly ModelRow[];
  readonly platforms: readonly PlatformRow[];
  readonly omitted: readonly OmittedRow[];
  /** Every platform by name, in the order in which they are listed to users. */
  readonly directory: readonly PlatformIndexRow[];
}

/** A constant: the rows of the code, written out. */
const models = lazy(modelRows);

/** Models and clouds, as rows. Those of models are made when the first of them is asked for. */
export const TABLES: Tables = {
  get models() {
    return models();
  },
  platforms: [...GOOGLE_PLATFORMS, ...AWS_PLATFORMS, ...AZURE_PLATFORMS, ...OTHER_PLATFORMS],
  omitted: OMITTED,
  directory: PLATFORM_INDEX,
};
