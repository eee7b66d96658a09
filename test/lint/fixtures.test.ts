import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/lint/finding.ts";
import { RULES } from "../../src/lint/groups/registry.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { type KitOptions, lint } from "./kit.ts";

/**
 * `fixtures/lint/<rule-id>/valid-*.yaml` must give no finding of the rule, `invalid-*.yaml` those in `invalid-*.out`.
 * `<case>.args` beside one may say `--platform NAME --kubernetes-version 1.N`. GPUIFY_UPDATE=1 writes what is there.
 */
const FOLDER = resolve(import.meta.dirname, "..", "..", "fixtures", "lint");
const isUpdating = process.env.GPUIFY_UPDATE === "1" && process.env.CI === undefined;
const folders = readdirSync(FOLDER).sort();

test("rules and folders of fixtures have the same names", () => {
  expect(folders).toEqual(RULES.map(({ id }) => id).sort());
});

describe.each(folders)("%s", (id) => {
  const files = readdirSync(join(FOLDER, id)).sort();
  const manifests = files.filter((name) => /\.(?:yaml|json)$/.test(name));
  const valid = manifests.filter((name) => name.startsWith("valid-"));
  const invalid = manifests.filter((name) => name.startsWith("invalid-"));

  test("has at least three valid and three invalid manifests, and nothing that no test reads", () => {
    expect(valid.length).toBeGreaterThanOrEqual(3);
    expect(invalid.length).toBeGreaterThanOrEqual(3);
    const expected = manifests.flatMap((name) => {
      const base = name.replace(/\.\w+$/, "");
      return [name, `${base}.args`, ...(name.startsWith("invalid-") ? [`${base}.out`] : [])];
    });
    expect(files.filter((name) => !expected.includes(name))).toEqual([]);
  });

  test.each(valid)("%s", (name) => {
    expect(linesOf(id, name)).toEqual([]);
  });

  test.each(invalid)("%s", (name) => {
    const lines = linesOf(id, name);
    const out = join(FOLDER, id, name.replace(/\.\w+$/, ".out"));
    if (isUpdating) writeFileSync(out, lines.map((line) => `${line}\n`).join(""));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.map((line) => `${line}\n`).join("")).toBe(readFileSync(out, "utf8"));
  });
});

function linesOf(id: string, name: string): readonly string[] {
  const path = join(FOLDER, id, name);
  const outcome = lint({ [name]: readFileSync(path, "utf8") }, optionsOf(path));
  return outcome.findings.filter(({ rule }) => rule.id === id).map(lineOf);
}

function lineOf({ location, severity, message, path, fix }: Finding): string {
  const { line, column, endLine, endColumn } = location;
  const mended = fix === null ? "" : ` [${fix.safety}: ${fix.title}]`;
  return `${line}:${column}-${endLine}:${endColumn} ${severity} ${formatPath(path)}: ${message}${mended}`;
}

function optionsOf(path: string): KitOptions {
  const file = path.replace(/\.\w+$/, ".args");
  const args = existsSync(file) ? readFileSync(file, "utf8") : "";
  const platform = /--platform (\S+)/.exec(args)?.[1] ?? null;
  const minor = /--kubernetes-version 1\.(\d+)/.exec(args)?.[1];
  return { platform, ...(minor !== undefined && { minor: Number(minor) }) };
}
