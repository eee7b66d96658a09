import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import { nodeCounts } from "../../src/gpu/node-counts.ts";
import type { ModelRow, PlatformRow } from "../../src/gpu/rows.ts";
import { memoryText, VENDOR_TITLES } from "../../src/output/show/words.ts";
import { chapter, code, origin, prose, table } from "./markdown.ts";
import { equals, provenancesOf, selectors } from "./selectors.ts";

/** The models by vendor, with the platforms that have them and the GPUs of their nodes. */
export function modelsChapter({ models, platforms }: CatalogDocument): string {
  const vendors = [...new Set(models.map((model) => model.vendor))];
  return chapter(
    2,
    "Models by platform",
    "The numbers are the accelerators of the nodes that have the model; ✓ where it can be asked for and no source tells " +
      "how many a node has. Memory is nominal, with ~ where no source was opened for it.",
    ...vendors.map((vendor) => {
      const own = models.filter((model) => model.vendor === vendor);
      const there = platforms.filter(({ name }) => own.some((model) => name in model.platforms));
      return chapter(3, `${VENDOR_TITLES[vendor]} (${vendor})`, matrix(own, there));
    }),
  );
}

function matrix(models: readonly ModelRow[], platforms: readonly PlatformRow[]): string {
  return table(
    ["model", "memory", "resource", ...platforms.map((platform) => code(platform.name)), "source"],
    models.map((model) => [
      code(model.name),
      [memoryText(model), model.arch ?? ""].filter((word) => word !== "").join(", "),
      code(model.resource),
      ...platforms.map(({ name }) => cell(model, name)),
      origin(model),
    ]),
  );
}

function cell(model: ModelRow, platform: string): string {
  const placement = model.platforms[platform];
  if (placement === undefined) return "";
  const counts = nodeCounts(placement);
  return counts.length === 0 ? "✓" : counts.join(" ");
}

/** What selects each model on each platform. */
export function selectionChapter({ models, platforms }: CatalogDocument): string {
  return chapter(
    2,
    "What selects a model",
    "Several values of one label become a required node affinity. Pods that work together get one value, here in bold, " +
      "or machines of one series.",
    ...platforms.map((platform) => chapter(3, platform.name, selection(models, platform))),
  );
}

function selection(models: readonly ModelRow[], { name }: PlatformRow): string {
  const rows = models.flatMap((model) => {
    const placement = model.platforms[name];
    if (placement === undefined) return [];
    const caveat = placement.caveat === undefined ? "" : `<br>Caution: ${prose(placement.caveat.value)}`;
    const alike = placement.labels.filter((label) => label.values.length > 1).map((label) => label.uniform);
    const selected = alike.reduce(
      (text, value) => text.replace(code(value), `**${code(value)}**`),
      selectors(placement),
    );
    const understood = placement.recognised.map((label) => equals(label.key, label.values)).join("; ");
    return [[code(model.name), `${selected}${caveat}`, understood, sources(placement)]];
  });
  if (rows.length === 0) return "Nothing: no label of its nodes tells a model.";
  return table(["model", "selected by", "understood, never written", "source"], rows);
}

function sources(placement: ModelRow["platforms"][string]): string {
  const { recognised, caveat } = placement;
  const rows = [...provenancesOf(placement), ...recognised, ...(caveat === undefined ? [] : [caveat])];
  return [...new Set(rows.map(origin))].join("<br>");
}
