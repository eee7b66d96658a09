import { describe, expect, it, test } from "vitest";
import { addQuantities, roundedUp } from "../../../src/k8s/quantity.ts";
import { larger, readAmounts, sum } from "../../../src/k8s/scheduling/amounts.ts";
import { isExtendedResource, isPodLevelResource } from "../../../src/k8s/scheduling/resource-names.ts";
import { problemsOf, quantities, quantity, shown, yamlNode } from "./build.ts";

function amountsIn(text: string): string {
  const { amounts, problems } = readAmounts(yamlNode(text), ["limits"]);
  if (problems.length > 0) return problemsOf({ ok: false, problems }).join("; ");
  return Object.values(shown(amounts)).join(" ");
}

describe("an amount is read as kubectl and the API server read it", () => {
  it.each([
    ["a whole number", "{cpu: 2}", "2"],
    ["text", '{cpu: "2"}', "2"],
    ["thousandths", "{cpu: 500m}", "1/2"],
    ["a fraction", "{cpu: 0.5}", "1/2"],
    ["a fraction without zero", "{cpu: .5}", "1/2"],
    ["a binary suffix", "{memory: 1Ki}", "1024"],
    ["a decimal suffix", "{memory: 1k}", "1000"],
    ["an exponent", "{memory: 1e3}", "1000"],
    ["blanks around it, in quotes", '{memory: " 5 "}', "5"],
    ["leading zeros are octal to kubectl", "{cpu: 010}", "8"],
    ["in quotes they are decimal", '{cpu: "010"}', "10"],
    ["hexadecimal is a number to kubectl", "{cpu: 0x10}", "16"],
    ["in quotes it is none", '{cpu: "0x10"}', "unreadable limits.cpu 0x10"],
    ["underscores are nothing to kubectl", "{memory: 1_000}", "1000"],
    ["null is zero", "{cpu: null}", "0"],
    ["no value is zero", "{cpu: }", "0"],
    ["below a thousandth is rounded up", "{cpu: 100u}", "1/1000"],
    ["just above a thousandth is rounded up", "{cpu: 1100u}", "1/500"],
    ["past 2^53 exact", '{memory: "9007199254740993"}', "9007199254740993"],
    ["empty text is none", '{cpu: ""}', "unreadable limits.cpu "],
    ["a word is none", "{cpu: lots}", "unreadable limits.cpu lots"],
    ["a wrong suffix is none", "{memory: 1GB}", "unreadable limits.memory 1GB"],
    ["true is none", "{cpu: true}", "unreadable limits.cpu true"],
    ["a list is none", "{cpu: [1]}", "unreadable limits.cpu "],
    ["a number that is none", "{cpu: .nan}", "unreadable limits.cpu .nan"],
    ["negative", "{cpu: -1}", "negative limits.cpu -1"],
    ["half a GPU", "{nvidia.com/gpu: 0.5}", 'fraction limits["nvidia.com/gpu"] 0.5'],
    ["half a GPU in thousandths", "{nvidia.com/gpu: 500m}", 'fraction limits["nvidia.com/gpu"] 500m'],
    ["a whole GPU in thousandths", "{nvidia.com/gpu: 1000m}", "1"],
    ["a whole GPU with a point", "{nvidia.com/gpu: 1.0}", "1"],
    ["every problem", "{cpu: a, memory: -1}", "unreadable limits.cpu a; negative limits.memory -1"],
    ["an alias", "{cpu: &c 3, memory: *c}", "3 3"],
    ["a merge key", "{<<: {cpu: 3}, memory: 4}", "3 4"],
  ])("%s", (_name, text, expected) => {
    expect(amountsIn(text)).toBe(expected);
  });
});

test("amounts are added and compared resource by resource", () => {
  const a = quantities({ cpu: "500m", memory: "10" });
  const b = quantities({ cpu: "1", "nvidia.com/gpu": "2" });
  expect(shown(sum(a, b))).toEqual({ cpu: "3/2", memory: "10", "nvidia.com/gpu": "2" });
  expect(shown(larger(a, b))).toEqual({ cpu: "1", memory: "10", "nvidia.com/gpu": "2" });
  expect(shown(larger(b, a))).toEqual({ cpu: "1", memory: "10", "nvidia.com/gpu": "2" });
});

describe("quantities", () => {
  it.each([
    ["0.1", "0.2", "3/10"],
    ["1Gi", "1G", "2073741824"],
    ["1500m", "500m", "2"],
    ["1n", "1n", "1/500000000"],
    ["-1", "1", "0"],
  ])("%s and %s are %s", (a, b, total) => {
    expect(shown(new Map([["q", addQuantities(quantity(a), quantity(b))]])).q).toBe(total);
  });

  it.each([
    ["1", 1n, "1"],
    ["1.2", 1n, "2"],
    ["1.2", 1000n, "6/5"],
    ["1n", 1000n, "1/1000"],
    ["0", 1n, "0"],
    ["-1.5", 1n, "-1"],
  ])("%s in parts of 1/%d is %s", (text, parts, expected) => {
    expect(shown(new Map([["q", roundedUp(quantity(text), parts)]])).q).toBe(expected);
  });
});

describe("an extended resource", () => {
  it.each([
    ["nvidia.com/gpu", true],
    ["amd.com/gpu", true],
    ["google.com/tpu", true],
    ["nvidia.com/mig-1g.5gb", true],
    ["cpu", false],
    ["gpu", false],
    ["hugepages-2Mi", false],
    ["kubernetes.io/gpu", false],
    ["alpha.kubernetes.io/nvidia-gpu", false],
    ["requests.nvidia.com/gpu", false],
    ["nvidia.com/gpu/0", false],
    ["NVIDIA.com/gpu", false],
    ["nvidia.com/", false],
    [`${"a.".repeat(121)}ab/gpu`, true],
    [`${"a.".repeat(122)}ab/gpu`, false],
  ])("%s: %s", (name, expected) => {
    expect(isExtendedResource(name)).toBe(expected);
  });
});

describe("a resource of spec.resources", () => {
  it.each([
    ["cpu", true],
    ["memory", true],
    ["hugepages-2Mi", true],
    ["ephemeral-storage", false],
    ["nvidia.com/gpu", false],
  ])("%s: %s", (name, expected) => {
    expect(isPodLevelResource(name)).toBe(expected);
  });
});
