import { describe, expect, it } from "vitest";
import type { MatchSubject } from "../../src/config/match.ts";
import { type BaseConfig, makePolicy } from "../../src/config/policy.ts";
import type { Config, ConfigRule } from "../../src/config/types.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { workOf } from "../work.ts";

function policy(config: Config, ...bases: readonly BaseConfig[]) {
  return makePolicy({ file: "gpuify.yaml", config, bases });
}

function subject(parts: Partial<MatchSubject> = {}): MatchSubject {
  return {
    kind: "Job",
    name: "train-1",
    namespace: null,
    labels: new Map(),
    annotations: new Map(),
    path: "jobs/a.yaml",
    ...parts,
  };
}

const base = (config: Config, prefix: string | null = ""): BaseConfig => ({
  file: "../gpuify.yaml",
  config,
  prefix,
});

describe("rules", () => {
  it("count in order, the first that matches alone", () => {
    const { ruleFor } = policy({
      rules: [
        { match: { kind: "Deployment" }, profile: "bursty" },
        { match: { name: "train-*" }, profile: "training", gpu: { count: 8 } },
        { match: { kind: "Job" }, profile: "continuous", spot: true },
      ],
    });
    const answer = ruleFor(subject());
    expect(answer?.profile).toBe("training");
    expect(answer?.origin).toEqual({ kind: "config", rule: "rules[1]" });
    expect(answer?.layer).toEqual({ gpus: { value: 8, origin: { kind: "config", rule: "rules[1]" } } });
    expect(ruleFor(subject({ kind: "Pod", name: "x" }))).toBeNull();
  });

  it("of a base count behind one's own, and are named with their file", () => {
    const { ruleFor } = policy(
      { rules: [{ match: { kind: "Pod" }, profile: "bursty" }] },
      base({ rules: [{ match: { kind: "*" }, profile: "training" }] }),
    );
    expect(ruleFor(subject({ kind: "Pod" }))?.profile).toBe("bursty");
    expect(ruleFor(subject())?.origin).toEqual({ kind: "config", rule: "rules[0] of ../gpuify.yaml" });
  });

  it("of a base see paths from its own folder; from elsewhere they see none", () => {
    const rules: readonly ConfigRule[] = [{ match: { path: "team/jobs/**" }, profile: "training" }];
    expect(policy({}, base({ rules }, "team/")).ruleFor(subject())?.profile).toBe("training");
    expect(policy({}, base({ rules }, "")).ruleFor(subject())).toBeNull();
    expect(policy({}, base({ rules }, null)).ruleFor(subject())).toBeNull();
    expect(policy({}, base({ rules }, "team/")).ruleFor(subject({ path: null }))).toBeNull();
    const anywhere: readonly ConfigRule[] = [{ match: { kind: "Job" }, profile: "training" }];
    expect(policy({}, base({ rules: anywhere }, null)).ruleFor(subject())?.profile).toBe("training");
  });
});

describe("profiles", () => {
  it("follow extends to a built-in one; each value is the nearest profile's, and says whose", () => {
    const { profile, profileNames } = policy({
      profiles: {
        serving: {
          extends: "continuous",
          gpu: { model: "l4", count: 1 },
          shm: "1Gi",
          labels: { a: "1", b: "1" },
        },
        llm: { extends: "serving", gpu: { model: "h100" }, labels: { b: "2" } },
      },
    });
    const found = profile("llm");
    expect(found).toMatchObject({ name: "llm", base: "continuous" });
    expect(found?.layer.model).toEqual({ value: "h100", origin: { kind: "config-profile", name: "llm" } });
    expect(found?.layer.gpus).toEqual({ value: 1, origin: { kind: "config-profile", name: "serving" } });
    expect(found?.layer.shm?.origin).toEqual({ kind: "config-profile", name: "serving" });
    expect(found?.layer.labels).toMatchObject({ value: { a: "1", b: "2" }, origin: { name: "llm" } });
    expect(found?.layer.labels?.parts?.map(({ origin }) => origin)).toEqual([
      { kind: "config-profile", name: "llm" },
      { kind: "config-profile", name: "serving" },
    ]);
    expect(profileNames).toEqual(["continuous", "bursty", "training", "serving", "llm"]);
  });

  it("join lists: equal tolerations once, variables by name", () => {
    const team = { key: "team", operator: "Exists" } as const;
    const other = { key: "other", operator: "Exists" } as const;
    const { profile } = policy({
      profiles: {
        a: {
          extends: "training",
          tolerations: [team],
          env: [
            { name: "A", value: "a" },
            { name: "B", value: "a" },
          ],
        },
        b: { extends: "a", tolerations: [other, team], env: [{ name: "A", value: "b" }] },
      },
    });
    expect(profile("b")?.layer.tolerations?.value).toEqual([other, team]);
    expect(profile("b")?.layer.env?.value).toEqual([
      { name: "A", value: "b" },
      { name: "B", value: "a" },
    ]);
  });

  it("of a base are there, one of the same name is one's own alone", () => {
    const bases = base({
      profiles: { llm: { extends: "training", shm: "1Gi" }, job: { extends: "training", cpu: "4" } },
    });
    const { profile } = policy({ profiles: { llm: { extends: "continuous" } } }, bases);
    expect(profile("llm")).toEqual({ name: "llm", base: "continuous", layer: {} });
    expect(profile("job")).toMatchObject({ base: "training", layer: { cpu: { value: "4" } } });
  });

  it("that nobody has, or that run in a circle, are none", () => {
    const { profile } = policy({
      profiles: { a: { extends: "b" }, b: { extends: "a" }, c: { extends: "gone" } },
    });
    expect(["a", "b", "c", "toString", "auto"].map(profile)).toEqual([null, null, null, null, null]);
  });
});

describe("defaults", () => {
  it("are those of the file, then of its bases; the top of a file is weaker than its defaults", () => {
    const { defaults } = policy(
      { platform: "gke", defaults: { gpu: { model: "l4" }, labels: { a: "1" } } },
      base({
        platform: "eks",
        kubernetesVersion: "1.36",
        defaults: { gpu: { model: "h100", count: 2 }, labels: { a: "2", b: "2" }, platform: "aks" },
      }),
    );
    const origin = { kind: "config-defaults" };
    expect(defaults.platform).toEqual({ value: "gke", origin });
    expect(defaults.model).toEqual({ value: "l4", origin });
    expect(defaults.gpus).toEqual({ value: 2, origin });
    expect(defaults.kubernetesMinor).toEqual({ value: 36, origin });
    expect(defaults.labels?.value).toEqual({ a: "1", b: "2" });
    const own = policy({ platform: "gke", defaults: { platform: "eks" } });
    expect(own.defaults.platform?.value).toBe("eks");
  });

  it("of an empty config say nothing", () => {
    expect(policy({}).defaults).toEqual({});
  });
});

describe("speed", () => {
  it("twice 200 rules on 1,000 workloads cost a fraction of reading them", async () => {
    const rules = Array.from(
      { length: 200 },
      (_, index): ConfigRule => ({
        match: {
          kind: index % 2 === 0 ? "Job" : ["Deployment", "Stateful*"],
          name: `svc-${index}-*`,
          namespace: `team-${index % 20}*`,
          labels: { app: `a${index}*` },
          path: `teams/${index}/**/*.yaml`,
        },
        profile: "training",
      }),
    );
    const { ruleFor } = policy({ rules }, base({ rules }, "up/"));
    const text = (index: number) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: svc-${index}\n  labels: {app: x}\nspec:\n  template:\n    spec:\n      containers:\n      - name: main\n        image: app:${index}\n        resources:\n          limits:\n            cpu: 1\n            memory: 1Gi\n        ports:\n        - containerPort: 80\n`;
    const indexes = Array.from({ length: 1000 }, (_, index) => index);
    const texts = indexes.map(text);
    const read = () => {
      for (const one of texts) readDocument(one, { start: 0, end: one.length });
    };
    const match = () => {
      for (const index of indexes)
        ruleFor(
          subject({
            kind: index % 3 === 0 ? "Job" : "Deployment",
            name: `svc-${index}`,
            namespace: `team-${index % 40}`,
            labels: new Map([["app", `a${index}`]]),
            path: `teams/${index}/x.yaml`,
          }),
        );
    };
    expect(await workOf(match)).toBeLessThan((await workOf(read)) / 2);
  });
});
