import { describe, expect, it } from "vitest";
import { uselessKeys } from "../../../src/config/checks/useless-keys.ts";
import { BODY } from "../../../src/config/form/body.ts";
import { hasEffect, PROFILE_KEYS } from "../../../src/output/show/profile-keys.ts";
import { PROFILE_TEXTS } from "../../../src/output/show/profile-texts.ts";
import { THRESHOLD } from "../../../src/patch/recognition/data/roles.ts";
import { PROFILES } from "../../../src/profile/built-in.ts";
import { ask, type Configs, failure, sectionOf } from "./ask.ts";

const CONFIGS: Configs = {
  "gpuify.yaml": `extends: base.yaml
defaults:
  gpu: { model: l4 }
  cpu: 500m
  labels: { team: nobody, org: acme }
profiles:
  llm-serving:
    extends: gpu-base
    gpu: { count: 8 }
    labels: { team: llm }
    env: [{ name: A, value: x }]
  web:
    extends: bursty
    maxReplicas: 30
    autoscale: { behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } }
  quiet: { extends: web, autoscale: false, replicas: 3 }
  few: { extends: web, replicas: 40 }
rules:
  - { match: { kind: Deployment, name: "llm-*" }, profile: llm-serving, gpu: { count: 4 } }
  - { match: { kind: Job }, profile: auto }
`,
  "base.yaml": `platform: gke
kubernetesVersion: 1.31
profiles:
  gpu-base:
    extends: continuous
    spot: true
    tolerations:
      - { key: acme.io/pool, operator: Exists }
    env: [{ name: A, value: overridden }, { name: B, value: z }]
rules:
  - { match: { kind: StatefulSet }, profile: gpu-base }
`,
};

async function detail(name: string, configs: Configs = CONFIGS): Promise<string> {
  const { code, stdout, stderr } = await ask({ topic: "profiles", name }, configs);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** Settings with their origins, one blank between the columns. */
async function values(name: string, configs: Configs = CONFIGS): Promise<readonly string[]> {
  const lines = sectionOf(await detail(name, configs), "values").join("\n");
  return lines
    .replace(/\n(?=from |built-in default)/g, " ")
    .split("\n")
    .filter((line) => !line.startsWith("("))
    .map((line) => line.replace(/ {2,}/g, " "));
}

describe("the list of profiles", () => {
  it("has the program's, and those of the config with what they extend, say and are named by", async () => {
    const { stdout } = await ask({ topic: "profiles" }, CONFIGS);
    expect(stdout.match(/^[a-z][\w-]+(?= {2})/gm)).toEqual([
      "continuous",
      "bursty",
      "training",
      "auto",
      "none",
      "llm-serving",
      "web",
      "quiet",
      "few",
      "gpu-base",
    ]);
    const text = stdout.replace(/\s+/g, " ");
    expect(text).toContain("llm-serving extends gpu-base (base.yaml:4), which extends continuous (built in)");
    expect(text).toContain(
      "→ gpu.count: 8, spot: true, tolerations[0], labels.team: llm, env[0], env[1] by rules[0] (gpuify.yaml:19) web",
    );
    expect(text).toContain("→ what that profile gives by rules[1] (gpuify.yaml:20)");
  });

  it("has only the program's without a config", async () => {
    expect.hasAssertions();
    for (const config of [{ kind: "nearest" }, { kind: "none" }] as const) {
      const configs = config.kind === "none" ? CONFIGS : {};
      const { stdout } = await ask({ topic: "profiles", config }, configs);
      expect(stdout).not.toMatch(/llm-serving|gpuify\.yaml/);
    }
  });

  it("suggests names of both", async () => {
    const error = await failure("profiles", "llm-servign", {}, CONFIGS);
    expect(error.advice).toMatch(/^did you mean "llm-serving"\? the profiles are continuous, .*, gpu-base$/);
    expect((await failure("profiles", "trainig", {}, CONFIGS)).advice).toContain('did you mean "training"?');
  });
});

describe("the values of a profile", () => {
  it("are told with the profile, defaults or program that they come from, and the place", async () => {
    expect(await values("llm-serving")).toEqual([
      "gpu.model: l4 from the config's defaults (gpuify.yaml:3)",
      "gpu.count: 8 from llm-serving (gpuify.yaml:9)",
      "platform: gke from the config's defaults (base.yaml:1)",
      "spot: true from gpu-base (base.yaml:6)",
      "cpu: 500m from the config's defaults (gpuify.yaml:4)",
      "tolerations[0]: { key: acme.io/pool, operator: Exists } from gpu-base (base.yaml:8)",
      "labels.team: llm from llm-serving (gpuify.yaml:10)",
      "labels.org: acme from the config's defaults (gpuify.yaml:5)",
      "env[0]: { name: A, value: x } from llm-serving (gpuify.yaml:11)",
      "env[1]: { name: B, value: z } from gpu-base (base.yaml:9)",
      'kubernetesVersion: "1.31" from the config\'s defaults (base.yaml:2)',
    ]);
  });

  it("are the built-in ones where nobody says more", async () => {
    expect(await values("bursty", {})).toEqual([
      "platform: generic built-in default",
      "burst: 4 built-in default",
      "autoscale: true built-in default",
      "releaseReplicas: false built-in default",
      'kubernetesVersion: "1.36" built-in default',
    ]);
    expect(await values("web")).toContain(
      "autoscale.behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } from web (gpuify.yaml:15)",
    );
  });

  it("that change nothing are told apart, with the reason", async () => {
    const apart = async (name: string) => sectionOf(await detail(name), "said without effect");
    expect(await apart("quiet")).toEqual([
      "maxReplicas: 30 from web (gpuify.yaml:14): it shapes the autoscaler that autoscale: false leaves out",
    ]);
    expect(await apart("few")).toEqual([
      "maxReplicas: 30 from web (gpuify.yaml:14): it is under replicas, so there is no autoscaler",
    ]);
    expect((await values("quiet")).join()).not.toMatch(/maxReplicas|burst|releaseReplicas/);
    expect(await apart("llm-serving")).toEqual([]);
  });

  it("come with the rules and profiles that use them", async () => {
    const text = await detail("llm-serving");
    expect(sectionOf(text, "rules that name it")).toEqual([
      'rules[0] (gpuify.yaml:19): { kind: Deployment, name: "llm-*" }; it adds { gpu: { count: 4 } }',
    ]);
    expect(sectionOf(await detail("gpu-base"), "rules that name it")).toEqual([
      "rules[0] (base.yaml:11): { kind: StatefulSet }",
    ]);
    expect(sectionOf(await detail("web"), "extended by")).toEqual(["quiet, few"]);
    expect(sectionOf(await detail("auto"), "rules that name it")).toHaveLength(1);
    expect(text).toMatch(
      /^llm-serving: a profile of gpuify\.yaml:7\nextends gpu-base \(base.yaml:4\), which/,
    );
  });

  it("are the same as data, with places", async () => {
    const { stdout } = await ask({ topic: "profiles", name: "llm-serving", format: "json" }, CONFIGS);
    const data = JSON.parse(stdout);
    expect(data).toMatchObject({
      name: "llm-serving",
      base: "continuous",
      extends: [{ name: "gpu-base", file: "base.yaml", line: 4, column: 3 }, { name: "continuous" }],
      rules: [{ rule: "rules[0]", file: "gpuify.yaml", line: 19, adds: { gpu: { count: 4 } } }],
    });
    expect(data.values).toContainEqual({
      key: "gpu.count",
      value: 8,
      origin: { kind: "profile", name: "llm-serving", file: "gpuify.yaml", line: 9, column: 12 },
    });
    expect(data.unset.map(({ key }: { key: string }) => key)).toContain("gpu.mig");
  });

  it("cannot play tricks on a terminal", async () => {
    const text = await detail("odd", {
      "gpuify.yaml": 'profiles: { odd: { extends: training, env: [{ name: A, value: "\\e[2J\\u202e" }] } }\n',
    });
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });
});

describe("a config with mistakes", () => {
  it("is told as patch tells it, with the place, and nothing is shown", async () => {
    expect.hasAssertions();
    const configs = { "gpuify.yaml": "profiles:\n  a:\n    extends: trainig\n" };
    for (const name of [null, "continuous"]) {
      const { code, stdout, stderr } = await ask({ topic: "profiles", name }, configs);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(
        "gpuify.yaml:3:14: error[unknown-profile]: unknown profile `trainig`, did you mean `training`?\n  3 |     extends: trainig\n",
      );
      expect(stderr).toMatch(/nothing is shown: .*--no-config\n$/);
    }
  });

  it("that may stand is told beside what is shown", async () => {
    const configs = { "gpuify.yaml": "profiles:\n  a: { extends: training, burst: 3 }\n" };
    const { code, stdout, stderr } = await ask({ topic: "profiles", name: "a" }, configs);
    expect(code).toBe(0);
    expect(stderr).toContain("gpuify.yaml:2:27: warning[no-effect]");
    expect(sectionOf(stdout, "said without effect")).toEqual([
      "burst: 3 from a (gpuify.yaml:2): it means nothing to training",
    ]);
  });
});

describe("the words about profiles", () => {
  it("name the flags that patch takes with each profile, and speak of no other", () => {
    expect.hasAssertions();
    for (const { name, flags, changes, leaves } of PROFILE_TEXTS) {
      const profile = PROFILES.find((row) => row.name === name);
      if (profile !== undefined) expect(flags).toEqual(profile.flags.map((flag) => `--${flag}`));
      const spoken = [...changes, ...leaves].join(" ").match(/--[a-z-]+/g) ?? [];
      expect(spoken.filter((flag) => !flags.includes(flag), name)).toEqual([]);
    }
  });

  it("know every key of a profile, and what it means something to, as the check of configs does", () => {
    const paths = PROFILE_KEYS.map(({ path }) => path.join("."));
    const keys = Object.keys(BODY).flatMap((key) =>
      key === "gpu" ? ["count", "model", "vendor", "mig", "topology"].map((part) => `gpu.${part}`) : [key],
    );
    expect([...new Set(paths)].sort()).toEqual(keys.sort());
    for (const key of PROFILE_KEYS)
      for (const { base } of PROFILES) {
        const [first, second] = key.path;
        const body = second === undefined ? { [first]: null } : { [first]: { [second]: null } };
        expect(hasEffect(key, base), `${key.path} ${base}`).toBe(uselessKeys(body, base).length === 0);
      }
  });

  it("know how sure auto has to be", () => {
    const auto = PROFILE_TEXTS.find(({ name }) => name === "auto");
    expect(auto?.changes.join()).toContain(`at least ${Math.round(THRESHOLD * 100)} % sure`);
  });
});
