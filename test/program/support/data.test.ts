import { describe, expect, it } from "vitest";
import { catalogDocument } from "../../../src/gpu/catalog/document.ts";
import { fitRules } from "../../../src/program/fit/data.ts";
import { dtypeSupport, gpuAbilities, programSupport } from "../../../src/program/support/data.ts";
import { dtypeTable } from "../../../src/program/weights/data.ts";

const models = catalogDocument().models;

describe("what GPU models can compute", () => {
  it("is said once of each, by the catalog's names, and as its vendor counts it", () => {
    const names = gpuAbilities().map(({ gpu }) => gpu);
    expect(names.length).toBeGreaterThan(45);
    expect(new Set(names).size).toBe(names.length);
    const wrong = gpuAbilities().filter(({ gpu, capability }) => {
      const model = models.find(({ name }) => name === gpu);
      return model === undefined || (model.vendor === "nvidia") !== (capability !== undefined);
    });
    expect(wrong).toEqual([]);
  });

  it("is said of every GPU of NVIDIA in the catalog", () => {
    const known = new Set(gpuAbilities().map(({ gpu }) => gpu));
    const missing = models.filter(({ name, vendor }) => vendor === "nvidia" && !known.has(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

describe("where programs run", () => {
  it("has one row for each program, vendor and host", () => {
    const keys = programSupport().map(({ program, vendor, host }) => `${program} ${vendor} ${host}`);
    expect(keys.length).toBeGreaterThan(15);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("has one title for each program, and rows for all whose share of the memory is known", () => {
    const titles = new Map<string, Set<string>>();
    for (const { program, title } of programSupport())
      titles.set(program, new Set([...(titles.get(program) ?? []), title]));
    expect([...titles.values()].every(({ size }) => size === 1)).toBe(true);
    expect(fitRules().shares.filter(({ program }) => !titles.has(program))).toEqual([]);
  });

  it("names a lowest capability of NVIDIA's GPUs only", () => {
    const wrong = programSupport().filter(
      ({ vendor, lowest }) => lowest !== undefined && vendor !== "nvidia",
    );
    expect(wrong).toEqual([]);
  });
});

describe("which dtypes programs compute", () => {
  it("is about programs that have a row, and words that are known", () => {
    const programs = new Set(programSupport().map(({ program }) => program));
    const words = new Set(dtypeTable().dtypes.flatMap(({ quantization = [] }) => quantization));
    const wrong = dtypeSupport().filter(
      (row) => !programs.has(row.program) || (row.words ?? []).some((word) => !words.has(word)),
    );
    expect(wrong).toEqual([]);
  });

  it("has rows for single words before those for all", () => {
    const seen = new Set<string>();
    for (const row of dtypeSupport())
      for (const dtype of row.dtypes) {
        const key = `${row.program} ${row.vendor ?? "nvidia"} ${dtype}`;
        expect(seen.has(key), key).toBe(false);
        if (row.words === undefined) seen.add(key);
      }
    expect(seen.size).toBeGreaterThan(20);
  });
});
