import type { Catalog } from "../../../gpu/types.ts";
import { parseQuantity } from "../../../k8s/quantity.ts";
import { isAccelerator } from "../../../workload/accelerator-names.ts";
import { asksForShare } from "../../../workload/share-annotations.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";

/** True when an earlier run took away an accelerator, a claim or annotations for one; none of it (`0`) is none. */
export function recordsAccelerator(record: RestoreRecord | null, catalog: Catalog): boolean {
  if (Object.keys(record?.annotations ?? {}).some(asksForShare)) return true;
  return Object.values(record?.containers ?? {}).some(
    ({ limits, requests, claims }) =>
      claims !== undefined ||
      Object.entries({ ...requests, ...limits }).some(
        ([name, amount]) => isAccelerator(catalog, name) && parseQuantity(String(amount))?.numerator !== 0n,
      ),
  );
}
