import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { currentCode, RENAMED } from "../../src/kernel/code-lookup/renamed.ts";
import type { Declaration } from "../../src/kernel/codes/declaration.ts";
import { CODE_GROUPS } from "../../src/kernel/codes/declared.ts";
import { RULES } from "../../src/lint/groups/registry.ts";

const SRC = resolve(import.meta.dirname, "../../src");
const CODES = join(SRC, "kernel", "codes");

const declared = CODE_GROUPS.flatMap(({ codes }): readonly (readonly [string, Declaration])[] =>
  Object.entries(codes),
);
const names = declared.map(([name]) => name);
const ids: readonly string[] = RULES.map(({ id }) => id);

/** The sources in which diagnostics are made, by their paths. */
const makers = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => join(SRC, path))
  .filter((path) => !path.startsWith(CODES))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** Problems of `--schema-location` end the run by their text; their codes are never shown. */
const WITHOUT_CODES = join(SRC, "schema", "location.ts");

/** What the declarations have that a check calls wrong, each with its code. */
function wrong(check: (declaration: Declaration) => readonly string[]): readonly string[] {
  return declared.flatMap(([name, declaration]) => check(declaration).map((text) => `${name}: ${text}`));
}

const SENTENCES = /^[^\s].*\.$/s;

describe("declarations", () => {
  test("are there, in groups that all have a title of their own", () => {
    expect(names.length).toBeGreaterThan(200);
    expect(CODE_GROUPS.filter(({ codes }) => Object.keys(codes).length === 0)).toEqual([]);
    const titles = CODE_GROUPS.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.filter((title) => !/^[A-Z].*[^.]$/.test(title))).toEqual([]);
  });

  test("have a code of lower-case words, short enough to end the name of an annotation", () => {
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) || name.length > 56)).toEqual([]);
  });

  test("have a title of at most 60 letters, without a full stop", () => {
    expect(wrong(({ title }) => (/^[A-Z].*[^.]$/.test(title) && title.length <= 60 ? [] : [title]))).toEqual(
      [],
    );
  });

  test("have a reason and an advice in sentences", () => {
    expect(wrong(({ why }) => (SENTENCES.test(why) ? [] : [why]))).toEqual([]);
    expect(wrong(({ advice }) => (SENTENCES.test(advice) && /^[A-Z]/.test(advice) ? [] : [advice]))).toEqual(
      [],
    );
  });

  test("leave nothing to be written", () => {
    expect(wrong((one) => (JSON.stringify(one).includes("TODO") ? ["TODO"] : []))).toEqual([]);
  });

  test("name pages of the web, with titles", () => {
    const sources = declared.flatMap(([, one]) => one.sources ?? []);
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ title, url }) => title === "" || new URL(url).protocol !== "https:")).toEqual(
      [],
    );
  });

  test("are of codes that no other group and no rule has", () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => ids.includes(name))).toEqual([]);
  });

  test("are each in a group: no file of declarations is forgotten", () => {
    const tables = readdirSync(CODES).filter((file) =>
      readFileSync(join(CODES, file), "utf8").includes("as const satisfies Declarations;"),
    );
    expect(tables).toHaveLength(CODE_GROUPS.length);
  });
});

describe("codes", () => {
  test("are each told somewhere", () => {
    const texts = makers.map(({ text }) => text).join("\n");
    const literals = new Set([...texts.matchAll(/"([a-z0-9-]+)"/g)].map(([, text]) => text));
    expect(names.filter((name) => !literals.has(name))).toEqual([]);
  });

  test("are declared where they are told: no text is passed off as a code", () => {
    const known = new Set([...names, ...ids]);
    const tellers = makers.filter(({ path }) => path !== WITHOUT_CODES);
    const found = tellers.flatMap(({ path, text }) => [
      ...[...text.matchAll(/\bcode: "([a-z0-9-]*)"/g)].flatMap(([, name = ""]) =>
        known.has(name) ? [] : [`${path}: ${name}`],
      ),
      ...[...text.matchAll(/\bas (?:unknown as )?(?:Code|CodeAs|RuleId)\b/g)].map(
        ([cast]) => `${path}: ${cast}`,
      ),
    ]);
    expect(found).toEqual([]);
    expect(makers.length).toBeGreaterThan(400);
  });
});

describe("the names of rules", () => {
  test("are those of the registry", () => {
    const text = readFileSync(join(CODES, "rule-ids.ts"), "utf8");
    const listed = [...text.matchAll(/^ {2}\| "([^"]+)"/gm)].map(([, id]) => id);
    expect(listed).toEqual([...ids].sort());
  });
});

describe("names that were given up", () => {
  test("lead to a code or a rule, and are none themselves", () => {
    const all = [...names, ...ids];
    expect(Object.keys(RENAMED).length).toBeGreaterThan(10);
    expect(Object.values(RENAMED).filter((name) => !all.includes(name))).toEqual([]);
    expect(Object.keys(RENAMED).filter((name) => all.includes(name))).toEqual([]);
  });

  test("other names are their own", () => {
    expect(["autoscaled-gpus", "autoscaler-kept", "constructor", ""].map(currentCode)).toEqual([
      "hpa-gpu-maximum",
      "autoscaler-kept",
      "constructor",
      "",
    ]);
  });
});
