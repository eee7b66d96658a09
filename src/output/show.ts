import type { CatalogDocument } from "../gpu/document.ts";
import type { MachineRow, ModelPlacement, ModelRow, PlatformRow } from "../gpu/rows.ts";
import type { Provenance, Toleration } from "../gpu/types.ts";
import type { ProfileText } from "./show-profiles.ts";
import { wrap } from "./wrap.ts";

/** Pure functions from the catalog and the profiles to text for a terminal. Every text ends with a line end. */

/** What each profile is for, and below it what it gives. */
export function profileList(profiles: readonly ProfileText[]): string {
  return table(
    profiles.flatMap((profile) => [
      [profile.name, profile.looksLike],
      ["", `→ ${profile.gets}`],
    ]),
  );
}

/** One profile in full. */
export function profileDetail(profile: ProfileText): string {
  return lines([
    `${profile.name}: ${profile.looksLike}`,
    `gets ${profile.gets}`,
    ...section("changes", profile.changes),
    ...section("leaves alone", profile.leaves),
    ...section("flags", [profile.flags.join(" ")]),
  ]);
}

/** One line per model: vendor, memory, platforms. */
export function modelList(catalog: CatalogDocument): string {
  return table(
    catalog.models.map((model) => [
      model.name,
      model.vendor,
      memory(model),
      Object.keys(model.platforms).join(" "),
    ]),
  );
}

/** One model in full: what selects it on each platform, and where that is written. */
export function modelDetail(model: ModelRow, catalog: CatalogDocument): string {
  const placements = Object.entries(model.platforms);
  const omitted = catalog.omitted.filter((row) => row.model === model.name);
  const rows = placements.flatMap(([, placement]) => provenances(placement));
  const arch = model.arch === null ? [] : [`nodes are ${model.arch}: the image must be built for it`];
  return lines([
    `${model.name}: ${model.vendor} GPU${memory(model) === "" ? "" : `, ${memory(model)} (nominal)`}`,
    `resource ${model.resource}`,
    ...arch,
    ...placements.flatMap(([platform, placement]) => section(platform, placementLines(placement))),
    ...(omitted.length === 0
      ? []
      : section(
          "not generated",
          omitted.map((row) => `${row.platform}: ${row.reason}`),
        )),
    ...section("sources", sourceLines(rows, catalog)),
  ]);
}

/** One line per platform: title and vendors. */
export function platformList(catalog: CatalogDocument): string {
  return table(
    catalog.platforms.map((platform) => [
      platform.name,
      Object.keys(platform.resources).join(" "),
      platform.title,
    ]),
  );
}

/** One platform in full: what is written there, its models, its labels, and where that is written. */
export function platformDetail(platform: PlatformRow, catalog: CatalogDocument): string {
  const models = catalog.models.filter((model) => platform.name in model.platforms);
  const keepOff = catalog.keepOff.find((row) => row.platform === platform.name);
  const labels = catalog.labels.filter((label) => label.platforms.includes(platform.name));
  return lines([
    wrap(`${platform.name}: ${platform.title}`),
    ...section(
      "resource",
      Object.entries(platform.resources).map(([vendor, resource]) => `${vendor}: ${resource}`),
    ),
    ...section("tolerations", tolerationLines(platform)),
    ...section("without a model", withoutModel(platform)),
    ...(platform.launcher === undefined
      ? []
      : section("nodes", [
          `${platform.launcher.value} makes them for a pod, and none for labels it does not know${proof(platform.launcher)}`,
        ])),
    ...section("spot", spotLines(platform)),
    ...section(
      "against eviction",
      platform.evictionAnnotations.map(({ value }) => `${value.key}: "${value.value}"`),
    ),
    ...section("CPU pods", [
      keepOff === undefined
        ? "nothing keeps them off GPU nodes but taints"
        : `${keepOff.value.key} ${keepOff.value.operator}: ${keepOff.reason}`,
    ]),
    ...section("models", models.length === 0 ? ["none"] : models.map((model) => modelLine(model, platform))),
    ...(labels.length === 0
      ? []
      : section(
          "labels that are recognised",
          labels.map((label) => `${"name" in label ? label.name : label.pattern} (${label.kind})`),
        )),
    ...section("sources", sourceLines([platform, ...platformProvenances(platform)], catalog)),
  ]);
}

/** Plain data as JSON. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One model as plain data, with the sources that its rows name and what is left out. */
export function modelData(model: ModelRow, catalog: CatalogDocument) {
  const rows = [model, ...Object.values(model.platforms).flatMap(provenances)];
  const omitted = catalog.omitted.filter((row) => row.model === model.name);
  return { ...model, omitted, sources: cited(rows, catalog) };
}

/** One platform as plain data, with the sources that its rows name. */
export function platformData(platform: PlatformRow, catalog: CatalogDocument) {
  return { ...platform, sources: cited([platform, ...platformProvenances(platform)], catalog) };
}

function placementLines(placement: ModelPlacement): readonly string[] {
  const labels = placement.labels.map(
    (label) => `${label.key} ${choice(label.values)}${proof(label)}${alike(label)}`,
  );
  const { machineLabel } = placement;
  const byMachine =
    machineLabel === null
      ? []
      : [
          `${machineLabel.key} ${choice(placement.machines.map((machine) => machine.name))}${proof(machineLabel)}`,
        ];
  return [...labels, ...byMachine, ...countLines(placement)];
}

function countLines(placement: ModelPlacement): readonly string[] {
  const byLabel = placement.labels.flatMap((label) =>
    Object.entries(label.counts ?? {}).map(
      ([value, counts]) => `GPUs per node: ${counts.join(", ")} (${value})`,
    ),
  );
  return placement.machines.length === 0
    ? byLabel
    : [...byLabel, `GPUs per node: ${distinctCounts(placement.machines).join(", ")}`];
}

function distinctCounts(machines: readonly MachineRow[]): readonly number[] {
  return [...new Set(machines.map((machine) => machine.gpus))].sort((a, b) => a - b);
}

function alike(label: ModelPlacement["labels"][number]): string {
  return label.values.length < 2 ? "" : `; for pods that work together ${label.uniform}`;
}

function choice(values: readonly string[]): string {
  return values.length === 1 ? `= ${values[0]}` : `in ${values.join(", ")}`;
}

function proof(row: Provenance): string {
  return ` [${row.source.join(", ")}; ${row.confidence}, ${row.date}]`;
}

function modelLine(model: ModelRow, platform: PlatformRow): string {
  const placement = model.platforms[platform.name];
  if (placement === undefined) return model.name;
  const values = placement.labels.map((label) => `${label.key} ${choice(label.values)}`);
  const { machineLabel } = placement;
  const names = placement.machines.map((machine) => machine.name);
  const machines = machineLabel === null ? [] : [`${machineLabel.key} ${choice(names)}`];
  return `${model.name}: ${[...values, ...machines].join(" and ")}`;
}

function tolerationLines(platform: PlatformRow): readonly string[] {
  const written = Object.entries(platform.tolerations).flatMap(([vendor, list]) =>
    list.map((toleration) => `${vendor}: ${tolerationText(toleration.value)}${proof(toleration)}`),
  );
  const arm64 = platform.arm64Toleration;
  const more = [
    ...(platform.injected === null ? [] : [`${platform.injected.value}${proof(platform.injected)}`]),
    ...(arm64 === null ? [] : [`arm64 models: ${tolerationText(arm64.value)}${proof(arm64)}`]),
  ];
  const all = [...written, ...more];
  return all.length === 0 ? ["none"] : all;
}

function tolerationText(toleration: Toleration): string {
  const value = toleration.value === undefined ? "" : ` ${toleration.value}`;
  return `${toleration.key} ${toleration.operator}${value} ${toleration.effect ?? "(all effects)"}`;
}

function withoutModel(platform: PlatformRow): readonly string[] {
  const errors = Object.entries(platform.modelRequired).map(
    ([vendor, row]) => `${vendor}: an error: ${row.value}${proof(row)}`,
  );
  const labels = Object.entries(platform.vendorLabel).map(
    ([vendor, label]) => `${vendor}: ${label.value.key} = ${label.value.value}${proof(label)}`,
  );
  const known = [...errors, ...labels];
  if (platform.noLabelReason === "") return known;
  return [...known, `${known.length === 0 ? "" : "else "}no selector: ${platform.noLabelReason}`];
}

function spotLines(platform: PlatformRow): readonly string[] {
  const { spot } = platform;
  if (spot === null) return ["no label: name the cloud"];
  const notice = spot.notice === null ? "not verified" : `${spot.notice.value} s${proof(spot.notice)}`;
  return [
    `${spot.label.value.key} = ${spot.label.value.value}${proof(spot.label)}`,
    ...spot.tolerations.map((toleration) => `${tolerationText(toleration.value)}${proof(toleration)}`),
    `time between notice and end: ${notice}`,
  ];
}

function provenances(placement: ModelPlacement): readonly Provenance[] {
  return placement.machineLabel === null ? placement.labels : [...placement.labels, placement.machineLabel];
}

function platformProvenances(platform: PlatformRow): readonly Provenance[] {
  const { injected, arm64Toleration, modelRequired, spot, launcher } = platform;
  return [
    ...Object.values(platform.tolerations).flat(),
    ...Object.values(platform.vendorLabel),
    ...Object.values(modelRequired),
    ...[injected, arm64Toleration].filter((row) => row !== null),
    ...(spot === null ? [] : [spot.label, ...spot.tolerations]),
    ...(spot?.notice == null ? [] : [spot.notice]),
    ...platform.evictionAnnotations,
    ...(launcher === undefined ? [] : [launcher]),
  ];
}

function sourceLines(rows: readonly Provenance[], catalog: CatalogDocument): readonly string[] {
  return Object.entries(cited(rows, catalog)).map(
    ([id, source]) => `${id}: ${source.url ?? `github.com/${source.repo ?? ""} ${source.path ?? ""}`}`,
  );
}

function cited(rows: readonly Provenance[], catalog: CatalogDocument): CatalogDocument["sources"] {
  const ids = new Set(rows.flatMap((row) => row.source));
  return Object.fromEntries(Object.entries(catalog.sources).filter(([id]) => ids.has(id)));
}

function memory(model: ModelRow): string {
  return model.memoryGib === null ? "" : `${model.memoryGib} GiB`;
}

function section(title: string, content: readonly string[]): readonly string[] {
  // Sources stay on one line: they are looked for by name.
  const shape = title === "sources" ? (line: string) => line : wrap;
  return ["", title, ...content.map((line) => shape(`  ${line}`))];
}

function lines(content: readonly string[]): string {
  return `${content.join("\n")}\n`;
}

/** Columns as wide as their widest cell; the last one is not padded. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  );
  return lines(
    rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
  );
}
