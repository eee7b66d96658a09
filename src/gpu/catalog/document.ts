import type {
  DeviceClassRow,
  KeepOffRow,
  Label,
  LabelRow,
  LeftOutRow,
  MachineFamilyRow,
  ModelRow,
  OmittedRow,
  PlatformRow,
  ResourceDomainRow,
  ResourceRow,
  RuntimeClassRow,
  Sourced,
  TaintRow,
  UnsupportedPlatformRow,
} from "../rows.ts";
import { deviceClasses, deviceDrivers } from "../tables/device-classes.ts";
import { keepOffRows } from "../tables/keep-off.ts";
import { labelRows } from "../tables/labels.ts";
import { leftOutRows } from "../tables/left-out.ts";
import { machineFamilies } from "../tables/machine-families.ts";
import { unsupportedPlatforms } from "../tables/platform-index.ts";
import { evictionAnnotation } from "../tables/platforms.ts";
import { resourceDomains, resourceRows } from "../tables/resources.ts";
import { sourceRows } from "../tables/sources.ts";
import { runtimeClasses, tellingTaints } from "../tables/traces.ts";
import type { CatalogSource } from "../types.ts";
import { TABLES } from "./tables.ts";

/** The whole catalog as plain data: what `schemas/catalog.schema.json` describes and `show` prints. */
export interface CatalogDocument {
  readonly sources: Readonly<Record<string, CatalogSource>>;
  /** In the order in which they are listed to users. */
  readonly platforms: readonly PlatformRow[];
  readonly models: readonly ModelRow[];
  readonly resources: readonly ResourceRow[];
  /** For names without a row; the first that fits counts. */
  readonly resourceDomains: readonly ResourceDomainRow[];
  /** Of Dynamic Resource Allocation: classes by their names, and the drivers that classes of other names select. */
  readonly deviceClasses: readonly DeviceClassRow[];
  readonly deviceDrivers: readonly DeviceClassRow[];
  readonly labels: readonly LabelRow[];
  readonly taints: readonly TaintRow[];
  readonly runtimeClasses: readonly RuntimeClassRow[];
  readonly evictionAnnotations: readonly Sourced<Label>[];
  readonly machineFamilies: readonly MachineFamilyRow[];
  readonly keepOff: readonly KeepOffRow[];
  readonly omitted: readonly OmittedRow[];
  readonly unsupported: readonly UnsupportedPlatformRow[];
  readonly leftOut: readonly LeftOutRow[];
}

/** Puts the whole catalog together. */
export function catalogDocument(): CatalogDocument {
  return {
    sources: sourceRows(),
    platforms: TABLES.platforms,
    models: TABLES.models,
    resources: resourceRows(),
    resourceDomains: resourceDomains(),
    deviceClasses: deviceClasses(),
    deviceDrivers: deviceDrivers(),
    labels: labelRows(),
    taints: tellingTaints(),
    runtimeClasses: runtimeClasses(),
    evictionAnnotations: [evictionAnnotation("safe-to-evict"), evictionAnnotation("do-not-disrupt")],
    machineFamilies: machineFamilies(),
    keepOff: keepOffRows(),
    omitted: TABLES.omitted,
    unsupported: unsupportedPlatforms(),
    leftOut: leftOutRows(),
  };
}
