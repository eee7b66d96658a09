import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import { nodeCounts } from "../../gpu/node-counts.ts";
import type { LabelRow, ModelRow, OmittedRow, PlatformRow } from "../../gpu/rows.ts";
import { wrap } from "../wrap.ts";
import { proof, sourceLines } from "./citations.ts";
import { lines, section, tableSection, unwrapped } from "./layout.ts";
import { migOffer } from "./mig.ts";
import { spotLines, tolerationLines } from "./platform-pods.ts";
import { taintClause, toleranceOf } from "./tolerance.ts";
import { countRules, expressionText, selectorText } from "./words.ts";

/** One platform in full: what its nodes carry, what is written there, its models, and where all that is written. */
export function platformDetail(platform: PlatformRow, catalog: CatalogDocument): string {
  const models = catalog.models.filter((model) => platform.name in model.platforms);
  const labels = catalog.labels.filter((label) => label.platforms.includes(platform.name));
  const keepOff = catalog.keepOff.filter((row) => row.platform === platform.name);
  const omitted = catalog.omitted.filter((row) => row.platform === platform.name);
  const placements = models.map((model) => placementOf(model, platform));
  return lines([
    wrap(`${headline(platform)} ${proof(platform)}`),
    ...section(
      "resources",
      Object.entries(platform.resources).map(([vendor, resource]) => `${vendor}: ${resource}`),
    ),
    ...section("resources by the kernel driver", driverLines(platform)),
    ...section("accelerators per pod", countRules(models, platform)),
    ...section("without a model", withoutModel(platform)),
    ...nodeSections(platform),
    ...podSections(platform),
    ...section("CPU pods", keepOffLines(keepOff)),
    ...section(
      "remarks",
      platform.remarks.map((row) => `${row.value} ${proof(row)}`),
    ),
    ...modelSection(models, platform),
    ...section("not generated", notGenerated(omitted)),
    ...section("labels that are understood", labelLines(labels)),
    ...unwrapped("sources", sourceLines([platform, placements, keepOff, omitted, labels], catalog)),
  ]);
}

/** What a vendor's GPUs may be called besides; without a model nobody can tell. */
function driverLines({ resourcesByDriver }: PlatformRow): readonly string[] {
  return Object.entries(resourcesByDriver ?? {}).map(
    ([vendor, row]) => `${vendor}: ${row.value.join(" or ")} ${proof(row)}`,
  );
}

/** What nodes carry, and where they come from. */
function nodeSections(platform: PlatformRow): readonly string[] {
  return [
    ...section("taints of nodes", taintLines(platform)),
    ...section("nodes", launcherLines(platform)),
    ...section("rejected, whatever the pod is for", admissionLines(platform)),
    ...section("capacity types", capacityLines(platform)),
    ...section(
      "parts of a GPU (MIG)",
      platform.resources.nvidia === undefined ? [] : [migOffer(platform, null)],
    ),
  ];
}

/** What is written on pods. */
function podSections(platform: PlatformRow): readonly string[] {
  return [
    ...section("tolerations that are written", tolerationLines(platform)),
    ...section("spot", spotLines(platform)),
    ...section(
      "against eviction",
      platform.evictionAnnotations.map((row) => `${row.value.key}: "${row.value.value}" ${proof(row)}`),
    ),
    ...section("runtime class", runtimeLines(platform)),
    ...section(
      "labels that go together",
      platform.labelPairs.map((row) => `${row.value.join(" and ")} ${proof(row)}`),
    ),
  ];
}

function headline({ name, title }: PlatformRow): string {
  return title === name ? name : `${name}: ${title}`;
}

/** What selects nodes for a pod that names no model, or why nothing does. */
function withoutModel(platform: PlatformRow): readonly string[] {
  const errors = Object.entries(platform.modelRequired).map(
    ([vendor, row]) => `${vendor}: an error: ${row.value} ${proof(row)}`,
  );
  const labels = Object.entries(platform.vendorLabel).map(
    ([vendor, row]) => `${vendor}: ${row.value.key} = ${row.value.value} ${proof(row)}`,
  );
  const known = [...errors, ...labels];
  if (platform.noLabelReason === "") return known;
  return [...known, `${known.length === 0 ? "" : "else "}no selector: ${platform.noLabelReason}`];
}

function taintLines(platform: PlatformRow): readonly string[] {
  if (platform.taints.length === 0) return ["none is known"];
  return platform.taints.map(
    (taint) => `${taintClause(taint, toleranceOf(taint, platform))} ${proof(taint)}`,
  );
}

function launcherLines({ launcher, neverLaunched }: PlatformRow): readonly string[] {
  if (launcher === undefined) return [];
  const made = `${launcher.value} makes them for a pod, and none for labels it does not know ${proof(launcher)}`;
  if (neverLaunched === undefined) return [made];
  const { keys, domain, except } = neverLaunched.value;
  return [
    made,
    `none for ${keys.join(", ")} and labels of ${domain} but ${except.join(", ")} ${proof(neverLaunched)}`,
  ];
}

function admissionLines({ admission }: PlatformRow): readonly string[] {
  if (admission === undefined) return [];
  const { selectors, computeClass, host, machines, allowlist } = admission;
  return [
    `selectors on labels but ${selectors.value.allowed.join(", ")}, and own ones with a toleration of the same key ${proof(selectors)}`,
    `beside a custom ${computeClass.value.key} all but ${computeClass.value.beside.join(", ")} ${proof(computeClass)}`,
    `the host's network, processes, IPC and ports, host paths but ${host.value.paths.join(", ")} to read, privileged containers, capabilities but ${host.value.capabilities.join(", ")} ${proof(host)}`,
    `cpu and memory of a whole machine with the GPUs, or more ${proof(machines)}`,
    `not where an allowlist matches the workload, which a pod names by ${allowlist.value.label} ${proof(allowlist)}`,
  ];
}

function capacityLines({ capacity }: PlatformRow): readonly string[] {
  return capacity.map((row) => `${row.key}: ${row.values.join(", ")} ${proof(row)}`);
}

function runtimeLines({ runtimeClass }: PlatformRow): readonly string[] {
  if (runtimeClass === undefined) return [];
  const { value } = runtimeClass;
  if (value === null)
    return [`GPU pods need no runtimeClassName, and there is no GPU class ${proof(runtimeClass)}`];
  return [`GPU pods need runtimeClassName: ${value} ${proof(runtimeClass)}`];
}

function keepOffLines(rows: CatalogDocument["keepOff"]): readonly string[] {
  if (rows.length === 0) return ["nothing keeps them off GPU nodes but taints"];
  return rows.flatMap(({ strength, reason, expressions }) => [
    `kept off GPU nodes by ${strength} node affinity: ${reason}`,
    ...expressions.map((one) => `${expressionText(one.value)} ${proof(one)}`),
  ]);
}

function placementOf(model: ModelRow, platform: PlatformRow) {
  return model.platforms[platform.name];
}

function modelSection(models: readonly ModelRow[], platform: PlatformRow): readonly string[] {
  const rows = models.flatMap((model) => {
    const placement = placementOf(model, platform);
    return placement === undefined
      ? []
      : [[model.name, nodeCounts(placement).join(" "), selectorText(placement)]];
  });
  if (rows.length === 0) return section("models", ["none: no label of its nodes tells one"]);
  return tableSection("models", [["", "per node", "selected by"], ...rows]);
}

/** The reason of several models stands once. */
function notGenerated(omitted: readonly OmittedRow[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const row of omitted) {
    const reason = `${row.reason} ${proof(row)}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), row.model]);
  }
  return [...byReason].map(([reason, models]) =>
    models.includes("*") ? `other models: ${reason}` : `${models.join(", ")}: ${reason}`,
  );
}

/** Labels that stand on the same source stand together. */
function labelLines(labels: readonly LabelRow[]): readonly string[] {
  const byProof = new Map<string, string[]>();
  for (const label of labels) {
    const text = `  ${"name" in label ? label.name : label.pattern} (${label.kind})`;
    byProof.set(proof(label), [...(byProof.get(proof(label)) ?? []), text]);
  }
  return [...byProof].flatMap(([where, texts]) => [where, ...texts]);
}
