import { expect, test } from "vitest";
import { splitGlob } from "../../../src/kernel/glob/split-glob.ts";

test.each([
  ["k8s/*.yaml", "k8s", "*.yaml"],
  ["./*.yaml", ".", "*.yaml"],
  ["*.yaml", ".", "*.yaml"],
  ["/*.yaml", "/", "*.yaml"],
  ["/a/b/**/c?.yaml", "/a/b", "**/c?.yaml"],
  ["../a/{b/c,d}/e.yaml", "../a", "{b/c,d}/e.yaml"],
  ["a\\[1]/\\*/[ab]\\*", "a[1]/*", "[ab]\\*"],
  ["a{b}/*", "a{b}", "*"],
  ["a//b*", "a/", "b*"],
])("%s begins with the folder %s, and below it is %s", (glob, folder, below) => {
  expect(splitGlob(glob)).toEqual({ folder, below });
});

test.each([["a.yaml"], ["a\\*b"], ["a[b.yaml"], ["a{b}.yaml"], ["a (1).yaml"], ["{a"], ["./a/b"]])(
  "%s has no wildcard",
  (path) => {
    expect(splitGlob(path)).toBe(null);
  },
);
