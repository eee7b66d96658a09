import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { locationOf } from "../../../src/config/file/locate-problem.ts";
import { checkConfigs, parseConfig, readConfig } from "../../../src/config/file/read-config.ts";
import { CONFIG_SCHEMA } from "../../../src/config/form/config-schema.ts";
import type { Config } from "../../../src/config/types.ts";
import type { Diagnostic } from "../../../src/kernel/diagnostic.ts";
import type { FieldPath } from "../../../src/yaml/tree.ts";
import { near } from "../../schema/near.ts";
import { growthOf, PROPORTION } from "../../work.ts";

async function configOf(text: string): Promise<Config> {
  const result = await readConfig("gpuify.yaml", text);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  const [first] = result.configs;
  if (first === undefined) throw new Error("no config");
  return first.config;
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const { diagnostics } = await readConfig("gpuify.yaml", text);
  return diagnostics.map(({ location, message }) => `${location?.line}:${location?.column} ${message}`);
}

describe("values", () => {
  test("a version is the text that is written, not the number it makes", async () => {
    expect((await configOf("kubernetesVersion: 1.30\n")).kubernetesVersion).toBe("1.30");
    expect((await configOf("kubernetesVersion: '1.30'\n")).kubernetesVersion).toBe("1.30");
  });

  test("amounts may be numbers, as in Kubernetes", async () => {
    const { defaults, rules } = await configOf(
      "defaults: { cpu: 2, memory: 2e9 }\nrules: [{ match: { kind: Job }, profile: bursty, cpu: 1.50 }]\n",
    );
    expect(defaults).toEqual({ cpu: "2", memory: "2e9" });
    expect(rules?.[0]?.cpu).toBe("1.50");
  });

  test("off is a word and not false, as in YAML 1.2", async () => {
    expect((await configOf("lint: { rules: { a: off } }\n")).lint).toEqual({ rules: { a: "off" } });
  });

  test("a toleration compares for equality unless it says how", async () => {
    const { defaults } = await configOf(
      "defaults: { tolerations: [{ key: a, value: b }, { key: c, operator: Exists }] }\n",
    );
    expect(defaults?.tolerations).toEqual([
      { key: "a", value: "b", operator: "Equal" },
      { key: "c", operator: "Exists" },
    ]);
  });

  test("sections that wait for their first entry are not there", async () => {
    expect(Object.keys(await configOf("rules:\nprofiles: ~\nlint:\nplatform: gke\n"))).toEqual(["platform"]);
    expect(await configOf("")).toEqual({});
  });

  test("what is merged in counts, and what stands beside it counts more", async () => {
    const { profiles } = await configOf(
      "defaults: &d { shm: 1Gi, spot: true }\nprofiles:\n  a:\n    <<: *d\n    extends: training\n    shm: 2Gi\n",
    );
    expect(profiles?.a).toEqual({ shm: "2Gi", spot: true, extends: "training" });
  });

  test("keys named like what objects inherit are keys", async () => {
    const { profiles } = await configOf("profiles: { constructor: { extends: bursty } }\n");
    expect(Object.keys(profiles ?? {})).toEqual(["constructor"]);
    expect((profiles as Record<string, unknown>).toString).toBe(undefined);
    expect(await problemsOf("rules: [{ match: { kind: Job }, profile: toString }]\n")).toEqual([
      "1:42 unknown profile `toString`",
    ]);
  });
});

describe("places", () => {
  test("a field is found by its path, its key too, and the nearest parent of what is not written", async () => {
    const result = await readConfig(
      "ops/gpuify.yaml",
      "platform: gke\nrules:\n  - profile: none\n    match: { kind: Job }\n",
    );
    if (!result.ok) throw new Error("wrong");
    const [config] = result.configs;
    if (config === undefined) throw new Error("nothing");
    const locate = (path: FieldPath, part?: "key") => locationOf(config, path, part);
    expect(locate(["platform"])).toMatchObject({
      file: "ops/gpuify.yaml",
      line: 1,
      column: 11,
      path: "platform",
    });
    expect(locate(["platform"], "key")).toMatchObject({ line: 1, column: 1 });
    expect(locate(["rules", 0])).toMatchObject({ line: 3, column: 5, path: "rules[0]" });
    expect(locate(["rules", 0, "match", "kind"])).toMatchObject({ line: 4, column: 20 });
    expect(locate(["rules", 0, "gpu", "count"])).toMatchObject({ line: 3, column: 5 });
    expect(locate(["lint"])).toMatchObject({ line: 1, column: 1 });
  });

  test("problems come in the order of the text, with Windows line ends and a byte order mark too", async () => {
    expect(await problemsOf("\ufeffplatform: gek\r\ndefaults:\r\n  spot: 1\r\n  shm: 3\r\n")).toEqual([
      "1:11 unknown platform `gek`, did you mean `gke`?",
      "3:9 `defaults.spot` must be true or false, not the number 1",
      "4:8 `defaults.shm` is 3 bytes: `3`",
    ]);
  });
});

describe("a config that builds on others", () => {
  const base =
    "profiles: { llm: { extends: continuous } }\nplatforms: { metal: { extends: generic, models: { h100: { labels: { a: b } } } } }\n";

  async function chain(...texts: readonly string[]): Promise<readonly string[]> {
    const files = await Promise.all(texts.map((text, index) => parseConfig(`${index}.yaml`, text)));
    const { diagnostics } = await checkConfigs(files);
    return diagnostics.map(({ location, message }) => `${location?.file} ${message}`);
  }

  test("uses the names of its bases, but they do not use its own", async () => {
    const near =
      "extends: ../1.yaml\nplatform: metal\nprofiles: { big: { extends: llm } }\nrules: [{ match: { kind: Job }, profile: big }]\n";
    expect(await chain(near, base)).toEqual([]);
    expect(await chain(near)).toEqual(["0.yaml unknown platform `metal`", "0.yaml unknown profile `llm`"]);
    expect(await chain(base, near)).toEqual([
      "1.yaml unknown platform `metal`",
      "1.yaml unknown profile `llm`",
    ]);
  });

  test("can make a cycle over files", async () => {
    expect(
      await chain(
        "profiles: { llm: { extends: b } }\n",
        "profiles: { b: { extends: llm }, llm: { extends: bursty } }\n",
      ),
    ).toEqual(["0.yaml the profile `llm` extends itself: llm → b → llm"]);
  });

  test("is not blamed for the names of a base that cannot be read", async () => {
    expect(await chain("rules: [{ match: { kind: Job }, profile: llm, spot: 1 }]\n", "a: [\n")).toEqual([
      "0.yaml `rules[0].spot` must be true or false, not the number 1",
      expect.stringContaining("1.yaml this is not valid YAML"),
    ]);
  });

  test("says which file it names", async () => {
    expect((await parseConfig("a", "extends: ../b.yaml\n")).extends).toBe("../b.yaml");
    expect((await parseConfig("a", "platform: gke\n")).extends).toBe(null);
    expect((await parseConfig("a", "extends: https://acme.example/b.yaml\n")).extends).toBe(null);
  });
});

/** Messages must be ours: no words of the checker, a place inside the text, something to read. */
function expectOurs(diagnostics: readonly Diagnostic[], text: string): void {
  for (const { message, advice, location } of diagnostics) {
    // What stands in backticks is the user's.
    const words = message.replace(/`.*`/s, "");
    expect(words).not.toMatch(/must NOT|instancePath|#\/|additional propert|undefined|\[object|NaN/);
    expect(advice ?? "").not.toMatch(/undefined|\[object|NaN/);
    expect(message.length).toBeGreaterThan(5);
    expect(location?.span?.start).toBeGreaterThanOrEqual(0);
    expect(location?.span?.end).toBeLessThanOrEqual(text.length);
    expect(location?.line).toBeGreaterThanOrEqual(1);
  }
}

describe("whatever is written", () => {
  test("any JSON is judged without an exception, and wrong ones get messages with places", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const text = stringify(value);
        const result = await readConfig("gpuify.yaml", text);
        expectOurs(result.diagnostics, text);
      }),
      { numRuns: 300 },
    );
  });

  test("values that resemble configs are judged likewise, and what passes has the form of the type", async () => {
    await fc.assert(
      fc.asyncProperty(near(CONFIG_SCHEMA), async (value) => {
        const text = stringify(value);
        const result = await readConfig("gpuify.yaml", text);
        expectOurs(result.diagnostics, text);
        expect(result.ok).toBe(result.diagnostics.every(({ severity }) => severity !== "error"));
      }),
      { numRuns: 500 },
    );
  });

  test("any text is judged without an exception", async () => {
    const piece = fc.constantFrom(
      "rules:",
      "\n",
      "  ",
      "- ",
      "match: ",
      "{",
      "}",
      "[",
      "]",
      "&a ",
      "*a",
      "<<: ",
      "!!str ",
      "? ",
      ": ",
      "'",
      '"',
      "#",
      "|\n",
      "---\n",
      "...\n",
      "\t",
      "kind: Job",
      "profile: x",
      ",",
      "{{",
      "%",
      "@",
      "\u0000",
      "\r",
      "\ufeff",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const text = pieces.join("");
        expectOurs((await readConfig("gpuify.yaml", text)).diagnostics, text);
      }),
      { numRuns: 1500 },
    );
  });

  test.each<[string, (index: number) => string]>([
    ["deep", (i) => `${"[".repeat(90)}${i === 0 ? "x" : `*k${i - 1}`}${"]".repeat(90)}`],
    ["many", (i) => (i === 0 ? "{a: x}" : `{a: *k${i - 1}, b: *k${i - 1}}`)],
    ["many merged", (i) => (i === 0 ? "{a: b}" : `{<<: [*k${i - 1}, *k${i - 1}]}`)],
  ])("aliases that stand for very %s values are refused and not followed", async (_, value) => {
    const reading = (count: number) => {
      const lines = Array.from({ length: count }, (_, i) => `k${i}: &k${i} ${value(i)}\n`);
      return () => readConfig("gpuify.yaml", lines.join(""));
    };
    expect((await reading(60)()).ok).toBe(false);
    expect(await growthOf(30, reading)).toBeLessThan(PROPORTION);
  });

  test.each<[string, (count: number) => string]>([
    ["labels", (n) => `defaults: { labels: { ${"a".repeat(n)}!: ${"a".repeat(n)}! } }\n`],
    ["prefixes", (n) => `defaults: { labels: { ${"a.".repeat(n)}/x: b } }\n`],
    ["globs", (n) => `rules: [{ match: { name: "${"*(".repeat(n)}" }, profile: ${"a".repeat(n)} }]\n`],
    ["braces", (n) => `rules: [{ match: { name: "${"{".repeat(n)}${"}".repeat(n)}" }, profile: none }]\n`],
    ["numbers", (n) => `kubernetesVersion: "${"1".repeat(n)}"\ndefaults: { cpu: "${"0".repeat(n)}x" }\n`],
    ["amounts", (n) => `defaults: { shm: "${"1".repeat(n)}x" }\n`],
    ["rules", (n) => `rules: [${"{match: {name: x}, profile: none},".repeat(n / 10)}]\n`],
    ["brackets", (n) => "{".repeat(n)],
    ["list items", (n) => `exclude: [${"1,".repeat(n)}]\n`],
  ])("long hostile %s are judged with work that grows with them, in short words", async (_, write) => {
    const reading = (count: number) => () => readConfig("gpuify.yaml", write(count));
    // Backtracking cannot be counted: with a square a text as long as this would run into the timeout.
    const { diagnostics } = await reading(60_000)();
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(500);
    expect(await growthOf(1000, reading)).toBeLessThan(PROPORTION);
  });

  test("no glob is longer than what compiles", async () => {
    expect.hasAssertions();
    const long = "a".repeat(600);
    for (const key of ["name", "namespace", "path"])
      for (const value of [long, `[x, ${long}]`])
        expect(await problemsOf(`rules: [{ match: { ${key}: ${value} }, profile: none }]\n`)).toContainEqual(
          expect.stringContaining("has more than 500 letters"),
        );
    for (const text of [
      `exclude: [${long}]`,
      `rules: [{ match: { labels: { a: ${long} } }, profile: none }]`,
    ])
      expect(await problemsOf(text)).toEqual([expect.stringContaining("has more than 500 letters")]);
  });

  test("a text that is too large is refused unread", async () => {
    expect(await problemsOf(`# ${"x".repeat(300 * 1024)}\n`)).toEqual([
      "1:1 the config has 301 KiB; gpuify reads up to 256 KiB",
    ]);
  });
});
