import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import { unknownPlatform } from "../../gpu/catalog/problems.ts";
import { asJson, platformData, platformsData } from "../../output/show/data.ts";
import { platformDetail } from "../../output/show/platform.ts";
import { platformList, unsupportedDetail } from "../../output/show/platforms.ts";
import { genericPlatforms, narrowingOf } from "./narrowing.ts";
import { asFailure, loadDocument, type ShowRequest, withoutEffect } from "./request.ts";

/** `gpuify show platforms`. */
export async function showPlatforms(request: ShowRequest): Promise<string> {
  const { name, format, platform } = request;
  if (platform !== null)
    throw withoutEffect(
      "--platform says nothing about platforms",
      `name it: gpuify show platforms ${platform}`,
    );
  const narrowing = narrowingOf(request);
  const catalog = await loadDocument();
  if (name === null)
    return format === "json" ? asJson(platformsData(catalog, narrowing)) : platformList(catalog, narrowing);
  if (narrowing.vendor !== null)
    throw withoutEffect(`--vendor narrows the list, and "${name}" is one platform`, "leave --vendor out");
  return showOne(name, format, catalog);
}

/** One platform, the three that `generic` stands for, or why there is none. */
function showOne(name: string, format: ShowRequest["format"], catalog: CatalogDocument): string {
  const unsupported = catalog.unsupported.find((row) => row.name === name.toLowerCase());
  if (unsupported !== undefined)
    return format === "json" ? asJson(unsupported) : unsupportedDetail(unsupported);
  const names = name === "generic" ? genericPlatforms() : [name];
  const rows = catalog.platforms.filter((row) => names.includes(row.name));
  if (rows.length === 0) throw asFailure(unknownPlatform(name));
  if (format === "text") return rows.map((row) => platformDetail(row, catalog)).join("\n");
  const data = rows.map((row) => platformData(row, catalog));
  return asJson(name === "generic" ? { platforms: data } : data[0]);
}
