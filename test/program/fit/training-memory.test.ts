import { expect, it } from "vitest";
import { trainingMemory } from "../../../src/program/fit/training-memory.ts";

it("full training takes 18 bytes of a parameter, which ZeRO divides", () => {
  const full = { params: 7, method: "full", gpus: 8 } as const;
  expect(trainingMemory({ ...full, sharding: "none" })).toEqual({
    gib: { least: expect.closeTo(104.3, 1), likely: expect.closeTo(117.3, 1) },
    steps: ["7 billion parameters x 18 bytes = 117.3 GiB per GPU", "activations are extra"],
  });
  expect(trainingMemory({ ...full, sharding: "zero2" }).steps[0]).toBe(
    "7 billion parameters x (2 + 18 / 8) bytes = 27.7 GiB per GPU",
  );
  expect(trainingMemory({ ...full, sharding: "zero3" }).steps).toEqual([
    "7 billion parameters x (18 / 8) bytes = 14.7 GiB per GPU",
    "plus 4 bytes for each parameter of the largest layer",
    "activations are extra",
  ]);
  expect(trainingMemory({ ...full, gpus: 1, sharding: "zero2" }).gib.likely).toBeCloseTo(117.3, 1);
});

it("adapters leave the weights frozen, which only ZeRO-3 divides", () => {
  const lora = { params: 70, method: "lora", gpus: 4 } as const;
  expect(trainingMemory({ ...lora, sharding: "zero2" }).gib.likely).toBeCloseTo(130.4, 1);
  expect(trainingMemory({ ...lora, sharding: "zero3" }).gib.likely).toBeCloseTo(32.6, 1);
  expect(trainingMemory({ ...lora, method: "qlora", sharding: "none" })).toEqual({
    gib: { least: expect.closeTo(32.6, 1), likely: expect.closeTo(45.6, 1) },
    steps: [
      "70 billion parameters x 0.7 bytes = 45.6 GiB per GPU",
      "plus the adapters with their gradients and optimizer state",
      "activations are extra",
    ],
  });
});
