import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { DISGUISES } from "../../scripts/corpus/disguise.ts";
import { seededRandom, tryEdits } from "../../scripts/corpus/edit-check.ts";
import { decode, findCorpus, listCorpus, sample } from "../../scripts/corpus/files.ts";
import { needsCorpus } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

describe("random edits of real documents", needsCorpus(), () => {
  it.each(Object.entries(DISGUISES))(
    "give what an independent reader expects or are refused (disguise: %s)",
    (_name, change) => {
      const files = listCorpus(corpus).filter((file) => file.set === "dev");
      const trials = sample(files, 150).flatMap(({ file }) => {
        const text = decode(readFileSync(join(corpus ?? "", file)));
        return text === null || text.length > 60_000
          ? []
          : tryEdits(change(text), 2, seededRandom(text.length));
      });
      expect(trials.filter(({ result }) => result === "broken")).toEqual([]);
      const refused = trials.filter(({ result }) => result === "refused");
      const reasons = refused.filter(({ detail }) => !/left empty|alias|merge/.test(detail));
      expect(reasons.length).toBeLessThan(trials.length / 100);
      expect(trials.length).toBeGreaterThan(300);
    },
  );
});
