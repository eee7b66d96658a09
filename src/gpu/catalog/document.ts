import { DEVICE_CLASSES, DEVICE_DRIVERS } from "../data/device-classes.ts";
import { KEEP_OFF } from "../data/keep-off.ts";
import { labelRows } from "../data/labels.ts";
import { LEFT_OUT } from "../data/left-out.ts";
import { MACHINE_FAMILIES } from "../data/machine-families.ts";
import { PLATFORM_INDEX, UNSUPPORTED } from "../data/platform-index.ts";
import { GENERIC_PLATFORMS } from "../data/platforms-generic.ts";
import { RESOURCE_DOMAINS } from "../data/resource-domains.ts";
import { resourceRows } from "../data/resources.ts";
import { type CatalogSource, SOURCES } from "../data/sources.ts";
import { DO_NOT_DISRUPT, RUNTIME_CLASSES, SAFE_TO_EVICT, TAINTS } from "../data/traces.ts";
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

/** Puts the catalog together, large tables included; import this module dynamically. */
export function catalogDocument(): CatalogDocument {
  const rows = [...GENERIC_PLATFORMS, ...TABLES.platforms];
  return {
    sources: SOURCES,
    platforms: PLATFORM_INDEX.flatMap((entry) => rows.filter((row) => row.name === entry.name)),
    models: TABLES.models,
    resources: resourceRows(),
    resourceDomains: RESOURCE_DOMAINS,
    deviceClasses: DEVICE_CLASSES,
    deviceDrivers: DEVICE_DRIVERS,
    labels: labelRows(),
    taints: TAINTS,
    runtimeClasses: RUNTIME_CLASSES,
    evictionAnnotations: [SAFE_TO_EVICT, DO_NOT_DISRUPT],
    machineFamilies: MACHINE_FAMILIES,
    keepOff: KEEP_OFF,
    omitted: TABLES.omitted,
    unsupported: UNSUPPORTED,
    leftOut: LEFT_OUT,
  };
}
