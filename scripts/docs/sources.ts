import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import type { CatalogSource } from "../../src/gpu/types.ts";
import { anchor, chapter, code, prose, table } from "./markdown.ts";

/** Every source with a link to it. */
export function sourcesChapter({ sources }: CatalogDocument): string {
  return chapter(
    2,
    "Sources",
    table(
      ["id", "where", "note"],
      Object.entries(sources).map(([id, source]) => [
        `<a id="${anchor(id)}"></a>${id}`,
        place(source),
        prose(source.note ?? ""),
      ]),
    ),
  );
}

function place({ repo, path, url }: CatalogSource): string {
  const links = [
    ...(repo === undefined ? [] : [`[${repo}](https://github.com/${repo})`]),
    ...(url === undefined ? [] : [`<${url}>`]),
  ];
  return [...links, ...(path === undefined ? [] : [code(path)])].join(" ");
}
