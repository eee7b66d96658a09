import type { ModelRow, PlatformRow } from "../rows.ts";
import type { CatalogDiagnostic, Vendor } from "../types.ts";
import { driverDecides } from "./driver-problem.ts";

/** By which resource a pod asks for the devices, or why that cannot be told. */
type DriverResource =
  | { readonly ok: true; readonly resource: string }
  | { readonly ok: false; readonly problem: CatalogDiagnostic };

interface Asked {
  readonly platform: PlatformRow;
  readonly vendor: Vendor;
  readonly model: ModelRow | null;
  /** What the pod asks by, where it keeps that. */
  readonly asksBy?: string;
  /** What the manifest asks by, kept or not: its author knows the driver of the nodes. */
  readonly resourceNow?: string;
}

/**
 * Where the kernel driver of a node decides which resource its GPUs have: that of the model, else what the pod asks by
 * already. Without either, a pod that asks for the wrong one stays Pending, so none is guessed.
 */
export function resourceByDriver(
  resource: string,
  { platform, vendor, model, asksBy, resourceNow }: Asked,
): DriverResource {
  const possible = platform.resourcesByDriver?.[vendor]?.value;
  if (possible !== undefined && resourceNow !== undefined && possible.includes(resourceNow))
    return { ok: true, resource: resourceNow };
  if (possible === undefined || (model !== null && model.resourceIsOpen !== true))
    return { ok: true, resource };
  if (asksBy !== undefined) return { ok: true, resource: possible.includes(asksBy) ? asksBy : resource };
  return { ok: false, problem: driverDecides(vendor, platform, possible) };
}
