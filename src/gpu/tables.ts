import { NVIDIA } from "./data/models-nvidia.ts";
import { AMD, INTEL } from "./data/models-other.ts";
import { OMITTED } from "./data/omitted.ts";
import { CLOUD_PLATFORMS } from "./data/platforms-clouds.ts";
import { amdModel, intelModel, nvidiaModel } from "./expand.ts";
import type { ModelRow, OmittedRow, PlatformRow } from "./rows.ts";

/** The part of the catalog that only named models and platforms need: the target of a dynamic import. */
export interface Tables {
  readonly models: readonly ModelRow[];
  readonly platforms: readonly PlatformRow[];
  readonly omitted: readonly OmittedRow[];
}

/** Models and clouds, as rows. */
export const TABLES: Tables = {
  models: [...NVIDIA.map(nvidiaModel), ...AMD.map(amdModel), ...INTEL.map(intelModel)],
  platforms: CLOUD_PLATFORMS,
  omitted: OMITTED,
};
