import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findCorpus, listCorpus } from "../../scripts/corpus/files.ts";

it("has no files on a machine that only has the project, instead of failing there", () => {
  const corpus = findCorpus(join(tmpdir(), "gpuify-nowhere", "project"));
  expect(corpus).toBe(null);
  expect(listCorpus(corpus)).toEqual([]);
});
