import { describe, expect, it } from "vitest";
import { everyText, show } from "./ask.ts";

const texts = await everyText();

describe("every text of gpuify show", () => {
  it("fits a terminal of 80 columns, but for sources and words that are longer", () => {
    const tooWide = texts.flatMap(({ of, text }) => {
      const [readable = ""] = text.split("\nsources\n");
      return readable
        .split("\n")
        .filter((line) => line.length > 80 && line.trim().includes(" "))
        .map((line) => `${of}: ${line}`);
    });
    expect(tooWide).toEqual([]);
    expect(texts.length).toBeGreaterThan(120);
  });

  it("ends with one line end, leaves no blank at a line's end and no two empty lines", () => {
    expect.hasAssertions();
    for (const { of, text } of texts) {
      expect(text, of).toMatch(/[^\n]\n$/);
      expect(text, of).not.toMatch(/ \n|\n\n\n|undefined|null|NaN|\[object/);
    }
  });

  it("names every source that it cites, and cites every source that it names", () => {
    const inFull = texts.filter(({ text }) => text.includes("\nsources\n"));
    expect(inFull.length).toBeGreaterThan(80);
    for (const { of, text } of inFull) {
      const [above = "", below = ""] = text.split("\nsources\n");
      const cited = [...above.replace(/\n +/g, " ").matchAll(/\[([a-z0-9., -]+); /g)];
      const ids = new Set(cited.flatMap(([, list = ""]) => list.split(", ")));
      const listed = [...below.matchAll(/^ {2}([a-z0-9.-]+): \S/gm)].map(([, id]) => id);
      // A platform's table of models has no room for sources: they are only named below.
      const missing = [...ids].filter((id) => !listed.includes(id));
      expect(missing, of).toEqual([]);
      if (of.startsWith("models"))
        expect(
          listed.filter((id = "") => !ids.has(id)),
          of,
        ).toEqual([]);
    }
  });

  it("spells a source out as a repository with a path, or as an address", () => {
    expect.hasAssertions();
    for (const { of, text } of texts) {
      const [, below] = text.split("\nsources\n");
      for (const line of below?.trimEnd().split("\n") ?? [])
        expect(line, of).toMatch(/^ {2}[a-z0-9.-]+: (?:https:\/\/\S+|github\.com\/[^/ ]+\/[^/ ]+ \S.*)/);
    }
  });

  it("is the same every time", async () => {
    expect(await show("models", "h100")).toBe(await show("models", "h100"));
    expect(await show("platforms", null, { format: "json" })).toBe(
      await show("platforms", null, { format: "json" }),
    );
  });
});
