import { describe, expect, it } from "vitest";
import { WORKLOAD_KINDS } from "../../../src/k8s/kinds.ts";
import { HYPOTHESES } from "../../../src/patch/recognition/data/evidence.ts";
import {
  ENV_HINTS,
  FLAG_HINTS,
  NAME_HINTS,
  SCRIPT_HINTS,
} from "../../../src/patch/recognition/data/hints.ts";
import { ROLES, THRESHOLD } from "../../../src/patch/recognition/data/roles.ts";
import { kindSignal } from "../../../src/patch/recognition/data/shapes.ts";
import { SIGNALS, type SignalRow } from "../../../src/patch/recognition/data/signals.ts";
import type { Command } from "../../../src/program/command/commands.ts";
import { hasWords, wordsOf } from "../../../src/program/command/image-name.ts";
import { programRows, programsOf } from "../../../src/program/known/known-programs.ts";
import { EXAMPLES } from "./examples.ts";

const ROWS = programRows().map((row) => ({ role: row.role, row }));

function knownBy(image: string | null, command: string | null): readonly string[] {
  const commands: readonly Command[] = command === null ? [] : [command.split(" ")];
  return programsOf(image, commands).map(({ row }) => row.what);
}

describe("the programs", () => {
  it("are named once, say where they are documented, and can be recognised", () => {
    const names = ROWS.map(({ row }) => row.what);
    expect(new Set(names).size).toBe(names.length);
    for (const { row } of ROWS) {
      expect(row.source, row.what).toMatch(/\S{4}/);
      expect(row.images.length + row.commands.length, row.what).toBeGreaterThan(0);
    }
  });

  it("each have examples, and there are no examples of others", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(ROWS.map(({ row }) => row.what).sort());
  });

  it.each(ROWS.map(({ row }) => [row.what, row] as const))(
    "%s is known by its images and commands",
    (what, row) => {
      const examples = EXAMPLES[what];
      expect((examples?.images.length ?? 0) > 0, "has an example of an image").toBe(row.images.length > 0);
      expect((examples?.commands.length ?? 0) > 0, "has an example of a command").toBe(
        row.commands.length > 0,
      );
      for (const image of examples?.images ?? []) expect(knownBy(image, null), image).toContain(what);
      for (const command of examples?.commands ?? []) expect(knownBy(null, command), command).toContain(what);
    },
  );

  it.each(Object.entries(EXAMPLES))("%s is not taken for its neighbours", (what, { others }) => {
    expect.hasAssertions();
    for (const other of others) {
      const known = other.includes(" ") ? knownBy(null, other) : knownBy(other, null);
      expect(known, other).not.toContain(what);
    }
  });

  it("have neighbours, wherever a profile hangs on them", () => {
    expect.hasAssertions();
    for (const role of [
      "model-server",
      "pipeline",
      "trainer",
      "launcher",
      "web-server",
      "consumer",
      "store",
    ] as const)
      for (const row of programRows().filter((one) => one.role === role))
        expect(EXAMPLES[row.what]?.others.length, row.what).toBeGreaterThan(0);
  });

  it.each(ROWS.map(({ row }) => [row.what, row] as const))(
    "%s has no pattern that can never match",
    (what, row) => {
      expect.hasAssertions();
      for (const pattern of row.images) {
        const [name = "", tag] = pattern.split(":", 2);
        const image = pattern.includes("/")
          ? `example.io/${pattern.replaceAll("*", "x")}`
          : `team/${name}:${tag ?? "1"}`;
        if (pattern.startsWith("library/"))
          expect(knownBy(pattern.slice("library/".length), null), pattern).toContain(what);
        else expect(knownBy(image, null), pattern).toContain(what);
      }
      for (const pattern of row.commands)
        expect(knownBy(null, pattern.replaceAll("*", "x")), pattern).toContain(what);
    },
  );

  it("image words are words: bounded by dashes as image names are", () => {
    expect.hasAssertions();
    for (const { row } of ROWS)
      for (const pattern of row.images.filter((one) => !/[/:]/.test(one)))
        expect(hasWords(wordsOf(pattern), pattern), pattern).toBe(true);
  });
});

describe("the weights", () => {
  it("are for hypotheses that there are, and never nothing", () => {
    expect.hasAssertions();
    const rows = [...ENV_HINTS, ...FLAG_HINTS, ...SCRIPT_HINTS, ...NAME_HINTS];
    const roles = Object.values(ROLES).flatMap(({ accelerated, plain }) => [accelerated, plain]);
    for (const { for: is, points } of [...rows, ...roles]) {
      expect(HYPOTHESES).toContain(is);
      expect(points).not.toBe(0);
    }
    const signals: readonly SignalRow[] = [...WORKLOAD_KINDS.map(kindSignal), ...Object.values(SIGNALS)];
    for (const { accelerated, plain } of signals)
      for (const [is, points] of [...Object.entries(accelerated), ...Object.entries(plain)]) {
        expect(HYPOTHESES).toContain(is);
        expect(points).not.toBe(0);
      }
  });

  it("ask for a clear majority", () => {
    expect(THRESHOLD).toBeGreaterThan(0.5);
    expect(THRESHOLD).toBeLessThan(1);
  });

  it.each([
    ["environment variables", ENV_HINTS],
    ["flags", FLAG_HINTS],
    ["scripts", SCRIPT_HINTS],
    ["names", NAME_HINTS],
  ] as const)(
    "of %s are said in words that show what was found, and no name counts twice alike",
    (_, rows) => {
      expect.hasAssertions();
      const seen = new Set<string>();
      for (const row of rows) {
        expect(row.text).toContain("NAME");
        for (const name of row.names) {
          const key = `${name} ${row.when} ${row.for}`;
          expect(seen.has(key), key).toBe(false);
          seen.add(key);
        }
      }
    },
  );

  it("flag and word tables are written as they are compared", () => {
    expect.hasAssertions();
    for (const { names } of FLAG_HINTS) for (const name of names) expect(name).toMatch(/^[a-z][a-z-]*$/);
    for (const { names } of [...SCRIPT_HINTS, ...NAME_HINTS])
      for (const name of names) expect(wordsOf(name)).toEqual([name]);
  });
});
