import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/types.ts";
import type { Diagnostic } from "../../src/kernel/diagnostic.ts";
import { chooseGpu } from "../../src/pipeline/gpu-auto/choose-gpu.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { recognizeSettings } from "../../src/pipeline/recognize.ts";
import { catalog, changesOf, codesOf, type Run, run, textAfter } from "./run.ts";

function deployment(
  parts: { metadata?: string; pod?: string; container?: string; spec?: string } = {},
): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
${parts.metadata ?? ""}spec:
${parts.spec ?? ""}  template:
    metadata: {labels: {app: web}}
    spec:
${parts.pod ?? ""}      containers:
        - name: web
          image: registry.example/web:1
${parts.container ?? ""}`;
}

const jobOf = (name: string, spec = ""): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
spec:
${spec}  template:
    spec:
      restartPolicy: Never
      containers:
        - name: web
          image: registry.example/web:1
`;

const told = ({ diagnostics, scopeProblem }: PatchOutcome, code: string): Diagnostic | undefined =>
  [...diagnostics, ...(scopeProblem === null ? [] : [scopeProblem])].find((one) => one.code === code);
const place = (found: Diagnostic | undefined) => `${found?.location?.line}:${found?.location?.column}`;

describe("annotations without quotes", () => {
  it("are told at the value, because kubectl refuses them, and count all the same", () => {
    const outcome = run(
      deployment({
        metadata: '  annotations:\n    gpuify.dev/profile: "continuous"\n    gpuify.dev/gpus: 2\n',
      }),
    );
    expect(told(outcome, "annotation-not-text")).toMatchObject({
      severity: "warning",
      advice: 'Put it in quotes: gpuify.dev/gpus: "2".',
    });
    expect(place(told(outcome, "annotation-not-text"))).toBe("7:22");
    expect(textAfter(outcome)).toMatch(/nvidia\.com\/gpu: "?2/);
    expect(codesOf(outcome).filter((code) => code === "annotation-not-text")).toHaveLength(1);
  });

  it("are told of a workload that is skipped, too", () => {
    const outcome = run(deployment({ metadata: "  annotations: {gpuify.dev/skip: true}\n" }), {
      profile: "continuous",
    });
    expect(codesOf(outcome)).toEqual(expect.arrayContaining(["annotation-not-text", "skipped"]));
    const quoted = run(deployment({ metadata: '  annotations: {gpuify.dev/skip: "true"}\n' }), {
      profile: "continuous",
    });
    expect(codesOf(quoted)).not.toContain("annotation-not-text");
  });
});

describe("a skip that reads like no skip", () => {
  it.each(["false", "no", "0", "False"])("%s stays one and is warned about", (value) => {
    const outcome = run(deployment({ metadata: `  annotations: {gpuify.dev/skip: "${value}"}\n` }), {
      profile: "continuous",
    });
    expect(told(outcome, "skipped")).toMatchObject({ severity: "warning" });
    expect(changesOf(outcome)).toEqual([]);
  });

  it("and a reason is only told", () => {
    const outcome = run(deployment({ metadata: '  annotations: {gpuify.dev/skip: "no GPUs here"}\n' }), {
      profile: "continuous",
    });
    expect(told(outcome, "skipped")).toMatchObject({ severity: "info" });
  });
});

describe("annotations in other places", () => {
  const cron = `apiVersion: batch/v1
kind: CronJob
metadata: {name: night}
spec:
  schedule: "0 0 * * *"
  jobTemplate:
    metadata:
      annotations: {gpuify.dev/profile: training}
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: a, image: a}]}
`;
  it("on the Jobs of a CronJob are told", () => {
    const found = told(run(cron, { profile: "training" }), "annotation-on-jobs");
    expect(found?.message).toBe("gpuify.dev/profile on the Jobs of CronJob/night is not read");
    expect(place(found)).toBe("8:41");
  });

  it("as a label are told", () => {
    const outcome = run(deployment({ metadata: "  labels: {gpuify.dev/profile: continuous}\n" }), {
      profile: "training",
    });
    expect(told(outcome, "annotation-as-label")).toMatchObject({
      severity: "warning",
      message: "gpuify.dev/profile is a label of Deployment/web, and gpuify reads annotations",
    });
  });

  it("and gpuify's own label of the workers is not one of them", () => {
    const outcome = run(cron.replace("gpuify.dev/profile: training", "a: b"), {
      profile: "training",
      flags: { workers: 3 },
    });
    const again = run(textAfter(outcome), { profile: "training", flags: { workers: 3 } });
    expect(textAfter(outcome)).toContain("gpuify.dev/workers");
    expect(codesOf(again)).not.toContain("annotation-as-label");
  });
});

describe("what the config said is told as such", () => {
  const said = (text: string, config: Config, options: Run, code: string) => {
    const found = told(run(text, { config, ...options }), code);
    return `${found?.why ?? ""} ${found?.setBy ?? ""} ${found?.advice ?? ""}`;
  };

  it("a container of a profile", () => {
    const config = { profiles: { p: { extends: "continuous", container: "main" } } } satisfies Config;
    expect(said(deployment(), config, { profile: "p" }, "unknown-container")).toContain(
      'The container "main" is said by config profile p',
    );
  });

  it("a model of the defaults, and the platform it does not fit", () => {
    const config = { platform: "aks", defaults: { gpu: { model: "l4" } } } satisfies Config;
    const words = said(deployment(), config, { profile: "continuous" }, "model-not-on-platform");
    expect(words).toContain('The model "l4" is said by config defaults');
    expect(words).toContain('the platform "aks" is said by config defaults');
  });

  it("workers of a rule, which can be narrowed", () => {
    const config = { rules: [{ match: { name: "*" }, profile: "training", workers: 4 }] } satisfies Config;
    const words = said(deployment(), config, {}, "workers-need-a-job");
    expect(words).toContain("narrow config rules[0] to kind: Job");
    expect(words).not.toContain("--select");
  });

  it("a maximum of a profile", () => {
    const config = { profiles: { p: { extends: "bursty", maxReplicas: 1 } } } satisfies Config;
    const text = deployment({ spec: "  replicas: 2\n" });
    expect(said(text, config, { profile: "p" }, "max-below-min")).toContain(
      "The maximum of replicas (1) is said by config profile p",
    );
  });

  const headed = "  backoffLimitPerIndex: 1\n  completionMode: Indexed\n  maxFailedIndexes: 9\n";
  const service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 1}]}\n";
  it.each([
    ["workers-and-failed-indexes", "training", { workers: 4 }, jobOf("web", headed)],
    ["workers-name", "training", { workers: 4 }, jobOf("a.b")],
    ["workers-service-taken", "training", { workers: 4 }, `${jobOf("web")}${service}`],
    ["shard-name", "bursty", { shards: 400 }, jobOf("w".repeat(62))],
  ] as const)("what %s is about", (code, profile, body, text) => {
    const config = { rules: [{ match: { kind: "Job" }, profile, ...body }] } satisfies Config;
    const [name, value] = Object.entries(body)[0] ?? [];
    expect(said(text, config, {}, code)).toContain(
      `The number of ${name} (${value}) is said by config rules[0]`,
    );
  });

  it("spot machines, in words", () => {
    const config = { profiles: { p: { extends: "training", spot: true } } } satisfies Config;
    const options = { profile: "p", flags: { platform: "openshift" } };
    expect(said(deployment(), config, options, "spot-not-on-platform")).toContain(
      "The use of spot machines is said by config profile p",
    );
  });

  it("and flags are not told", () => {
    const outcome = run(deployment(), { profile: "continuous", flags: { container: "main" } });
    expect(told(outcome, "unknown-container")).not.toHaveProperty("setBy");
  });

  it("a selector that comes from the config's platform is the config's", () => {
    const outcome = run(deployment({ container: "          resources: {limits: {nvidia.com/gpu: 1}}\n" }), {
      config: { platform: "aks" },
      profile: "training",
    });
    const selector = changesOf(outcome).find(({ path }) => path.includes("nodeSelector"));
    expect(selector?.origin).toEqual({ kind: "config-defaults" });
  });
});

describe("flags that no workload has a use for", () => {
  const auto = (text: string, flags: Run["flags"] = {}) =>
    patchManifests(
      [{ name: "test.yaml", bytes: new TextEncoder().encode(text), named: true }],
      {
        profile: "auto",
        scope: { all: false, select: [], labels: [], namespace: null },
        strict: false,
        flags,
      },
      catalog,
      { recognize: recognizeSettings, chooseGpu },
    );
  const server = deployment({
    container: "          args: [--model, x]\n          resources: {limits: {nvidia.com/gpu: 1}}\n",
  }).replace("registry.example/web:1", "vllm/vllm-openai:v0.9.0");

  it("are told once each", () => {
    const outcome = auto(server, { workers: 3, queue: "q", kubernetesMinor: 34 });
    expect(outcome.diagnostics.filter(({ code }) => code === "flag-unused")).toMatchObject([
      {
        severity: "info",
        message: "--workers has no effect: no workload of this run gets a profile that has a use for it",
      },
      { severity: "info", message: expect.stringContaining("--queue") },
    ]);
  });

  it("but not where one of the workloads uses them", () => {
    const job = `---
apiVersion: batch/v1
kind: Job
metadata: {name: train, annotations: {gpuify.dev/profile: training}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a, resources: {limits: {nvidia.com/gpu: 1}}}]}}}
`;
    expect(codesOf(auto(server + job, { queue: "q" }))).not.toContain("flag-unused");
  });

  it("and the evidence is told without saying the same twice", () => {
    const why = told(auto(server), "auto")?.why ?? "";
    const parts = why.replace(/^It |\.$/g, "").split("; ");
    expect(parts).toEqual([...new Set(parts)]);
    const unknown = auto(deployment().replaceAll("web", "thing"));
    const said = unknown.diagnostics.find(({ why }) => why?.startsWith("It "))?.why;
    expect(said).toBe("It is restarted for ever; asks for no accelerator.");
  });
});
