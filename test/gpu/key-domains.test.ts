import { describe, expect, test } from "vitest";
import { PLATFORM_NAMES } from "../../src/gpu/files/files.ts";
import {
  platformsHintedBy,
  platformsOfDomain,
  platformsOfGroupDomain,
} from "../../src/gpu/labels/key-domains.ts";
import { keyDomains } from "../../src/gpu/tables/domains.ts";

describe("a key's domain", () => {
  test.each([
    ["cloud.google.com/gke-nodepool", ["gke", "gke-autopilot"]],
    ["networking.gke.io/interfaces", ["gke", "gke-autopilot"]],
    ["autopilot.gke.io/resource-adjustment", ["gke-autopilot"]],
    ["eks.amazonaws.com/nodegroup", ["eks"]],
    ["eks.amazonaws.com/nodegroup-image", ["eks", "eks-karpenter", "eks-auto-mode"]],
    ["node.coreweave.cloud/class", ["coreweave"]],
    ["karpenter.sh/do-not-disrupt", null],
    ["notgke.io/pool", null],
    ["gke.io", null],
    ["openshift.io/generated-by", null],
  ])("%s tells %j", (key, platforms) => {
    expect(platformsOfDomain(key)).toEqual(platforms);
  });

  test("hints where others write it too", () => {
    expect(platformsHintedBy("karpenter.sh/nodepool")).toEqual(["eks-karpenter", "eks-auto-mode", "aks-nap"]);
    expect(platformsHintedBy("example.com/pool")).toBeNull();
  });

  test("tells groups of the API too", () => {
    expect(platformsOfGroupDomain("karpenter.azure.com")).toEqual(["aks-nap"]);
    expect(platformsOfGroupDomain("karpenter.sh")).toBeNull();
  });
});

test("domains are of known platforms, and stand once", () => {
  const known = PLATFORM_NAMES;
  expect(
    keyDomains()
      .flatMap(({ platforms }) => platforms)
      .filter((name) => !known.includes(name)),
  ).toEqual([]);
  expect(new Set(keyDomains().map(({ name }) => name)).size).toBe(keyDomains().length);
});
