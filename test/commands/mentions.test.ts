import { describe, expect, it } from "vitest";
import { namesModel, namesProfile } from "../../src/commands/prepare.ts";

const file = (text: string) => ({
  name: "x",
  bytes: new TextEncoder().encode(text),
  named: true,
  path: null,
  relative: "x",
});
const model = (text: string) => namesModel({ files: [file(text)], folders: [], unreadable: [] });

describe("a look for annotations before anything is parsed", () => {
  it.each([
    "gpuify.dev/gpu: l4",
    '"gpuify.dev/gpu": "l4"',
    "'gpuify.dev/gpu' : l4",
    '{"gpuify.dev/gpu":"l4"}',
    '{"gpuify.dev\\/gpu":"l4"}',
    "? gpuify.dev/gpu\n: l4",
    "g gp gpuify.dev gpuify.dev/gpu: l4",
  ])("finds a model however the key is written: %j", (text) => {
    expect(model(text)).toBe(true);
  });

  it.each([
    "",
    "g",
    "gpuify.dev",
    "gpuify.dev/restore: x",
    "gpuify.dev/profile: training",
    "nvidia.com/gpu: 1",
  ])("and none in %j", (text) => {
    expect(model(text)).toBe(false);
  });

  it("finds a profile", () => {
    expect(namesProfile(file('{"gpuify.dev/profile": "training"}'))).toBe(true);
    expect(namesProfile(file('{"gpuify.dev\\/profile":"training"}'))).toBe(true);
    expect(namesProfile(file("gpuify.dev/gpu: l4"))).toBe(false);
  });
});
