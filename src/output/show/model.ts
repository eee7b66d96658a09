import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import type { ModelRow } from "../../gpu/rows.ts";
import { wrap } from "../wrap.ts";
import { proof, sourceLines } from "./citations.ts";
import { lines, section, unwrapped } from "./layout.ts";
import { migSections } from "./mig.ts";
import { omittedFor, onlyOn } from "./narrow.ts";
import { placementLines } from "./placement.ts";
import { taintsMetBy } from "./tolerance.ts";
import { memoryText, VENDOR_TITLES } from "./words.ts";

/**
 * One model in full: what selects it on each platform and what is written there, its parts, what is not generated,
 * and where all that is written. `platforms` narrows it to these.
 */
export function modelDetail(
  model: ModelRow,
  catalog: CatalogDocument,
  platforms: readonly string[] | null,
): string {
  const shown = onlyOn(model, platforms);
  return lines([
    wrap(`${model.name}: ${VENDOR_TITLES[model.vendor]} (${model.vendor})${memory(model)}`),
    wrap(`resource ${model.resource} ${proof(model)}`),
    ...(model.arch === null ? [] : [`nodes are ${model.arch}: the image must be built for it`]),
    ...placementSections(shown, catalog),
    ...migSections(shown, catalog),
    ...section("not generated", notGenerated(model, catalog, platforms)),
    ...unwrapped(
      "sources",
      sourceLines([rowsBehind(shown, catalog), omittedFor(model, catalog, platforms)], catalog),
    ),
  ]);
}

function memory(model: ModelRow): string {
  if (model.memoryGib === null) return "";
  return `, ${memoryText(model)} (nominal${model.memoryIsSourced ? "" : ", no source was opened"})`;
}

/** Platforms of which the same is known stand together. */
function placementSections(model: ModelRow, { platforms }: CatalogDocument): readonly string[] {
  const sections = new Map<string, { readonly names: string[]; readonly content: readonly string[] }>();
  for (const platform of platforms) {
    const placement = model.platforms[platform.name];
    if (placement === undefined) continue;
    const content = placementLines({ model, platform, placement });
    const same = sections.get(content.join("\n")) ?? { names: [], content };
    same.names.push(platform.name);
    sections.set(content.join("\n"), same);
  }
  return [...sections.values()].flatMap(({ names, content }) => section(names.join(", "), content));
}

/** Of platforms that were asked for, also those of which nothing is known. */
function notGenerated(
  model: ModelRow,
  catalog: CatalogDocument,
  platforms: readonly string[] | null,
): readonly string[] {
  const omitted = omittedFor(model, catalog, platforms);
  const silent = (platforms ?? []).filter(
    (name) => !(name in model.platforms) && !omitted.some((row) => row.platform === name),
  );
  return [
    ...omitted.map((row) => `${row.platform}: ${row.reason} ${proof(row)}`),
    ...silent.map((name) => `${name}: no source says that it offers ${model.name}`),
  ];
}

/** All that is shown and has a source. */
function rowsBehind(model: ModelRow, { platforms }: CatalogDocument): unknown {
  const there = platforms.filter(({ name }) => name in model.platforms);
  return [
    model,
    there.map((platform) => taintsMetBy(model, platform)),
    model.mig !== null && model.mig.length > 0 ? there.map((platform) => platform.mig) : [],
  ];
}
