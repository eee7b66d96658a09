import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findDefinitions, readDefinitions } from "../../../scripts/crds/read.ts";
import { publishedFiles } from "../../../scripts/crds/table.ts";
import { workloadKind } from "../../../src/k8s/kinds.ts";
import { COPIES } from "../../../src/k8s/schema/data/published/copies.ts";
import { SOURCES } from "../../../src/k8s/schema/data/published/sources.ts";
import { PUBLISHED } from "../../../src/k8s/schema/data/published/table.ts";
import { TABLE } from "../../../src/k8s/schema/data/table.ts";
import { type FieldType, fieldRows, lineOf, tableOf } from "../../../src/k8s/schema/table.ts";
import { needsShared } from "../../needs.ts";

const project = resolve(import.meta.dirname, "../../..");
const folder = join(project, "src/k8s/schema/data/published");
const definitions = findDefinitions(project);

/** Names of all definitions of the published tables. */
const names = PUBLISHED.split("\n# ").flatMap((section) => {
  const [prefix = "", ...lines] = section.trim().replace(/^# /, "").split("\n");
  return lines.flatMap((line) => {
    const short = /^\w+/.exec(line)?.[0];
    return short === undefined ? [] : [`${prefix}.${short}`];
  });
});

function definitionIn(type: FieldType): string | null {
  if (type.form === "list" || type.form === "map") return definitionIn(type.of);
  return type.form === "object" ? type.definition : null;
}

describe("the published schemas", () => {
  it("are what the script writes", needsShared("kinds/crds"), () => {
    const files = publishedFiles(readDefinitions(definitions ?? ""));
    for (const { name, text } of files) expect(readFileSync(join(folder, name), "utf8"), name).toBe(text);
    expect(readdirSync(folder).sort()).toEqual(files.map(({ name }) => name).sort());
  });

  it("stay small", () => {
    expect(names.length).toBeGreaterThan(500);
    expect(PUBLISHED.length + COPIES.length + SOURCES.length).toBeLessThan(150_000);
  });

  it("name no definition and no copy that is not there", () => {
    const own = tableOf(PUBLISHED);
    const core = tableOf(TABLE);
    const used = names.flatMap((name) => {
      expect(lineOf(own, name), name).not.toBe(null);
      return fieldRows(own, name).flatMap(({ type }) => definitionIn(type) ?? []);
    });
    expect(used.length).toBeGreaterThan(500);
    const isThere = (name: string) => {
      const [original = "", copy] = name.split("~");
      if (copy === undefined) return lineOf(own, name) !== null || lineOf(core, name) !== null;
      return lineOf(core, original) !== null && COPIES.includes(`\n~${copy}|`);
    };
    expect(used.filter((name) => !isThere(name))).toEqual([]);
  });

  it("are about kinds that have a row, with a source each", () => {
    const kinds = [...PUBLISHED.matchAll(/^(\w+)\((\S+?)\/(\w+)\)/gm)];
    expect(kinds.length).toBeGreaterThan(35);
    for (const [, kind = "", group = "", version = ""] of kinds) {
      expect(workloadKind(`${group}/${version}`, kind), `${group}/${kind}`).not.toBe(null);
      expect(SOURCES).toContain(`\n${group}/${kind}|`);
    }
    expect(SOURCES.trim().split("\n")).toHaveLength(
      new Set(kinds.map(([, kind, group]) => `${group}/${kind}`)).size,
    );
  });
});
