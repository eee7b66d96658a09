import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import type { DeviceClassRow } from "../../src/gpu/rows.ts";
import type { DeviceClassMeaning } from "../../src/gpu/types.ts";
import { chapter, code, origin, table } from "./markdown.ts";

/** Extended resources, device classes, and machine types that are recognised by their names. */
export function namesChapter(document: CatalogDocument): string {
  const { resources, resourceDomains, deviceClasses, deviceDrivers, machineFamilies } = document;
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
      "Domains of resources",
      "A name without a row counts as a device where its domain holds accelerators alone. In a domain that holds other devices " +
        "too gpuify asks: `resources` in a config says what it is.",
      table(
        ["begins with", "vendor", "holds", "source"],
        resourceDomains.map((row) => [
          code(row.prefix),
          row.vendor,
          row.holds === "mixed" ? "accelerators and other devices" : "accelerators alone",
          origin(row),
        ]),
      ),
    ),
    chapter(
      3,
      "Device classes",
      "What a resource claim (DRA) asks for, by its device class. gpuify knows other classes if their DeviceClass is in the " +
        "input and selects one of the drivers below, or if `deviceClasses` in a config says what they are.",
      table(["device class", "provides", "source"], deviceClasses.map(deviceRow)),
      table(["driver", "devices", "source"], deviceDrivers.map(deviceRow)),
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

function deviceRow(row: DeviceClassRow): readonly string[] {
  return [code(row.name), devices(row.meaning), origin(row)];
}

function devices(meaning: DeviceClassMeaning): string {
  if (meaning.kind === "other") return meaning.what;
  const part =
    meaning.part === "mig" ? "MIG devices" : meaning.part === "whole" ? "GPUs" : "GPUs or parts of them";
  return meaning.vendor === null ? part : `${part} (${meaning.vendor})`;
}
