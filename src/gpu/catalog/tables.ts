import type { ModelRow, OmittedRow, PlatformRow } from "../rows.ts";
import { modelRows } from "../tables/models.ts";
import { omittedRows } from "../tables/omitted.ts";
import { type PlatformIndexRow, platformIndex } from "../tables/platform-index.ts";
import { platformRow, platformRows } from "../tables/platforms.ts";

/** Models and platforms, as rows. */
export interface Tables {
  readonly models: readonly ModelRow[];
  readonly platforms: readonly PlatformRow[];
  readonly omitted: readonly OmittedRow[];
  /** Every platform by name, in the order in which they are listed to users. */
  readonly directory: readonly PlatformIndexRow[];
  /** The row of one platform; undefined for a name that there is not. */
  readonly platform: (name: string) => PlatformRow | undefined;
}

/** The catalog's own. Each table is read when the first question needs it. */
export const TABLES: Tables = {
  get models() {
    return modelRows();
  },
  get platforms() {
    return platformRows();
  },
  get omitted() {
    return omittedRows();
  },
  get directory() {
    return platformIndex();
  },
  platform: platformRow,
};
