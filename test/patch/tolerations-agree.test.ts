import { describe, expect, test } from "vitest";
import { gpuNodeTolerations } from "../../src/gpu/catalog/node-tolerations.ts";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import type { PlatformRow } from "../../src/gpu/rows.ts";
import type { KnownTaint, Vendor } from "../../src/gpu/types.ts";
import { lint } from "../lint/kit.ts";
import { decide } from "./decide.ts";
import { deployment } from "./manifests.ts";

const whole = loadWholeCatalog();

/** Models where a platform wants one. */
const MODELS: Readonly<Partial<Record<Vendor, string>>> = { nvidia: "l4", google: "tpu-v5e" };

const offered = whole.platforms.flatMap((platform) =>
  Object.entries(platform.resources).map(([vendor, resource]) => ({
    platform,
    vendor: vendor as Vendor,
    resource,
    title: `${platform.name} with ${resource}`,
  })),
);

/** Ways to tolerate a taint, and whether it is tolerated: by the scheduler's rules, and those for what is not known. */
const WAYS: readonly (readonly [
  string,
  (taint: KnownTaint) => string | null,
  (taint: KnownTaint) => boolean,
])[] = [
  ["no toleration", () => null, () => false],
  ["Exists", ({ key, effect }) => `{key: ${key}, operator: Exists${ofEffect(effect)}}`, () => true],
  [
    "Equal with the value",
    ({ key, value, effect }) => `{key: ${key}, operator: Equal, value: "${value ?? "x"}"${ofEffect(effect)}}`,
    ({ value }) => value !== null,
  ],
  [
    "Equal with another value",
    ({ key, effect }) => `{key: ${key}, operator: Equal, value: another${ofEffect(effect)}}`,
    () => false,
  ],
  [
    "Equal without a value",
    ({ key, effect }) => `{key: ${key}, operator: Equal${ofEffect(effect)}}`,
    ({ value }) => value === "",
  ],
  ["a value alone", ({ key }) => `{key: ${key}, value: another}`, () => false],
  ["no effect", ({ key }) => `{key: ${key}, operator: Exists}`, () => true],
  ["another effect", ({ key }) => `{key: ${key}, operator: Exists, effect: NoExecute}`, () => false],
  ["every key", () => "{operator: Exists}", () => true],
  ["every key of the effect", ({ effect }) => `{operator: Exists${ofEffect(effect)}}`, () => true],
  ["another key", () => "{key: node.kubernetes.io/not-ready, operator: Exists}", () => false],
];

function ofEffect(effect: string | null): string {
  return effect === null ? "" : `, effect: ${effect}`;
}

describe.each(offered)("$title", ({ platform, vendor, resource }) => {
  const needed = gpuNodeTolerations(platform, { vendor, resource, asksBy: [resource] });
  const known = needed.flatMap(({ taints }) => taints);
  const taints =
    known.length > 0 ? known : [{ key: resource, value: null, effect: null, by: "custom" } as const];

  test.each(WAYS)("%s: patch writes what lint misses, and nothing else", (_, write, isTolerated) => {
    expect.hasAssertions();
    for (const taint of taints) {
      const written = write(taint);
      const manifest = deployment({
        container: `resources: {limits: {${resource}: 4}}`,
        ...(written !== null && { pod: `tolerations:\n- ${written}` }),
      });
      const added = keysAdded(manifest, platform, vendor);
      const missed = keysMissed(manifest, platform.name);
      // What an admission plugin adds is written for clusters that lack it, but nobody is told that it is missing.
      const injected = needed.filter(({ addedByPlatform }) => addedByPlatform).map(({ value }) => value.key);
      expect(added.filter((key) => !injected.includes(key))).toEqual(
        missed.filter((key) => !injected.includes(key)),
      );
      if (needed.length > 0 && !injected.includes(taint.key))
        expect(added.includes(taint.key)).toBe(!isTolerated(taint));
    }
  });

  test("what patch leaves misses nothing", () => {
    const manifest = deployment({ container: `resources: {limits: {${resource}: 4}}` });
    const { text } = decide(manifest, "continuous", flagsFor(platform, vendor));
    expect(keysMissed(text, platform.name)).toEqual([]);
  });
});

test.each([
  ["GPU", "warning"],
  ["gpu-large", "info"],
])("a value that is not that of the guides is found as such: %s", (value, severity) => {
  const pod = `tolerations:\n- {key: sku, operator: Equal, value: ${value}, effect: NoSchedule}`;
  const manifest = deployment({ container: "resources: {limits: {nvidia.com/gpu: 1}}", pod });
  const only = ["gpu-toleration-missing", "gpu-toleration-misspelt"];
  const { findings } = lint({ "a.yaml": manifest }, { platform: "aks", only });
  expect(findings.map((one) => [one.rule.id, one.severity])).toEqual([["gpu-toleration-misspelt", severity]]);
});

test("all platforms are tried", () => {
  expect(offered.length).toBeGreaterThan(20);
});

function flagsFor({ name, modelRequired }: PlatformRow, vendor: Vendor) {
  const model = modelRequired[vendor] === undefined ? undefined : MODELS[vendor];
  return { platform: name, ...(model !== undefined && { gpu: model }) };
}

function keysAdded(manifest: string, platform: PlatformRow, vendor: Vendor): readonly string[] {
  const { decision, codes } = decide(manifest, "continuous", flagsFor(platform, vendor));
  expect(codes).not.toContain("model-needed");
  return decision.operations
    .flatMap((operation) => {
      if (operation.op !== "append" || operation.path.at(-1) !== "tolerations") return [];
      return [(operation.value as { readonly key: string }).key];
    })
    .sort();
}

/** Keys of the taints that lint finds not tolerated, or tolerated with the wrong value. */
function keysMissed(manifest: string, platform: string): readonly string[] {
  const only = ["gpu-toleration-missing", "gpu-toleration-misspelt"];
  const { findings } = lint({ "a.yaml": manifest }, { platform, only });
  return findings
    .filter(({ rule }) => only.includes(rule.id))
    .flatMap(({ message }) => [
      ...(/the taint (.+) that GPU nodes/.exec(message)?.[1]?.split(" and ") ?? []),
      ...(/the toleration is for (\S+),/.exec(message)?.slice(1) ?? []),
    ])
    .map((taint) => taint.replace(/[=:].*$/, ""))
    .sort();
}
