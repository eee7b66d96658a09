import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../../src/gpu/catalog/catalog.ts";
import { catalogDocument } from "../../../src/gpu/catalog/document.ts";
import { fitRules, gpuMemoryTable } from "../../../src/program/fit/data.ts";
import { migMemory, statedMemory, usableMemory } from "../../../src/program/fit/usable-memory.ts";

loadCatalog();
const nominalOf = new Map(catalogDocument().models.map(({ name, memoryGib }) => [name, memoryGib]));
const { gpus, sources, parts } = gpuMemoryTable();

describe("every row of gpus.yaml", () => {
  it("is of a model of the catalog, with the catalog's size, and there once", () => {
    expect(gpus.length).toBeGreaterThanOrEqual(23);
    expect(new Set(gpus.map(({ key }) => key)).size).toBe(gpus.length);
    expect(gpus.filter(({ key, nominal }) => nominalOf.get(key) !== nominal)).toEqual([]);
  });

  it("has no more memory than is advertised, and hardly less", () => {
    const odd = gpus.filter(
      ({ nominal, torch_gib: [low, high] }) => !(low <= high && high <= nominal && low >= nominal * 0.9),
    );
    expect(odd).toEqual([]);
    const reported = gpus.flatMap(({ key, nvml_mib, torch_gib: [, high] }) =>
      nvml_mib === undefined ? [] : [{ key, mib: nvml_mib, high }],
    );
    expect(reported.length).toBeGreaterThan(20);
    expect(reported.filter(({ mib, high }) => high > mib / 1024 + 0.05)).toEqual([]);
  });

  it("has sources that are listed, and no source is listed for nothing", () => {
    const used = [...gpus, parts.gpu, parts.mig].flatMap(({ source }) => source);
    expect([...new Set(used)].sort()).toEqual(Object.keys(sources).sort());
  });
});

describe("rules.yaml", () => {
  const rules = fitRules();

  it("has sources that are listed, and no source is listed for nothing", () => {
    const rows = [...rules.shares, rules.overhead, ...rules.dividing, ...rules.training];
    const used = rows.flatMap(({ source }) => source);
    expect(used.length).toBeGreaterThan(10);
    expect([...new Set(used)].sort()).toEqual(Object.keys(rules.sources).sort());
  });

  it("has one row for each program, and low shares that are not above the high ones", () => {
    const programs = rules.shares.map(({ program }) => program);
    expect(new Set(programs).size).toBe(programs.length);
    expect(rules.shares.filter(({ low, high }) => low > high)).toEqual([]);
  });

  it("has each dtype of a cache once", () => {
    const names = rules.cache_dtypes.flatMap((row) => row.names);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe("usable memory", () => {
  it("is what was reported, or else a part of the nominal size", () => {
    expect(usableMemory("l4", 24)).toEqual({ low: 22.03, high: 22.05, origin: "reported" });
    expect(usableMemory("gh200", 96)).toEqual({ low: 86.4, high: 96, origin: "nominal" });
    expect(usableMemory("mi308x", null)).toBeNull();
  });

  it("of a part of a device is that part", () => {
    expect(migMemory(10)).toEqual({ low: 9.3, high: 10, origin: "nominal" });
    expect(statedMemory(8192)).toEqual({ low: 8, high: 8, origin: "stated" });
  });
});
