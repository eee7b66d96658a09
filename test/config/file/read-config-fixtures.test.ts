import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/file/read-config.ts";
import { formatDiagnostics } from "../../../src/output/diagnostics.ts";
import { PLAIN } from "../../../src/output/paint.ts";
import { explain } from "../../../src/pipeline/explain.ts";
import { makeSource } from "../../../src/yaml/source.ts";

/**
 * A case is a folder with a config and what the program prints about it. `GPUIFY_UPDATE=1` writes the answers; CI
 * refuses that switch.
 */
const ROOT = resolve(import.meta.dirname, "../../..");
const FIXTURES = join(ROOT, "fixtures", "config");
const UPDATE = process.env.GPUIFY_UPDATE === "1";
const NAME = "gpuify.yaml";

async function answer(text: string): Promise<string> {
  const result = await readConfig(NAME, text);
  const printed = formatDiagnostics(await explain(result.diagnostics), () => makeSource(NAME, text), PLAIN);
  return `${result.ok ? "the config is used" : "exit 2"}\n${printed}`;
}

test("answers are not written in CI", () => {
  expect(UPDATE && process.env.CI !== undefined).toBe(false);
});

describe("fixtures/config/wrong: the message says what, where and what to do", () => {
  const names = readdirSync(join(FIXTURES, "wrong")).sort();
  test("there are at least thirty cases", () => expect(names.length).toBeGreaterThanOrEqual(30));
  for (const name of names)
    test(name, async () => {
      const folder = join(FIXTURES, "wrong", name);
      const file = join(folder, "answer.txt");
      const actual = await answer(readFileSync(join(folder, NAME), "utf8"));
      if (UPDATE) writeFileSync(file, actual);
      expect(existsSync(file), `${file} is missing; GPUIFY_UPDATE=1 writes it`).toBe(true);
      expect(actual).toBe(readFileSync(file, "utf8"));
      expect(actual, "every message has a place").not.toMatch(/^(?:error|warning)\[/m);
      expect(actual, "something is wrong with every case").toMatch(
        /^gpuify\.yaml:\d+:\d+: (?:error|warning)\[/m,
      );
    });
});

describe("fixtures/config/right: nothing is wrong with them", () => {
  const names = readdirSync(join(FIXTURES, "right")).sort();
  test("there are cases", () => expect(names.length).toBeGreaterThan(3));
  for (const name of names)
    test(name, async () => {
      expect(await answer(readFileSync(join(FIXTURES, "right", name), "utf8"))).toBe("the config is used\n");
    });
});
