import type { Catalog } from "../gpu/types.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a question about a workload may need besides the workload: the catalog, and the other objects of the run. */
export interface Knowledge {
  readonly catalog: Catalog;
  readonly surroundings: Surroundings;
}
