import { componentsFile, PLATFORM_NAMES, platformFile, vendorFile } from "../files/files.ts";
import { sourced, valued } from "../files/sourced.ts";
import type { KeepOffRow, Sourced } from "../rows.ts";
import type { MatchExpression, Vendor } from "../types.ts";

/** What keeps CPU pods off the GPU nodes of a platform; undefined where nothing does, or nothing needs to. */
export function keepOffRow(platform: string): KeepOffRow | undefined {
  const said = platformFile(platform)?.keepOff;
  if (said === undefined) return undefined;
  const own = said === "components" ? { like: said } : said;
  const base = own.like === undefined ? undefined : componentsFile().keepOff;
  const { strength = base?.strength, reason = base?.reason, expressions = [], vendors = base?.vendors } = own;
  if (strength === undefined || reason === undefined) return undefined;
  return {
    platform,
    strength,
    expressions: [...expressions.map((one) => sourced(one)), ...(vendors ?? []).flatMap(withoutDevices)],
    reason,
  };
}

/** The same of all platforms. */
export function keepOffRows(): readonly KeepOffRow[] {
  return PLATFORM_NAMES.flatMap((name) => keepOffRow(name) ?? []);
}

/** A node that meets these has no device of the vendor. */
function withoutDevices(vendor: Vendor): readonly Sourced<MatchExpression>[] {
  return (vendorFile(vendor).components?.absent ?? []).map((row) =>
    valued({ key: row.key, operator: "DoesNotExist" }, row),
  );
}
