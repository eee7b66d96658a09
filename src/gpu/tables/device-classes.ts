import { lazy } from "../../kernel/lazy.ts";
import { vendorFiles } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { DeviceGroup } from "../files/vendor-file.ts";
import type { DeviceClassRow } from "../rows.ts";
import type { DeviceClassMeaning, Vendor } from "../types.ts";

/**
 * Device classes (DRA) that drivers and clouds install under these names. An administrator may define more under any
 * name; what those hand out is not known from the name.
 */
export const deviceClasses: () => readonly DeviceClassRow[] = lazy(() =>
  vendorFiles().flatMap((file) => rowsOf(file.deviceClasses, file.vendor)),
);

/**
 * DRA drivers by the name that a DeviceClass selects by (`device.driver == "…"`). A driver of GPUs may hand out whole
 * ones and parts of them, which the class does not always say.
 */
export const deviceDrivers: () => readonly DeviceClassRow[] = lazy(() =>
  vendorFiles().flatMap((file) => rowsOf(file.deviceDrivers, file.vendor)),
);

function rowsOf(groups: readonly DeviceGroup[] | undefined, vendor: Vendor): readonly DeviceClassRow[] {
  return (groups ?? []).flatMap((group) =>
    group.names.map((name) => ({ name, meaning: meaningOf(group, vendor), ...provenanceOf(group) })),
  );
}

function meaningOf(group: DeviceGroup, vendor: Vendor): DeviceClassMeaning {
  if ("other" in group) return { kind: "other", what: group.other };
  return { kind: "gpu", vendor, part: group.part === "any" ? null : group.part };
}
