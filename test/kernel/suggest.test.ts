import { describe, expect, it } from "vitest";
import { nearest } from "../../src/kernel/suggest.ts";

describe("the nearest word", () => {
  it.each([
    ["gek", ["aks", "gke"], "gke"],
    ["h10", ["h20x", "h100"], "h100"],
    ["contineous", ["bursty", "continuous"], "continuous"],
    ["paln", ["plan"], "plan"],
    ["xx", ["a2", "l4"], undefined],
    ["foo", ["po", "job"], undefined],
    ["kustomize", ["yaml", "json"], undefined],
  ])("to %s of %j is %s", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});
