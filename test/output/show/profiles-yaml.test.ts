import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { readConfig } from "../../../src/config/file/read-config.ts";
import { PROFILES } from "../../../src/profile/built-in.ts";
import { ask, type Configs } from "./ask.ts";

const NAMED = { kind: "named", file: "gpuify.yaml" } as const;

async function yaml(name: string | null, configs: Configs): Promise<string> {
  const { code, stdout, stderr } = await ask({ topic: "profiles", name, format: "yaml" }, configs);
  expect({ code, stderr: stderr.replace(/^.*warning.*(\n .*)*\n/gm, "") }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** What a profile comes to, without where it comes from. */
async function resolved(name: string, configs: Configs): Promise<unknown> {
  const { stdout } = await ask({ topic: "profiles", name, format: "json", config: NAMED }, configs);
  const { base, values, unset } = JSON.parse(stdout);
  const plain = values.map(
    ({ key, value, origin }: { key: string; value: unknown; origin: { kind: string } }) => ({
      key,
      value,
      kind: origin.kind,
    }),
  );
  return { base, values: plain, unset };
}

/** The config with this text in place of its profile of that name. */
function pasted(config: string, name: string, text: string): string {
  const { profiles } = parse(text);
  const whole = parse(config, { merge: true });
  // A number in this reader's eyes, which has no 1.30.
  const [, version] = /^kubernetesVersion: (\S+)/m.exec(config) ?? [];
  if (version !== undefined) whole.kubernetesVersion = version;
  return stringify({ ...whole, profiles: { ...whole.profiles, [name]: profiles[name] } });
}

async function expectRoundTrip(config: string, name: string, rest: Configs = {}): Promise<void> {
  const text = await yaml(name, { ...rest, "gpuify.yaml": config });
  const alone = parse(text);
  expect(Object.keys(alone)).toEqual(["profiles"]);
  const base: string = alone.profiles[name].extends;
  expect(PROFILES.map((profile) => profile.name)).toContain(base);
  const before = await resolved(name, { ...rest, "gpuify.yaml": config });
  const after = await resolved(name, { ...rest, "gpuify.yaml": pasted(config, name, text) });
  expect(after).toEqual(before);
  const { diagnostics } = await readConfig(
    "gpuify.yaml",
    text.replaceAll("platform: our-metal", "platform: gke"),
  );
  expect(diagnostics.filter(({ code }) => code !== "unknown-model")).toEqual([]);
}

/** The text with what its comments offer taken up. */
function takenUp(text: string): string {
  return text.replace(/^( +)# /gm, "$1");
}

describe("a profile of the config as text for a config", () => {
  it("says all that its chain says, each value with its origin, and leaves gaps to the defaults", async () => {
    const text = await yaml("serving", {
      "gpuify.yaml": `platform: gke
defaults: { gpu: { vendor: nvidia, count: 2 }, labels: { org: acme }, shm: 8Gi }
profiles:
  base: { extends: continuous, spot: true, labels: { team: "1" } }
  middle: { extends: base, gpu: { count: 8 } }
  serving:
    extends: middle
    tolerations:
      - { key: acme.io/pool, effect: NoSchedule }
`,
    });
    expect(text).toBe(`# As resolved. Values in comments only fill gaps where a manifest is silent;
# said by a profile they would beat the manifest.
profiles:
  serving:
    extends: continuous # by way of middle and base
    gpu:
      count: 8 # from middle (gpuify.yaml:5)
      # vendor: nvidia # from the config's defaults (gpuify.yaml:2)
    # platform: gke # from the config's defaults (gpuify.yaml:1)
    spot: true # from base (gpuify.yaml:4)
    # shm: 8Gi # from the config's defaults (gpuify.yaml:2)
    tolerations:
      - key: acme.io/pool # from serving (gpuify.yaml:9)
        effect: NoSchedule
        operator: Equal
    labels:
      team: "1" # from base (gpuify.yaml:4)
      # org: acme # from the config's defaults (gpuify.yaml:2)
`);
  });

  const folder = join(import.meta.dirname, "../../../fixtures/config/right");
  const fixtures = readdirSync(folder).flatMap((file) => {
    const config = readFileSync(join(folder, file), "utf8").replace(/^\ufeff/, "");
    const names = Object.keys(parse(config, { merge: true })?.profiles ?? {});
    return names.map((name) => [file, name, config] as const);
  });

  it.each(fixtures)("means the same when it is pasted: %s, %s", async (_, name, config) => {
    await expectRoundTrip(config, name, { "../gpuify.yaml": "" });
  });

  it("means the same where a chain comes to what one profile may not say", async () => {
    const config = `profiles:
  wide: { extends: bursty, maxReplicas: 9, burst: 2, releaseReplicas: true, autoscale: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } }
  still: { extends: wide, autoscale: false }
  more: { extends: wide, replicas: 10 }
  again: { extends: still, autoscale: true }
`;
    for (const name of ["wide", "still", "again"]) await expectRoundTrip(config, name);
    expect(await yaml("still", { "gpuify.yaml": config })).toContain(
      "    # maxReplicas: 9 # from wide (gpuify.yaml:2), without effect: it shapes the autoscaler",
    );
    // That one is a mistake which the check of configs sees only within one profile: it is told.
    expect(await yaml("more", { "gpuify.yaml": config })).toContain(
      "    # maxReplicas: 9 # from wide (gpuify.yaml:2), without effect: it is under replicas",
    );
  });

  it("means the same whatever its texts are made of", async () => {
    const words = fc.oneof(
      fc
        .string({ unit: "binary", maxLength: 12 })
        .filter((text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)),
      fc.constantFrom(
        "yes",
        "1",
        "0x1",
        "null",
        "# x",
        "a: b",
        "'",
        '"',
        "\u202e",
        "\u0085",
        "-",
        "a\nb",
        "{}",
        "~",
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 1, maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom("on", "a.b/c", "1", "null", "x-y"),
          fc.constantFrom("", "1", "true", "a"),
        ),
        async (values, labels) => {
          const env = values.map((value, index) => ({ name: `V${index}`, value }));
          const config = JSON.stringify({ profiles: { p: { extends: "training", env, labels } } });
          const { ok } = await readConfig("gpuify.yaml", config);
          fc.pre(ok);
          await expectRoundTrip(config, "p");
          const shown = await yaml("p", { "gpuify.yaml": config });
          expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is there for all of them at once", async () => {
    const config = "profiles: { a: { extends: bursty, cpu: 2 }, b: { extends: a, memory: 1Gi } }\n";
    expect(parse(await yaml(null, { "gpuify.yaml": config }))).toEqual({
      profiles: { a: { extends: "bursty", cpu: "2" }, b: { extends: "bursty", cpu: "2", memory: "1Gi" } },
    });
  });
});

describe("a profile of the program as text for a config", () => {
  const names = PROFILES.map(({ name }) => name);

  it.each(names)("%s is one to start from, which changes nothing yet", async (name) => {
    const text = await yaml(name, {});
    expect(parse(text)).toEqual({ profiles: { [`my-${name}`]: { extends: name } } });
    expect((await readConfig("gpuify.yaml", text)).diagnostics).toEqual([]);
  });

  it.each(names)("%s offers every key that means something to it, in words that hold", async (name) => {
    const text = takenUp(await yaml(name, {}));
    const { ok, diagnostics } = await readConfig("gpuify.yaml", text);
    expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
    const { values, unset } = (await resolved(`my-${name}`, { "gpuify.yaml": text })) as {
      values: readonly { readonly key: string; readonly kind: string }[];
      unset: readonly unknown[];
    };
    expect(unset).toEqual([]);
    expect(values.filter(({ kind }) => kind !== "profile").map(({ key }) => key)).toEqual([
      "kubernetesVersion",
    ]);
    expect(values.length).toBeGreaterThan(15);
  });

  it("takes a name that is free, and shows what the config's defaults fill in", async () => {
    const config = "defaults: { cpu: 2 }\nprofiles: { my-bursty: { extends: bursty } }\n";
    const text = await yaml("bursty", { "gpuify.yaml": config });
    expect(text).toContain("\n  my-bursty-2:\n    extends: bursty #");
    expect(text).toContain(`\n    # cpu: "2" # from the config's defaults (gpuify.yaml:1)\n`);
  });

  it("is there for all three where the config has none", async () => {
    expect(Object.keys(parse(await yaml(null, {})).profiles)).toEqual(names.map((name) => `my-${name}`));
  });

  it.each(["auto", "none"])("is a rule for %s, which nothing can extend", async (name) => {
    const text = await yaml(name, {});
    expect((await readConfig("gpuify.yaml", text)).diagnostics).toEqual([]);
    expect(parse(text).rules).toMatchObject([{ profile: name }]);
  });
});
