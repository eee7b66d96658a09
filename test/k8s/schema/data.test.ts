import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ACCEPTED_ABSENT } from "../../../scripts/schema/accepted-absent.ts";
import { findOpenApi, readOpenApi } from "../../../scripts/schema/openapi.ts";
import { dataFiles } from "../../../scripts/schema/table.ts";
import { KUBERNETES_VERSIONS } from "../../../src/k8s/schema/api-schema.ts";
import { TABLE } from "../../../src/k8s/schema/data/table.ts";
import { fieldRows, kindsNamed, lineOf, tableOf } from "../../../src/k8s/schema/table.ts";
import { needsShared } from "../../needs.ts";

const project = resolve(import.meta.dirname, "../../..");
const openApi = findOpenApi(project);

describe("the schema's data", () => {
  it("is what the script writes", needsShared("kubernetes-openapi"), () => {
    expect.hasAssertions();
    for (const { name, text } of dataFiles(readOpenApi(openApi ?? "")))
      expect(readFileSync(join(project, "src/k8s/schema/data", name), "utf8"), name).toBe(text);
  });

  it("covers the versions that are offered", needsShared("kubernetes-openapi"), () => {
    const minors = readOpenApi(openApi ?? "").map(({ minor }) => `1.${minor}`);
    expect(minors).toEqual([...KUBERNETES_VERSIONS]);
  });

  it("excuses only fields that OpenAPI requires somewhere", needsShared("kubernetes-openapi"), () => {
    const required = readOpenApi(openApi ?? "").flatMap(({ definitions }) =>
      Object.entries(definitions).flatMap(([name, schema]) =>
        (schema.required ?? []).map((field) => `${name.replace("io.k8s.api.", "")}.${field}`),
      ),
    );
    expect(Object.keys(ACCEPTED_ABSENT).filter((field) => !required.includes(field))).toEqual([]);
  });

  it("stays small", () => {
    expect(TABLE.length).toBeLessThan(60_000);
  });

  it("names no definition that it does not hold", () => {
    const table = tableOf(TABLE);
    const definitions = TABLE.split("\n# ").flatMap((section) => {
      const [name = "", ...lines] = section.trim().replace(/^# /, "").split("\n");
      return lines.map((line) => `${name}.${/^\w+/.exec(line)?.[0]}`);
    });
    expect(definitions.length).toBeGreaterThan(250);
    expect(definitions.filter((definition) => lineOf(table, definition) === null)).toEqual([]);
    const missing = definitions.flatMap((definition) =>
      fieldRows(table, definition).flatMap(({ type }) => {
        const inner = type.form === "list" || type.form === "map" ? type.of : type;
        return inner.form === "object" && lineOf(table, inner.definition) === null ? [inner.definition] : [];
      }),
    );
    expect(missing).toEqual([]);
    const names = new Set([...TABLE.matchAll(/^(\w+)\(/gm)].map(([, name = ""]) => name));
    expect([...names].flatMap((name) => kindsNamed(table, name))).toHaveLength(33);
  });
});
