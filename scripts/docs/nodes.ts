import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import type { LabelRow, PlatformRow } from "../../src/gpu/rows.ts";
import { toleranceOf } from "../../src/output/show/tolerance.ts";
import { taintText, tolerationText } from "../../src/output/show/words.ts";
import { chapter, code, codes, origin, prose, table } from "./markdown.ts";
import { equals } from "./selectors.ts";

/** Taints, tolerations, spot capacity and what else is written on pods. */
export function podsChapter(catalog: CatalogDocument): string {
  const { platforms } = catalog;
  return chapter(
    2,
    "Taints and tolerations",
    table(["platform", "taint", "nodes", "by", "tolerated", "source"], platforms.flatMap(taintRows)),
    chapter(
      3,
      "Tolerations that are written",
      table(["platform", "for", "toleration", "source"], platforms.flatMap(tolerationRows)),
    ),
    chapter(
      3,
      "Other taints that are recognised",
      "A taint that is named like a resource is recognised too.",
      table(
        ["taint", "vendor", "source"],
        catalog.taints.map((row) => [
          code(row.value === undefined ? row.key : `${row.key}=${row.value}`),
          row.vendor,
          origin(row),
        ]),
      ),
    ),
  );
}

/** Spot and other capacity, eviction, runtime classes, labels that go together. */
export function capacityChapter({ platforms, runtimeClasses }: CatalogDocument): string {
  return chapter(
    2,
    "Capacity, eviction, runtime classes",
    chapter(
      3,
      "Spot",
      table(["platform", "label", "tolerated", "notice", "source"], platforms.flatMap(spotRows)),
    ),
    chapter(
      3,
      "Capacity types",
      table(
        ["platform", "label", "source"],
        platforms.flatMap((platform) =>
          platform.capacity.map((row) => [code(platform.name), equals(row.key, row.values), origin(row)]),
        ),
      ),
    ),
    chapter(
      3,
      "Annotations against eviction",
      table(
        ["platform", "annotation", "source"],
        platforms.flatMap((platform) =>
          platform.evictionAnnotations.map((row) => [
            code(platform.name),
            code(`${row.value.key}: "${row.value.value}"`),
            origin(row),
          ]),
        ),
      ),
    ),
    chapter(
      3,
      "Labels that go together",
      table(
        ["platform", "labels", "source"],
        platforms.flatMap((platform) =>
          platform.labelPairs.map((row) => [code(platform.name), codes(row.value), origin(row)]),
        ),
      ),
    ),
    chapter(
      3,
      "Runtime classes",
      table(
        ["runtime class", "vendor", "needed on", "source"],
        runtimeClasses.map((row) => [
          code(row.name),
          row.vendor,
          codes(platforms.filter((one) => one.runtimeClass?.value === row.name).map((one) => one.name)),
          origin(row),
        ]),
      ),
      table(
        ["platform without a class of its own", "source"],
        platforms.flatMap(({ name, runtimeClass }) =>
          runtimeClass?.value === null ? [[code(name), origin(runtimeClass)]] : [],
        ),
      ),
    ),
  );
}

/** Every label of nodes that is understood. */
export function labelsChapter({ labels }: CatalogDocument): string {
  return chapter(
    2,
    "Labels",
    table(
      ["label", "kind", "vendor", "platforms", "a GPU node", "source"],
      labels.map((row) => [
        "name" in row ? code(row.name) : `matches ${code(row.pattern)}`,
        row.kind,
        row.vendor ?? "",
        codes(row.platforms),
        tellsGpu(row),
        origin(row),
      ]),
    ),
  );
}

function tellsGpu({ gpuOnly, byValue }: LabelRow): string {
  if (gpuOnly) return "yes";
  return byValue ? "by its value" : "no";
}

function taintRows(platform: PlatformRow): readonly (readonly string[])[] {
  const words = { written: "yes", "by-platform": "by the platform", none: "no" };
  return platform.taints.map((taint) => [
    code(platform.name),
    code(taintText(taint)),
    prose(taint.on),
    taint.by,
    words[toleranceOf(taint, platform)],
    origin(taint),
  ]);
}

function tolerationRows(platform: PlatformRow): readonly (readonly string[])[] {
  const { tolerations, arm64Toleration, injected } = platform;
  const name = code(platform.name);
  return [
    ...Object.entries(tolerations).flatMap(([vendor, rows]) =>
      rows.map((row) => [name, vendor, code(tolerationText(row.value)), origin(row)]),
    ),
    ...(arm64Toleration === null
      ? []
      : [[name, "arm64 models", code(tolerationText(arm64Toleration.value)), origin(arm64Toleration)]]),
    ...(injected === null ? [] : [[name, "", `not needed: ${prose(injected.value)}`, origin(injected)]]),
  ];
}

function spotRows({ name, spot }: PlatformRow): readonly (readonly string[])[] {
  if (spot === null) return [];
  const rows = [spot.label, ...spot.tolerations, ...(spot.notice === null ? [] : [spot.notice])];
  return [
    [
      code(name),
      equals(spot.label.value.key, [spot.label.value.value]),
      codes(spot.tolerations.map((row) => tolerationText(row.value))),
      spot.notice === null ? "not verified" : `${spot.notice.value} s`,
      [...new Set(rows.map(origin))].join("<br>"),
    ],
  ];
}
