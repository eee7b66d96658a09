import type { Catalog } from "../../../gpu/types.ts";
import { parseQuantity } from "../../../k8s/quantity.ts";
import { isAccelerator } from "../../../workload/accelerator-names.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";

/** True when an earlier run took away an accelerator or a claim for one; none of it (`0`) is none. */
export function recordsAccelerator(record: RestoreRecord | null, catalog: Catalog): boolean {
  return Object.values(record?.containers ?? {}).some(
    ({ limits, requests, claims }) =>
      claims !== undefined ||
      Object.entries({ ...requests, ...limits }).some(
        ([name, amount]) => isAccelerator(catalog, name) && parseQuantity(String(amount))?.numerator !== 0n,
      ),
  );
}
