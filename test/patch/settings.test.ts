import { describe, expect, it } from "vitest";
import { builtInBase, PROFILES } from "../../src/profile/built-in.ts";
import { isExplicit } from "../../src/profile/origin.ts";
import { settings } from "./decide.ts";

describe("settings from flags", () => {
  it("leave out what nobody said, and fill in what must be there", () => {
    const bare = settings("continuous");
    expect(bare.gpus).toBeUndefined();
    expect(bare).not.toHaveProperty("model");
    expect(bare.platform).toEqual({ value: "generic", origin: { kind: "default" } });
    expect(bare.burst.value).toBe(4);
    expect(bare.autoscale.value).toBe(true);
  });

  it("remember the flag that a value comes from, also a value of zero or false", () => {
    const given = settings("bursty", { gpus: 0, noAutoscale: true, platform: "generic" });
    expect(given.gpus).toEqual({ value: 0, origin: { kind: "flag", name: "--gpus" } });
    expect(given.autoscale).toEqual({ value: false, origin: { kind: "flag", name: "--no-autoscale" } });
    expect(isExplicit(given.platform)).toBe(true);
  });

  it("only what somebody said beats the manifest", () => {
    const from = (origin: Parameters<typeof isExplicit>[0]) => isExplicit(origin);
    expect(from({ value: 1, origin: { kind: "annotation", key: "gpuify.dev/gpus" } })).toBe(true);
    expect(from({ value: 1, origin: { kind: "config", rule: "rules[0]" } })).toBe(true);
    expect(from({ value: 1, origin: { kind: "profile", name: "training" } })).toBe(false);
    expect(from({ value: 1, origin: { kind: "default" } })).toBe(false);
    expect(from(undefined)).toBe(false);
  });
});

describe("built-in profiles", () => {
  it("are three, each with what it is for and its flags", () => {
    expect(PROFILES.map(({ name }) => name)).toEqual(["continuous", "bursty", "training"]);
    for (const { looksLike, flags } of PROFILES) {
      expect(looksLike).not.toBe("");
      expect(flags).toContain("platform");
      expect(new Set(flags).size).toBe(flags.length);
    }
  });

  it("stand for themselves; auto and what a config may have stand on nothing yet", () => {
    expect(["training", "none", "auto", "mine"].map(builtInBase)).toEqual(["training", "none", null, null]);
  });
});
