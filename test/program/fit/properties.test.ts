import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFit } from "../../../src/program/fit/check-fit.ts";
import { legalCounts, smallest } from "../../../src/program/fit/counts.ts";
import { fitRules, gpuMemoryTable } from "../../../src/program/fit/data.ts";
import { trainingMemory } from "../../../src/program/fit/training-memory.ts";
import type { Fit, FitQuestion, FitVerdict } from "../../../src/program/fit/types.ts";
import { weightsTable } from "../../../src/program/weights/data.ts";
import { known, memoryOf } from "./questions.ts";

const ORDER: Readonly<Record<FitVerdict, number>> = { "does-not-fit": 0, tight: 1, fits: 2 };

const models = [...weightsTable().models.map(({ id }) => id), "acme/chat-30b-a3b", "acme/chat-7b"];
const halfModels = weightsTable()
  .models.filter(({ dtype }) => dtype === "bf16" || dtype === "fp16")
  .map(({ id }) => id);
const programs = ["other", ...fitRules().shares.map(({ program }) => program)];

const base = fc.record({
  gpu: fc.constantFrom(...gpuMemoryTable().gpus.map(({ key }) => memoryOf(key))),
  tensor: fc.integer({ min: 1, max: 64 }),
  pipeline: fc.integer({ min: 1, max: 16 }),
  length: fc.option(fc.integer({ min: 1, max: 20_000_000 })),
  concurrency: fc.integer({ min: 1, max: 4096 }),
  fraction: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
  cacheDtype: fc.constantFrom(null, "auto", "fp8", "nvfp4", "q8_0", "constructor"),
  program: fc.constantFrom(...programs),
});

const anyQuestion: fc.Arbitrary<FitQuestion> = fc
  .tuple(base, fc.constantFrom(...models))
  .map(([rest, model]) => ({ ...rest, weights: known(model) }));

/** That the second answer is nowhere worse than the first. */
function expectNotWorse(before: Fit, after: Fit): void {
  expect(ORDER[after.verdict]).toBeGreaterThanOrEqual(ORDER[before.verdict]);
  expect(after.longest ?? 0).toBeGreaterThanOrEqual(before.longest ?? 0);
}

describe("for any model, GPU and program", () => {
  it("every number is finite, and every line says one", () => {
    const finite = (value: unknown): boolean =>
      typeof value === "number"
        ? Number.isFinite(value)
        : typeof value !== "object" || value === null || Object.values(value).every(finite);
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const found = checkFit(asked);
        expect(finite(found)).toBe(true);
        expect([...found.steps, ...found.assumed].join()).not.toMatch(/NaN|Infinity|undefined|e\+/);
        expect(found.perGpu.usable.low).toBeLessThanOrEqual(found.perGpu.usable.high + 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  it("a longest sequence fits, and is readable", () => {
    let found = 0;
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { longest, verdict } = checkFit(asked);
        if (longest === null || longest === 0) return;
        found += 1;
        expect(verdict).not.toBe("does-not-fit");
        expect(checkFit({ ...asked, length: longest }).verdict).toBe("fits");
        const most = [asked.weights.maxLength, asked.length, 2 ** 24];
        expect(
          longest % 1024 === 0 || (longest < 1024 && longest % 256 === 0) || most.includes(longest),
        ).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("is tight or worse exactly where the length is beyond the longest", () => {
    let found = 0;
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { longest, verdict, cacheIs } = checkFit(asked);
        const length = asked.length ?? asked.weights.maxLength;
        if (longest === null || length === null || cacheIs === "none") return;
        found += 1;
        if (longest >= length) expect(verdict).toBe("fits");
        else if (length - longest >= 1024) expect(verdict).not.toBe("fits");
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("more GPUs never fit worse", () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 1, max: 64 }), (asked, more) => {
        expectNotWorse(checkFit(asked), checkFit({ ...asked, tensor: asked.tensor + more }));
        expectNotWorse(checkFit(asked), checkFit({ ...asked, pipeline: asked.pipeline + more }));
        expectNotWorse(checkFit(asked), checkFit({ ...asked, expertGpus: asked.tensor * more }));
      }),
      { numRuns: 500 },
    );
  });

  it("a longer sequence, or more of them, never fit better", () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 1, max: 1_000_000 }), (asked, more) => {
        const length = asked.length ?? asked.weights.maxLength ?? 1;
        const before = ORDER[checkFit({ ...asked, length }).verdict];
        expect(ORDER[checkFit({ ...asked, length: length + more }).verdict]).toBeLessThanOrEqual(before);
        const busier = checkFit({ ...asked, concurrency: asked.concurrency + more });
        expectNotWorse(busier, checkFit(asked));
      }),
      { numRuns: 500 },
    );
  });

  it("a lower share of the memory never fits better", () => {
    fc.assert(
      fc.property(anyQuestion, fc.double({ min: 0.01, max: 1, noNaN: true }), (asked, part) => {
        const fraction = asked.fraction ?? 1;
        expectNotWorse(checkFit({ ...asked, fraction: fraction * part }), checkFit({ ...asked, fraction }));
      }),
      { numRuns: 500 },
    );
  });

  it("fp8 never fits worse than bf16", () => {
    fc.assert(
      fc.property(base, fc.constantFrom(...halfModels), (rest, model) => {
        const eight = known(model, { quantization: "fp8" });
        const sixteen = known(model, { dtype: "bfloat16" });
        expectNotWorse(checkFit({ ...rest, weights: sixteen }), checkFit({ ...rest, weights: eight }));
      }),
      { numRuns: 500 },
    );
  });

  it("parallelism beyond the key-value heads never makes the cache of a GPU smaller", () => {
    let found = 0;
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 2, max: 8 }), (asked, times) => {
        const { cache } = asked.weights;
        if (cache === null || cache.kind === "none") return;
        found += 1;
        const heads = Math.max(...cache.groups.map((group) => group.heads));
        const cacheOn = (tensor: number) => checkFit({ ...asked, length: 4096, tensor }).perGpu.cache;
        expect(cacheOn(heads * times)).toBe(cacheOn(heads));
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("the smallest number of GPUs is one of those asked about, and its verdict holds", () => {
    let found = 0;
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 1, max: 16 }), (asked, perNode) => {
        const counts = legalCounts(asked.weights, asked.program, perNode);
        expect(counts.every(({ gpus, tensor, pipeline }) => gpus === tensor * pipeline)).toBe(true);
        const { fits, loads } = smallest(asked, counts);
        if (fits === null) return;
        found += 1;
        expect(counts).toContainEqual(fits.split);
        expect(checkFit({ ...asked, ...fits.split }).verdict).toBe("fits");
        const loaded = loads === null ? -1 : counts.indexOf(loads.split);
        expect(counts.indexOf(fits.split)).toBeGreaterThanOrEqual(loaded);
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(50);
  });
});

it("more GPUs never take more of each in training", () => {
  const runs = fc.record({
    params: fc.double({ min: 0.001, max: 10_000, noNaN: true }),
    method: fc.constantFrom("full", "lora", "qlora"),
    sharding: fc.constantFrom("none", "zero2", "zero3"),
    gpus: fc.integer({ min: 1, max: 4096 }),
  });
  fc.assert(
    fc.property(runs, fc.integer({ min: 1, max: 100 }), (run, more) => {
      const { gib } = trainingMemory(run);
      expect(gib.least > 0 && gib.least <= gib.likely && Number.isFinite(gib.likely)).toBe(true);
      expect(trainingMemory({ ...run, gpus: run.gpus + more }).gib.likely).toBeLessThanOrEqual(gib.likely);
    }),
  );
});
