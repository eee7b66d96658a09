import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../src/gpu/types.ts";
import { objectsIn, objectTitle } from "../../src/k8s/object.ts";
import type { ContainerView } from "../../src/k8s/pod-set.ts";
import { readFiles } from "../../src/pipeline/input/load.ts";
import { EVERYTHING } from "../../src/pipeline/input/relevance.ts";
import { needOf } from "../../src/program/needs/container-need.ts";
import { groupOf } from "../../src/program/needs/groups.ts";
import type { GpuNeed, PodGroup } from "../../src/program/needs/need.ts";
import { amountOf } from "../../src/workload/accelerators.ts";
import { asMap, fields, items, member, textAt } from "../../src/yaml/access.ts";
import type { FieldPath, MapNode, YamlNode } from "../../src/yaml/tree.ts";

/** A container anywhere in an object, custom resources included. */
export interface FoundContainer {
  readonly file: string;
  readonly object: string;
  readonly container: string;
  readonly path: FieldPath;
  /** Whole GPUs that it asks for; null where the number is a placeholder. */
  readonly gpus: number | null;
  readonly programs: readonly string[];
  readonly need: GpuNeed;
}

/** How the number of a container's programs compares with its own. */
export type Comparison = "equal" | "no statement" | "undecided" | "placeholder" | "different" | "no GPUs";

/** Vendors whose devices are GPUs; programs for other devices count differently. */
const GPU_VENDORS: ReadonlySet<string> = new Set(["nvidia", "amd", "intel"]);

/** Every container of some files that runs a known program, GPUs or not. */
export function containersIn(
  folder: string,
  files: readonly string[],
  catalog: Catalog,
): readonly FoundContainer[] {
  return files.flatMap((file) => {
    const inputs = [{ name: file, bytes: readFileSync(join(folder, file)), named: true }];
    const [loaded] = readFiles(inputs, EVERYTHING);
    const source = loaded?.source ?? null;
    if (loaded === undefined || source === null) return [];
    return loaded.documents.flatMap(({ document }) => {
      if (document === null) return [];
      return objectsIn(source, document, 0).flatMap((object) => {
        return containersOf(object.root, []).flatMap(({ node, path }) => {
          const found = programsIn({ node, path }, groupOf(object.root, path), catalog);
          return found === null ? [] : [{ file, object: objectTitle(object), ...found }];
        });
      });
    });
  });
}

export function compare({ gpus, need }: Pick<FoundContainer, "gpus" | "need">): Comparison {
  if (gpus === null) return "placeholder";
  if (gpus === 0) return "no GPUs";
  switch (need.kind) {
    case "all":
    case "silent":
      return "no statement";
    case "undecided":
      return "undecided";
    case "exactly":
      return need.count === gpus ? "equal" : "different";
    default:
      return need satisfies never;
  }
}

/** The table: by program, and the containers that differ or are undecided. */
export function formatPrograms(found: readonly FoundContainer[]): string {
  const columns: readonly Comparison[] = [
    "equal",
    "no statement",
    "undecided",
    "placeholder",
    "different",
    "no GPUs",
  ];
  const rows = new Map<string, Map<Comparison, number>>();
  const count = (name: string, comparison: Comparison): void => {
    const row = rows.get(name) ?? new Map<Comparison, number>();
    rows.set(name, row.set(comparison, (row.get(comparison) ?? 0) + 1));
  };
  for (const one of found) {
    count(one.programs.join(" + "), compare(one));
    count("all", compare(one));
  }
  const line = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(44)}${cells.map((cell) => String(cell).padStart(14)).join("")}`;
  const told = found.filter((one) => ["different", "undecided", "placeholder"].includes(compare(one)));
  return [
    line("program", columns),
    ...[...rows]
      .sort(([a], [b]) => Number(a === "all") - Number(b === "all") || a.localeCompare(b))
      .map(([name, row]) =>
        line(
          name,
          columns.map((column) => row.get(column) ?? 0),
        ),
      ),
    "",
    ...told.map(
      (one) =>
        `${compare(one)}: ${one.file} ${one.object} ${one.container}: ${one.gpus ?? "?"} GPUs, ${needText(one.need)}`,
    ),
  ].join("\n");
}

export function needText(need: GpuNeed): string {
  switch (need.kind) {
    case "exactly":
      return `exactly ${need.count}${need.said.length === 0 ? " by default" : ` (${need.said.map(({ said }) => said).join(" ")})`}`;
    case "undecided":
      return `undecided: ${need.why}`;
    default:
      return need.kind;
  }
}

function programsIn(
  { node, path }: { readonly node: MapNode; readonly path: FieldPath },
  group: PodGroup,
  catalog: Catalog,
): Omit<FoundContainer, "file" | "object"> | null {
  const name = textAt(node, ["name"]) ?? "";
  const container: ContainerView = { name, image: textAt(node, ["image"]), node, path, role: "main" };
  const { need, runs } = needOf(container, group);
  if (runs.length === 0) return null;
  return {
    container: name,
    path,
    gpus: gpusOf(node, catalog),
    programs: runs.map(({ row }) => row.what),
    need,
  };
}

function gpusOf(node: MapNode, catalog: Catalog): number | null {
  let gpus = 0;
  for (const section of ["limits", "requests"]) {
    let sum = 0;
    for (const { name, value } of fields(member(member(node, "resources"), section))) {
      const meaning = catalog.resource(name);
      if (meaning?.kind !== "whole" || !GPU_VENDORS.has(meaning.vendor)) continue;
      const amount = amountOf(value);
      if (amount.kind === "whole") sum += amount.count;
      else return null;
    }
    gpus = Math.max(gpus, sum);
  }
  return gpus;
}

/** Maps that look like containers: an image or a command, or resources beside a name. */
function containersOf(node: YamlNode, path: FieldPath): readonly { node: MapNode; path: FieldPath }[] {
  const map = asMap(node);
  if (map === null) return items(node).flatMap((item, index) => containersOf(item, [...path, index]));
  const has = (field: string): boolean => member(map, field) !== null;
  const isContainer =
    textAt(map, ["image"]) !== null || (has("resources") && ["command", "args", "env"].some(has));
  const own = isContainer ? [{ node: map, path }] : [];
  const within = map.entries.flatMap(({ name, value }) =>
    name === null || name === "metadata" ? [] : containersOf(value, [...path, name]),
  );
  return [...own, ...within];
}
