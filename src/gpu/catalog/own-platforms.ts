import { vendorFile } from "../files/files.ts";
import type { Label, ModelPlacement, ModelRow, PlatformRow, Sourced } from "../rows.ts";
import { genericPlatforms, type PlatformIndexRow } from "../tables/platform-index.ts";
import { driverResources, evictionAnnotation } from "../tables/platforms.ts";
import type { Provenance, Toleration, Vendor } from "../types.ts";
import type { Tables } from "./tables.ts";

/** How an admin labels and taints the machines of a cluster: a platform of the config. */
export interface OwnPlatform {
  /** A platform whose facts hold where this one says nothing; without it the platform stands alone. */
  readonly extends?: string;
  readonly title?: string;
  /** Extended resource by vendor. */
  readonly resources?: Readonly<Record<string, string>>;
  readonly models?: Readonly<Record<string, OwnModel>>;
  /** The label that every GPU node carries: one key with its value, written when no model is named. */
  readonly gpuLabels?: Readonly<Record<string, string>>;
  readonly taints?: readonly OwnTaint[];
  readonly spot?: {
    /** The label of spot nodes: one key with its value. */
    readonly labels: Readonly<Record<string, string>>;
    readonly taints?: readonly OwnTaint[];
  };
}

export interface OwnTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** How an admin's nodes with one GPU model are known. */
export interface OwnModel {
  readonly labels: Readonly<Record<string, string>>;
  /** GPUs that a node can have. */
  readonly counts?: readonly number[];
  /** For models that the catalog does not have: NVIDIA unless said. */
  readonly vendor?: string;
  readonly resource?: string;
}

export type OwnPlatforms = Readonly<Record<string, OwnPlatform>>;

/** What the config says has its source in the config. */
const CONFIG: Provenance = { source: ["config"], date: "", confidence: "official" };

/** The tables with the platforms of a config: rows like the catalog's own, and the models' ways on them. */
export function withOwnPlatforms(tables: Tables, own: OwnPlatforms): Tables {
  let result = tables;
  const done = new Set<string>();
  const add = (name: string, trail: readonly string[]): void => {
    const platform = own[name];
    if (platform === undefined || done.has(name) || trail.includes(name)) return;
    if (platform.extends !== undefined) add(platform.extends, [...trail, name]);
    done.add(name);
    result = addPlatform(result, name, platform);
  };
  for (const name of Object.keys(own)) add(name, []);
  return result;
}

function addPlatform(tables: Tables, name: string, own: OwnPlatform): Tables {
  const vendor = vendorOf(own, tables);
  const base = baseRow(tables, own.extends, vendor);
  const row = platformRow(name, own, base, vendor);
  const known = new Set(tables.models.map((model) => model.name));
  const models = tables.models.map((model): ModelRow => {
    const inherited = base === null ? undefined : model.platforms[base.name];
    const placement = ownPlacement(own.models?.[model.name]) ?? inherited;
    return placement === undefined
      ? model
      : { ...model, platforms: { ...model.platforms, [name]: placement } };
  });
  const added = Object.entries(own.models ?? {}).flatMap(([model, facts]) =>
    known.has(model) ? [] : [newModel(model, facts, name, row)],
  );
  const vendors = Object.keys(row.resources) as readonly Vendor[];
  const entry: PlatformIndexRow = { name, title: row.title, vendors };
  const platforms = [...tables.platforms, row];
  return {
    omitted: tables.omitted,
    platforms,
    platform: (one) => platforms.find((candidate) => candidate.name === one),
    models: [...models, ...added],
    directory: [...tables.directory, entry],
  };
}

/** The platform's main vendor: that of its first model, else of its first resource, else NVIDIA. */
function vendorOf(own: OwnPlatform, tables: Tables): Vendor {
  const [first] = Object.entries(own.models ?? {});
  const known = tables.models.find((model) => model.name === first?.[0])?.vendor;
  const said = first?.[1].vendor ?? Object.keys(own.resources ?? {})[0];
  return known ?? (said as Vendor | undefined) ?? "nvidia";
}

function baseRow(tables: Tables, name: string | undefined, vendor: Vendor): PlatformRow | null {
  if (name === undefined) return null;
  const resolved = name === "generic" ? (genericPlatforms()[vendor] ?? "generic-nvidia") : name;
  return tables.platform(resolved) ?? null;
}

/** What is known of a platform that builds on no other. */
const alone = (): Omit<PlatformRow, "name" | "title" | "resources" | keyof Provenance> => ({
  tolerations: {},
  taints: [],
  injected: null,
  arm64Toleration: null,
  vendorLabel: {},
  noLabelReason: "the config names no label that every GPU node has",
  modelRequired: {},
  spot: null,
  capacity: [],
  evictionAnnotations: [evictionAnnotation("safe-to-evict"), evictionAnnotation("do-not-disrupt")],
  labelPairs: [],
  mig: null,
  remarks: [],
  countRule: "up-to-machine",
});

function resourceOf(vendor: Vendor): string {
  return vendorFile(vendor).resource ?? "nvidia.com/gpu";
}

function platformRow(name: string, own: OwnPlatform, base: PlatformRow | null, vendor: Vendor): PlatformRow {
  const resources = own.resources ?? base?.resources ?? { [vendor]: resourceOf(vendor) };
  const byDriver = base === null ? { intel: driverResources("intel") } : base.resourcesByDriver;
  const tolerations = Object.fromEntries(
    Object.keys(resources).map((one) => [
      one,
      [...(base?.tolerations[one as Vendor] ?? []), ...(own.taints ?? []).map(tolerationOf)],
    ]),
  );
  const [label] = Object.entries(own.gpuLabels ?? {});
  return {
    ...withoutDrivers(base ?? alone()),
    ...(own.resources === undefined && byDriver !== undefined && { resourcesByDriver: byDriver }),
    name,
    ...(base !== null && { extends: [base.name, ...(base.extends ?? [])] }),
    title: own.title ?? `${name} (of the config)`,
    resources,
    tolerations,
    taints: [...(base?.taints ?? []), ...(own.taints ?? []).map(taintRow)],
    ...(label !== undefined && { vendorLabel: { [vendor]: sourced({ key: label[0], value: label[1] }) } }),
    ...(own.spot !== undefined && { spot: spotRow(own.spot) }),
    ...CONFIG,
  };
}

/** What a config says of its resources holds for all of its nodes. */
function withoutDrivers<Row extends Partial<PlatformRow>>({ resourcesByDriver: _, ...row }: Row) {
  return row;
}

function spotRow(spot: NonNullable<OwnPlatform["spot"]>): PlatformRow["spot"] {
  const [label] = Object.entries(spot.labels);
  if (label === undefined) return null;
  return {
    label: sourced({ key: label[0], value: label[1] }),
    tolerations: (spot.taints ?? []).map(tolerationOf),
    notice: null,
  };
}

/** A taint with a value is tolerated by that value, one without by its key; a missing effect means every effect. */
function tolerationOf({ key, value, effect }: OwnTaint): Sourced<Toleration> {
  const operator = value === undefined ? "Exists" : "Equal";
  return sourced({
    key,
    operator,
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
  });
}

function taintRow({ key, value, effect }: OwnTaint): PlatformRow["taints"][number] {
  return { key, value: value ?? null, effect: effect ?? null, by: "default", on: "GPU nodes", ...CONFIG };
}

function ownPlacement(own: OwnModel | undefined): ModelPlacement | null {
  if (own === undefined) return null;
  const labels = Object.entries(own.labels).map(([key, value], index) => ({
    key,
    values: [value],
    uniform: value,
    ...(index === 0 && own.counts !== undefined && { counts: { [value]: own.counts } }),
    ...CONFIG,
  }));
  return {
    labels,
    machines: [],
    machineLabel: null,
    recognised: [],
    ...(own.counts !== undefined && { countRule: "up-to-machine" as const }),
  };
}

function newModel(name: string, own: OwnModel, platform: string, row: PlatformRow): ModelRow {
  const vendor = (own.vendor ?? Object.keys(row.resources)[0] ?? "nvidia") as Vendor;
  const placement = ownPlacement(own);
  return {
    name,
    vendor,
    resource: own.resource ?? row.resources[vendor] ?? resourceOf(vendor),
    ...(own.resource === undefined && { resourceIsOpen: true }),
    memoryGib: null,
    memoryIsSourced: false,
    arch: null,
    platforms: placement === null ? {} : { [platform]: placement },
    mig: null,
    ...CONFIG,
  };
}

function sourced<T>(value: T): Sourced<T> {
  return { value, ...CONFIG };
}

/** What is written against taints of spot nodes on the platforms of a config. */
export function ownSpotTolerations(own: OwnPlatforms): readonly Toleration[] {
  return Object.values(own).flatMap(({ spot }) =>
    (spot?.taints ?? []).map((taint) => tolerationOf(taint).value),
  );
}

/** A label of the config, for recognising it in manifests. */
interface OwnLabel extends Label {
  readonly kind: "model" | "presence" | "capacity";
  readonly platform: string;
}

/** Every label that the platforms of a config are told by. */
export function ownLabels(own: OwnPlatforms): readonly OwnLabel[] {
  return Object.entries(own).flatMap(([platform, { models, gpuLabels, spot }]) => [
    ...Object.values(models ?? {}).flatMap(({ labels }) => labelsAs("model", labels, platform)),
    ...labelsAs("presence", gpuLabels ?? {}, platform),
    ...labelsAs("capacity", spot?.labels ?? {}, platform),
  ]);
}

function labelsAs(
  kind: OwnLabel["kind"],
  labels: Readonly<Record<string, string>>,
  platform: string,
): readonly OwnLabel[] {
  return Object.entries(labels).map(([key, value]) => ({ key, value, kind, platform }));
}
