import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import { chapter, code, origin, prose, table } from "./markdown.ts";

/** What no selector is made of, and what of the research notes is not here, with the reasons. */
export function leftOutChapter({ omitted, leftOut }: CatalogDocument): string {
  return chapter(
    2,
    "Left out, and why",
    chapter(
      3,
      "Models that cannot be asked for",
      "`*` is every model that has no row for the platform.",
      table(
        ["platform", "model", "reason", "source"],
        omitted.map((row) => [code(row.platform), code(row.model), prose(row.reason), origin(row)]),
      ),
    ),
    chapter(
      3,
      "Facts of the research notes",
      "A path is a place in the notes; `*` is any one key, `a|b` is either.",
      table(
        ["fact", "reason"],
        leftOut.map((row) => [code(row.fact), prose(row.reason)]),
      ),
    ),
  );
}
