import { lazy } from "../../kernel/lazy.ts";
import type { NameMatch } from "../rows.ts";
import { deviceClasses, deviceDrivers } from "../tables/device-classes.ts";
import { labelRows } from "../tables/labels.ts";
import { evictionAnnotation } from "../tables/platforms.ts";
import { resourceRows } from "../tables/resources.ts";
import { runtimeClasses, tellingTaints } from "../tables/traces.ts";
import type {
  DeviceClassMeaning,
  LabelMeaning,
  ResourceMeaning,
  ResourceStanding,
  Vendor,
} from "../types.ts";
import { meaningByDomain, standingByDomain } from "./resource-domain.ts";

/** Questions about names: what a resource, label or taint means. */

/** Constants: the rows of the code by their names. */
const resourceIndex = lazy(() => indexRows(resourceRows()));
const labelIndex = lazy(() => indexRows(labelRows()));

/** Meaning of an extended resource, or null when it is not an accelerator nor made for one. */
export function resourceMeaning(name: string): ResourceMeaning | null {
  const row = findResource(name);
  if (row !== null) return { vendor: row.vendor, kind: row.kind };
  return name.includes("/") ? meaningByDomain(name) : null;
}

/** What is known of a resource besides its meaning, from its domain. */
export function resourceStanding(name: string): ResourceStanding | null {
  return name.includes("/") && findResource(name) === null ? standingByDomain(name) : null;
}

/** What a device class of this name hands out, or null when that is not known. */
export function deviceClassMeaning(name: string): DeviceClassMeaning | null {
  return deviceClasses().find((row) => row.name === name)?.meaning ?? null;
}

/** What the devices of a DRA driver are, or null when that is not known. */
export function deviceDriverMeaning(name: string): DeviceClassMeaning | null {
  return deviceDrivers().find((row) => row.name === name)?.meaning ?? null;
}

/** Meaning of a node label key, or null when it has nothing to do with GPUs. */
export function labelMeaning(key: string): LabelMeaning | null {
  const row = findLabel(key);
  if (row === null) return null;
  const { vendor, platforms, kind, gpuOnly, byValue } = row;
  return { vendor, platforms, kind, gpuOnly, byValue };
}

/** True when a node label with this value says that the node has accelerators. */
export function isGpuLabelValue(key: string, value: string): boolean {
  const row = findLabel(key);
  if (row === null) return false;
  if (row.byValue) return (row.gpuValues ?? []).some((pattern) => covering(pattern).test(value));
  return row.gpuOnly && !(row.kind === "presence" && value === "false");
}

/** Vendor of a taint that GPU nodes carry, or null. A toleration without a value is asked with null. */
export function taintVendor(key: string, value: string | null): Vendor | null {
  const row = tellingTaints().find(
    (taint) => taint.key === key && (taint.value === undefined || taint.value === value),
  );
  if (row !== undefined) return row.vendor;
  const resource = findResource(key);
  return resource === null || resource.kind === "companion" ? null : resource.vendor;
}

/**
 * True when a node label with this value says that the node is spot capacity: the value does (`SPOT`, `spot`), or the
 * key does (`gke-spot: "true"`).
 */
export function isSpotLabel(key: string, value: string): boolean {
  if (findLabel(key)?.kind !== "capacity") return false;
  return /spot/i.test(value) || (value === "true" && /spot|preemptible/.test(key));
}

/** True for a runtime class that only GPU containers need. */
export function isGpuRuntimeClass(name: string): boolean {
  return runtimeClassVendor(name) !== null;
}

/** Whose containers a runtime class is for; null for one that other containers use too. */
export function runtimeClassVendor(name: string): Vendor | null {
  return runtimeClasses().find((row) => row.name === name)?.vendor ?? null;
}

/** True for pod annotations against eviction that this tool writes. */
export function isEvictionAnnotation(key: string): boolean {
  const words = ["safe-to-evict", "do-not-disrupt"] as const;
  return words.some((word) => evictionAnnotation(word).value.key === key);
}

interface RowIndex<Row> {
  readonly exact: ReadonlyMap<string, Row>;
  readonly patterns: readonly { readonly expression: RegExp; readonly row: Row }[];
}

function indexRows<Row extends NameMatch>(rows: readonly Row[]): RowIndex<Row> {
  return {
    exact: new Map(rows.flatMap((row) => ("name" in row ? [[row.name, row]] : []))),
    patterns: rows.flatMap((row) => ("pattern" in row ? [{ expression: covering(row.pattern), row }] : [])),
  };
}

/** Exact rows first, then patterns in their order. */
function findRow<Row>({ exact, patterns }: RowIndex<Row>, name: string): Row | null {
  return exact.get(name) ?? patterns.find(({ expression }) => expression.test(name))?.row ?? null;
}

function findResource(name: string) {
  return findRow(resourceIndex(), name);
}

function findLabel(key: string) {
  return findRow(labelIndex(), key);
}

/** A pattern of the rows, for the whole text. */
function covering(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
