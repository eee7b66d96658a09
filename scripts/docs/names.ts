import type { CatalogDocument } from "../../src/gpu/document.ts";
import { chapter, code, origin, table } from "./markdown.ts";

/** Extended resources, and machine types that are recognised by their names. */
export function namesChapter({ resources, machineFamilies }: CatalogDocument): string {
  return chapter(
    2,
    "Resources",
    "A pod that asks for one of these is an accelerator pod. `whole` is a device, `mig`, `shared` and `partition` are " +
      "parts of one, `slice` is a share of its memory or cores, and a `companion` is asked for beside it.",
    table(
      ["resource", "vendor", "kind", "source"],
      resources.map((row) => [
        "name" in row ? code(row.name) : `matches ${code(row.pattern)}`,
        row.vendor,
        row.kind,
        origin(row),
      ]),
    ),
    chapter(
      3,
      "Machine types",
      table(
        ["cloud", "names that match", "source"],
        machineFamilies.map((row) => [row.cloud, code(row.pattern), origin(row)]),
      ),
    ),
  );
}
