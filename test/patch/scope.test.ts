import { describe, expect, it } from "vitest";
import { declarationOf } from "../../src/kernel/code-lookup/declaration-of.ts";
import { hasWildcard, matchesAnyGlob, matchesGlob } from "../../src/kernel/glob/name-glob.ts";
import {
  type Arrival,
  type Candidate,
  chooseWorkloads,
  type LoneJudge,
  type Scope,
  type ScopeSources,
} from "../../src/patch/selection/scope.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { catalog, settings, workloadsOf } from "./decide.ts";

const NONE: Scope = { all: false, select: [], labels: [], namespace: null };

function workload(kind: string, name: string, extra: { metadata?: string; gpu?: boolean } = {}): string {
  const apiVersion = kind === "Job" ? "batch/v1" : kind === "Pod" ? "v1" : "apps/v1";
  const resources = extra.gpu ? ", resources: {limits: {nvidia.com/gpu: 1}}" : "";
  const pod = `{containers: [{name: main, image: app${resources}}]}`;
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: ${name}${extra.metadata === undefined ? "" : `, ${extra.metadata}`}}
spec: ${kind === "Pod" ? pod : `{template: {spec: ${pod}}}`}
`;
}

function choose(
  stream: readonly string[],
  scope: Partial<Scope> = {},
  profile = "continuous",
  sources: ScopeSources = {},
) {
  const workloads = workloadsOf(stream.join("---\n"));
  const candidates = workloads.map((workload) => ({
    workload,
    settings: settings(profile),
    isNamed: false,
  }));
  const result = chooseWorkloads(
    candidates,
    { ...NONE, ...scope },
    { catalog, surroundings: surroundingsOf([]) },
    sources,
  );
  return {
    names: result.chosen.map(({ object }) => object.name),
    problem: result.problem,
    codes: result.notes.map(({ code }) => code),
  };
}

describe("a bare profile", () => {
  it("touches the only workload", () => {
    expect(choose([workload("Deployment", "web")]).names).toEqual(["web"]);
  });

  it("touches those that ask for an accelerator when there are several", () => {
    const stream = [workload("Deployment", "db"), workload("Deployment", "llm", { gpu: true })];
    expect(choose(stream).names).toEqual(["llm"]);
  });

  it("touches those that had one before they went to CPUs, so that it can run twice", () => {
    const went = workload("Deployment", "llm", {
      metadata: "annotations: {gpuify.dev/restore: '{\"v\":1}'}",
    });
    expect(choose([workload("Deployment", "db"), went], {}, "bursty").names).toEqual(["llm"]);
    expect(choose([workload("Deployment", "db"), went]).names).toEqual(["llm"]);
  });

  it("lists the candidates when none asks", () => {
    const { names, problem } = choose([workload("Deployment", "db"), workload("Deployment", "web")]);
    expect(names).toEqual([]);
    expect(problem?.code).toBe("ambiguous-scope");
    expect(problem?.message).toContain("Deployment/db, Deployment/web");
    expect(declarationOf("ambiguous-scope")?.advice).toContain("--all");
  });

  it("says when there is nothing to patch", () => {
    expect(choose([])).toEqual({ names: [], problem: null, codes: ["nothing-to-patch"] });
  });
});

describe("a scope that is named", () => {
  const stream = [
    workload("Deployment", "web", { metadata: "namespace: shop, labels: {tier: front}" }),
    workload("Deployment", "db", { metadata: "namespace: shop, labels: {tier: back}" }),
    workload("StatefulSet", "cache"),
    workload("Job", "train-1"),
  ];

  it("--all means all", () => {
    expect(choose(stream, { all: true }).names).toEqual(["web", "db", "cache", "train-1"]);
  });

  it("--select takes kinds in any case and names with wildcards", () => {
    expect(choose(stream, { select: [{ kind: "deployment", name: null }] }).names).toEqual(["web", "db"]);
    expect(choose(stream, { select: [{ kind: "Job", name: "train-*" }] }).names).toEqual(["train-1"]);
    expect(choose(stream, { select: [{ kind: "*", name: "?b" }] }).names).toEqual(["db"]);
    expect(choose(stream, { all: true, select: [{ kind: "Job", name: null }] }).names).toEqual(["train-1"]);
  });

  it("-l takes kubectl's requirements; != and notin hold where the label is missing", () => {
    const labels = (operator: Scope["labels"][number]["operator"], values: string[] = []) =>
      choose(stream, { labels: [{ key: "tier", operator, values }] }).names;
    expect(labels("=", ["front"])).toEqual(["web"]);
    expect(labels("in", ["front", "back"])).toEqual(["web", "db"]);
    expect(labels("!=", ["front"])).toEqual(["db", "cache", "train-1"]);
    expect(labels("notin", ["front", "back"])).toEqual(["cache", "train-1"]);
    expect(labels("exists")).toEqual(["web", "db"]);
    expect(labels("!exists")).toEqual(["cache", "train-1"]);
  });

  it("-n narrows to objects that say so", () => {
    expect(choose(stream, { namespace: "shop" }).names).toEqual(["web", "db"]);
  });

  it("that matches nothing is a warning, not a problem", () => {
    const { problem, codes } = choose(stream, { select: [{ kind: "Pod", name: null }] });
    expect(problem).toBeNull();
    expect(codes).toEqual(["nothing-to-patch"]);
  });
});

describe("a selection that matches nothing", () => {
  const stream = [
    workload("Deployment", "web", { metadata: "namespace: shop, labels: {tier: front}" }),
    workload("StatefulSet", "cache"),
  ];
  const named = (kind: string, name: string | null) => ({ select: [{ kind, name }] });
  const glob = named("Deployment", "x*");
  const label = { labels: [{ key: "gone", operator: "exists" as const, values: [] }] };

  it("by kind and name is a usage error, whatever becomes of the result", () => {
    expect.hasAssertions();
    for (const whenUnmatched of [undefined, "refuse", "warn"] as const) {
      const scope = whenUnmatched === undefined ? {} : { whenUnmatched };
      const { names, problem } = choose(stream, { ...named("Deployment", "wbe"), ...scope });
      expect([names, problem?.code]).toEqual([[], "selection-not-found"]);
    }
  });

  it("suggests the nearest of its kind, then of its name, then the nearest of all", () => {
    const hint = (kind: string, name: string) => choose(stream, named(kind, name)).problem?.advice;
    expect(hint("Deployment", "wbe")).toMatch(/^Did you mean Deployment\/web\?/);
    expect(hint("Deployment", "cache")).toMatch(/^Did you mean StatefulSet\/cache\?/);
    expect(hint("Deployment", "cahce")).toMatch(/^Did you mean StatefulSet\/cache\?/);
    expect(hint("Job", "entirely-else")).toContain(
      "The workloads in the input are Deployment/web (namespace shop), StatefulSet/cache.",
    );
    expect(choose([], named("Job", "a")).problem?.advice).toContain("The input has no workloads.");
  });

  it("is told of each name, also where another one matches", () => {
    const select = [
      { kind: "Deployment", name: "web" },
      { kind: "Job", name: "a" },
      { kind: "Job", name: "b" },
    ];
    const { names, problem } = choose(stream, { select });
    expect(names).toEqual([]);
    expect(problem?.message).toBe("--select Job/a and --select Job/b match no workload in the input");
  });

  it("says so where -n or -l leave out what is named", () => {
    const { problem } = choose(stream, { ...named("Deployment", "web"), namespace: "shpo" });
    expect(problem?.advice).toContain("Deployment/web is in the input, but -n or -l excludes it.");
    expect(choose(stream, { ...named("Deployment", "web"), namespace: "shop" }).names).toEqual(["web"]);
    expect(choose(stream, { ...named("StatefulSet", "cache"), ...label }).problem).not.toBeNull();
  });

  it("by glob, label or namespace is refused only where the scope says so", () => {
    for (const scope of [glob, named("Job", null), label, { namespace: "shpo" }]) {
      const refused = choose(stream, { ...scope, whenUnmatched: "refuse" });
      expect([refused.names, refused.problem?.code]).toEqual([[], "nothing-to-patch"]);
      for (const whenUnmatched of ["warn", "accept"] as const)
        expect(choose(stream, { ...scope, whenUnmatched })).toEqual({
          names: [],
          problem: null,
          codes: ["nothing-to-patch"],
        });
    }
    const { problem } = choose(stream, { namespace: "shpo", whenUnmatched: "refuse" });
    expect(problem?.advice).toMatch(/^Did you mean the namespace shop\?/);
  });

  it("is accepted on request, and one that matches what is skipped is none", () => {
    const accepted = choose(stream, { ...named("Job", "a"), whenUnmatched: "accept" });
    expect(accepted).toEqual({ names: [], problem: null, codes: ["selection-not-found"] });
    const skipped = workload("Deployment", "old", { metadata: 'annotations: {gpuify.dev/skip: ""}' });
    expect(choose([skipped], { ...named("Deployment", "o*"), whenUnmatched: "refuse" }).problem).toBeNull();
  });
});

describe("what is left alone", () => {
  const skipped = workload("Deployment", "legacy", { metadata: 'annotations: {gpuify.dev/skip: "too old"}' });

  it("gpuify.dev/skip beats --all and every wildcard", () => {
    const stream = [skipped, workload("Deployment", "web")];
    expect(choose(stream, { all: true })).toMatchObject({ names: ["web"], codes: ["skipped"] });
    expect(choose(stream, { select: [{ kind: "Deployment", name: "*" }] }).names).toEqual(["web"]);
    expect(choose(stream, { select: [{ kind: "Deployment", name: null }] }).names).toEqual(["web"]);
  });

  it("but not the selection of that very object", () => {
    expect(choose([skipped], { select: [{ kind: "deployment", name: "legacy" }] }).names).toEqual(["legacy"]);
  });

  it("a DaemonSet gets GPUs only when it is selected, and never trains", () => {
    const stream = [workload("DaemonSet", "agent"), workload("Deployment", "web")];
    expect(choose(stream, { all: true })).toMatchObject({ names: ["web"], codes: ["daemon-set-left-alone"] });
    const select = [{ kind: "DaemonSet", name: "agent" }];
    expect(choose(stream, { select }).names).toEqual(["agent"]);
    expect(choose(stream, { select }, "training").names).toEqual([]);
    expect(choose(stream, { all: true }, "bursty").names).toEqual(["agent", "web"]);
  });
});

describe("hooks of Helm and Argo CD", () => {
  const hook = (key: string, when: string, extra: { gpu?: boolean; annotation?: string } = {}) =>
    workload("Job", `${when}-job`, {
      metadata: `labels: {app: hook}, annotations: {${key}: ${when}${extra.annotation ?? ""}}`,
      ...(extra.gpu === true && { gpu: true }),
    });
  const helm = hook("helm.sh/hook", "test");
  const argo = hook("argocd.argoproj.io/hook", "PostSync");
  const server = workload("Deployment", "web", { metadata: "labels: {app: web}" });

  it("are no candidates of a bare profile, and none of --all", () => {
    expect.hasAssertions();
    const codes = ["hook-left-alone", "hook-left-alone"];
    for (const profile of ["continuous", "training", "bursty", "none"]) {
      expect(choose([helm, server, argo], {}, profile)).toEqual({ names: ["web"], problem: null, codes });
      expect(choose([helm, server, argo], { all: true }, profile)).toMatchObject({ names: ["web"], codes });
    }
  });

  it("are candidates where they are selected", () => {
    const select = [{ kind: "Job", name: "*" }];
    expect(choose([helm, server], { select }).names).toEqual(["test-job"]);
    const labels = (app: string) => [{ key: "app", operator: "=" as const, values: [app] }];
    expect(choose([helm, server], { labels: labels("hook") }).names).toEqual(["test-job"]);
  });

  it("labels and namespaces that match other workloads too do not mean them", () => {
    const labels = [{ key: "app", operator: "exists" as const, values: [] }];
    expect(choose([helm, server], { labels })).toMatchObject({ names: ["web"], codes: ["hook-left-alone"] });
  });

  it("are candidates where they ask for an accelerator, or did before they went to CPUs", () => {
    const asking = hook("helm.sh/hook", "test", { gpu: true });
    expect(choose([asking, server]).names).toEqual(["test-job"]);
    const went = hook("helm.sh/hook", "test", { annotation: ", gpuify.dev/restore: '{}'" });
    expect(choose([went, server]).names).toEqual(["test-job"]);
  });

  it("Skip of Argo CD makes none", () => {
    expect(choose([hook("argocd.argoproj.io/hook", "Skip")]).names).toEqual(["Skip-job"]);
  });

  it("one that is alone is left alone too", () => {
    expect(choose([helm])).toEqual({
      names: [],
      problem: null,
      codes: ["hook-left-alone", "nothing-to-patch"],
    });
  });
});

describe("a lone workload that is a database", () => {
  const path = ["spec", "template", "spec", "containers", 0, "image"];
  const judged = (arrival: Arrival, isStore = true): { readonly lone: LoneJudge } => ({
    lone: { arrival, storeOf: () => (isStore ? { what: "a cache", told: "image redis", path } : null) },
  });
  const redis = workload("Deployment", "redis");
  const sources = judged("among-others");

  it("is refused for profiles of GPUs, and the way is to select it", () => {
    expect.hasAssertions();
    for (const profile of ["continuous", "training"]) {
      const { names, problem } = choose([redis], {}, profile, sources);
      expect([names, problem?.code]).toEqual([[], "only-a-database"]);
      expect(problem?.message).toContain("it is a cache (image redis)");
      expect(problem?.advice).toContain("--select Deployment/redis");
    }
    for (const profile of ["bursty", "none"])
      expect(choose([redis], {}, profile, sources)).toMatchObject({ names: ["redis"], codes: [] });
  });

  it("is a warning where its file was named, and nothing else is in it", () => {
    const named = judged("named-file");
    expect(choose([redis], {}, "continuous", named)).toEqual({
      names: ["redis"],
      problem: null,
      codes: ["only-a-database"],
    });
    const skipped = workload("Deployment", "old", { metadata: 'annotations: {gpuify.dev/skip: ""}' });
    expect(choose([redis, skipped], {}, "continuous", named).problem?.code).toBe("only-a-database");
  });

  it("is nothing to tell where flags mean it", () => {
    expect.hasAssertions();
    const scopes: readonly Partial<Scope>[] = [
      { all: true },
      { select: [{ kind: "Deployment", name: "redis" }] },
      { select: [{ kind: "Deployment", name: null }] },
      { labels: [{ key: "app", operator: "!exists", values: [] }] },
    ];
    for (const scope of scopes)
      expect(choose([redis], scope, "continuous", sources)).toEqual({
        names: ["redis"],
        problem: null,
        codes: [],
      });
  });

  it("is what is left when hooks and DaemonSets are put aside", () => {
    const hook = workload("Pod", "test", { metadata: "annotations: {helm.sh/hook: test}" });
    const stream = [redis, hook, workload("DaemonSet", "agent")];
    expect(choose(stream, {}, "continuous", judged("named-file")).problem?.code).toBe("only-a-database");
  });

  it("is not judged where it has a GPU, had one, or is no database", () => {
    const gpu = workload("Deployment", "redis", { gpu: true });
    const went = workload("Deployment", "redis", { metadata: "annotations: {gpuify.dev/restore: '{}'}" });
    for (const one of [gpu, went]) expect(choose([one], {}, "continuous", sources).names).toEqual(["redis"]);
    expect(choose([redis], {}, "continuous", judged("among-others", false)).names).toEqual(["redis"]);
  });

  it("is told as not judged where nobody judges", () => {
    const [redisWorkload] = workloadsOf(redis);
    if (redisWorkload === undefined) throw new Error("no workload");
    const candidate = { workload: redisWorkload, isNamed: false, settings: settings("continuous") };
    const unjudged = (one: Candidate) =>
      chooseWorkloads([one], NONE, { catalog, surroundings: surroundingsOf([]) }).unjudged;
    expect(unjudged(candidate)).toBe(redisWorkload);
    expect(unjudged({ ...candidate, isNamed: true })).toBeNull();
    expect(unjudged({ ...candidate, settings: settings("bursty") })).toBeNull();
  });
});

describe("globs", () => {
  it.each([
    ["*", "", true],
    ["a*c", "abbbc", true],
    ["a*c*", "abcabd", true],
    ["a*b*c", "aXbXd", false],
    ["?", "", false],
    ["tr?in-*", "train-7", true],
    ["train", "train-7", false],
    ["**x", "abcx", true],
  ])("%s and %s", (glob, text, expected) => {
    expect(matchesGlob(glob, text)).toBe(expected);
  });

  it("know their wildcards", () => {
    expect([hasWildcard("a*"), hasWildcard("a?"), hasWildcard("a-b.c")]).toEqual([true, true, false]);
    expect([hasWildcard("{a,b}"), hasWildcard("[ab]")]).toEqual([true, true]);
  });
});

it.each([
  ["{web,api}", "api", true],
  ["{web,api}", "apis", false],
  ["w[a-e]b", "web", true],
  ["w[!e]b", "web", false],
  ["web-*", "web-1", true],
  ["web", "web", true],
])("a selection by %s means %s: %s, as in a rule of a config", (glob, name, expected) => {
  expect(matchesAnyGlob(glob, name)).toBe(expected);
});
