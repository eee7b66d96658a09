import { describe, expect, it } from "vitest";
import { withLastWord } from "../../src/commands/last-word.ts";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { type LastWord, lastWord } from "../../src/pipeline/last-word.ts";
import type { PatchOutcome, Review } from "../../src/pipeline/outcome.ts";
import { lint } from "../lint/kit.ts";
import { type Run, run } from "./run.ts";

const whole = loadWholeCatalog();

type Severities = Readonly<Record<string, "info" | "warning" | "error" | "off">>;

function wordOn(
  files: string | Readonly<Record<string, string>>,
  options: Run,
  severities: Severities = {},
): { readonly word: LastWord; readonly outcome: PatchOutcome } {
  const outcome = run(files, { scope: { all: true }, ...options });
  if (outcome.review === null) throw new Error(outcome.diagnostics.map(({ message }) => message).join("\n"));
  const word = lastWord(outcome.review, outcome.diagnostics, {
    whole,
    severitiesIn: () => severities,
    nameOf: (file) => file,
    baseline: null,
  });
  return { word, outcome: withLastWord(outcome, word) };
}

/** `input 1: gpu-no-memory-limit` for what is told, by the line of the input. */
function told({ word }: { readonly word: LastWord }): readonly string[] {
  return word.told.map(({ cause, finding }) => `${cause} ${finding.location.line}: ${finding.rule.id}`);
}

interface Parts {
  readonly name?: string;
  readonly annotations?: string;
  readonly spec?: string;
  readonly pod?: string;
  readonly container?: string;
}

const RECREATE = "strategy: {type: Recreate}";
const GPU = "resources: {limits: {nvidia.com/gpu: 1}}";

function deployment({
  name = "web",
  annotations = "{}",
  spec = RECREATE,
  pod,
  container,
}: Parts = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, annotations: ${annotations}}
spec:
  ${spec}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${pod ?? "hostIPC: false"}
      containers:
        - name: main
          image: registry.example/web:1
${container === undefined ? "" : `          ${container}\n`}`;
}

const continuous: Run = { profile: "continuous" };

describe("what is told in the end", () => {
  it("is what the run brought about; what was there is counted", () => {
    const got = wordOn(deployment(), continuous);
    expect(told(got)).toEqual(["run 12: gpu-no-memory-limit"]);
    expect(got.word.more).toBe(0);
    const had = wordOn(deployment({ container: GPU }), continuous);
    expect(told(had)).toEqual([]);
    expect(had.word.more).toBe(1);
  });

  it("is by workload where two have one name", () => {
    const both = wordOn(`${deployment({ container: GPU })}---\n${deployment()}`, continuous);
    expect(told(both)).toEqual(["run 27: gpu-no-memory-limit"]);
    expect(both.word.more).toBe(1);
  });

  it("is brought about where the run made it worse", () => {
    const scaled = `${deployment({ spec: `${RECREATE}\n  replicas: 2` })}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 4
  metrics: [{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 5}}}]
`;
    expect(told(wordOn(scaled, continuous))).toContain("run 6: hpa-fixed-replicas");
  });

  it("is the input's where the run took out the first of several fields", () => {
    const selector =
      "nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4, cloud.google.com/gke-spot: 'true'}";
    const moved = wordOn(deployment({ pod: selector, container: GPU }), {
      profile: "bursty",
      flags: { platform: "eks-karpenter" },
    });
    expect(told(moved)).toEqual(["input 10: gpu-selector-not-launched"]);
  });

  it("is what a platform rejects, whether the run wrote it or left it", () => {
    const on = (pod: string) =>
      told(
        wordOn(deployment({ pod, container: GPU }), {
          ...continuous,
          flags: { platform: "gke-autopilot", gpu: "l4" },
        }),
      );
    expect(on("nodeSelector: {cloud.google.com/gke-nodepool: gpus}")).toEqual([
      "input 10: autopilot-selector-rejected",
    ]);
    expect(on("hostNetwork: true")).toEqual(["input 10: autopilot-host-access"]);
    expect(on("nodeSelector: {cloud.google.com/compute-class: l4-first}")).toEqual([
      "run 10: autopilot-selector-rejected",
    ]);
  });

  it("is told of each item of a list by itself", () => {
    const list = `apiVersion: v1
kind: List
items:
${[deployment({ name: "a", spec: "replicas: 1" }), deployment({ name: "b", spec: "replicas: 1" })]
  .map((text) => `  - ${text.trimEnd().replaceAll("\n", "\n    ")}\n`)
  .join("")}`;
    const quiet = list.replace(
      "annotations: {}",
      "annotations: {gpuify.dev/ignore-gpu-rollout-needs-spare: fine}",
    );
    const codes = (text: string): number =>
      wordOn(text, continuous).word.diagnostics.filter(({ code }) => code === "gpu-rollout-needs-spare")
        .length;
    expect([codes(list), codes(quiet)]).toEqual([2, 1]);
    const mixed = list
      .replace("annotations: {}", "annotations: {gpuify.dev/profile: training}")
      .replace("annotations: {}", "annotations: {gpuify.dev/profile: continuous}");
    const { word } = wordOn(mixed, {});
    const rollouts = word.told.filter(({ finding }) => finding.rule.id === "gpu-rollout-needs-spare");
    expect(rollouts.map(({ workload }) => workload.name)).toEqual(["a"]);
    expect(word.diagnostics.filter(({ code }) => code === "gpu-rollout-needs-spare")).toHaveLength(1);
  });

  it("is what gives a container other devices than were decided, too", () => {
    const all = "env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]";
    const given = wordOn(deployment({ container: all }), continuous);
    expect(told(given)).toEqual(["run 12: gpu-no-memory-limit", "run 14: gpu-visible-devices"]);
    const had = wordOn(deployment({ container: `${all}\n          ${GPU}` }), continuous);
    expect(told(had)).toEqual(["input 14: gpu-visible-devices"]);
    expect(had.word.more).toBe(1);
    const privileged = `securityContext: {privileged: true}\n          ${GPU}`;
    expect(told(wordOn(deployment({ container: privileged }), continuous))).toEqual([
      "input 14: gpu-privileged",
    ]);
    const onCpus = wordOn(deployment({ container: all }), { profile: "bursty" });
    expect(told(onCpus)).toEqual([]);
    expect(onCpus.word.diagnostics.map(({ code }) => code)).toContain("gpu-trace");
    expect(told(wordOn(deployment({ container: all }), { profile: "none" }))).toEqual([]);
  });

  it("is counted where the user decided it", () => {
    const text = deployment({ spec: "replicas: 1" });
    const kept = wordOn(text, { ...continuous, flags: { rollout: "keep" } });
    expect(told(kept)).toEqual(["run 12: gpu-no-memory-limit"]);
    expect(kept.word.more).toBe(1);
    const training = wordOn(text, { profile: "training", flags: {} });
    expect(told(training)).toContain("run 4: gpu-rollout-needs-spare");
  });

  it("is nothing about what looks like a part of a workload", () => {
    const part = deployment().replace("          image: registry.example/web:1\n", "");
    expect(wordOn(part, continuous).word).toMatchObject({ told: [], more: 0 });
  });
});

describe("suppressions", () => {
  const RULE = "gpu-no-memory-limit";
  const found = (text: string): number =>
    lint({ "a.yaml": text }).findings.filter(({ rule }) => rule.id === RULE).length;

  it.each([
    [
      "above what is there",
      "# gpuify-ignore gpu-no-memory-limit: x\n          resources:\n            limits: {cpu: 1}",
      0,
    ],
    [
      "above what the run comes in between",
      "# gpuify-ignore gpu-no-memory-limit: x\n          resources: {}",
      0,
    ],
    [
      "at a line that the run adds to",
      "resources: {limits: {cpu: 1}} # gpuify-ignore gpu-no-memory-limit: x",
      0,
    ],
    [
      "above another line",
      "# gpuify-ignore gpu-no-memory-limit: x\n          tty: true\n          resources:\n            limits:\n              cpu: 1",
      1,
    ],
  ])("count as the linter reads them in the output: %s", (_, container) => {
    const { word, outcome } = wordOn(deployment({ container }), continuous);
    const told = word.told.filter(({ finding }) => finding.rule.id === RULE).length;
    expect(told).toBe(found(outcome.files[0]?.text ?? ""));
  });

  it("by annotation count for the workload", () => {
    const got = wordOn(
      deployment({ annotations: `{gpuify.dev/ignore-${RULE}: a quota sets it}` }),
      continuous,
    );
    expect(got.word).toMatchObject({ told: [], more: 0 });
  });
});

describe("a baseline", () => {
  it("has one of two findings that are the same but for their number", () => {
    const text = deployment({ container: GPU });
    const { outcome } = wordOn(`${text}---\n${text}`, continuous);
    const [first] = lint({ "test.yaml": text }).findings.filter(
      ({ rule }) => rule.id === "gpu-no-memory-limit",
    );
    const entries = new Map([[first?.fingerprint ?? "", "test.yaml"]]);
    const tools = { whole, severitiesIn: () => ({}), nameOf: (file: string) => file };
    const review = outcome.review as Review;
    expect(lastWord(review, outcome.diagnostics, { ...tools, baseline: null }).more).toBe(2);
    expect(lastWord(review, outcome.diagnostics, { ...tools, baseline: { entries } }).more).toBe(1);
  });
});

describe("an unchanged workload", () => {
  const wanted = deployment({
    name: "b",
    container: "resources: {limits: {nvidia.com/gpu: 1, memory: 1Gi}}",
    pod: "tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}]",
  });

  it("is not as wanted where an error is about it, whoever tells it", () => {
    const rolling = wanted.replace(RECREATE, "replicas: 1");
    const { outcome } = wordOn(rolling, continuous, { "gpu-rollout-needs-spare": "error" });
    expect(outcome.workloads).toMatchObject([{ status: "unchanged", errors: 1 }]);
    expect(wordOn(wanted, continuous).outcome.workloads).toMatchObject([{ status: "unchanged" }]);
    expect(wordOn(wanted, continuous).outcome.workloads[0]?.errors).toBeUndefined();
  });
});

describe("a finding in another object than the workload", () => {
  const autoscaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 4
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;
  const raised: Severities = { "hpa-gpu-maximum": "warning", "hpa-cpu-metric-on-gpu": "warning" };

  it.each(["continuous", "training"])("is not told again: %s", (profile) => {
    const { word } = wordOn(deployment() + autoscaler, { profile }, raised);
    const own = word.diagnostics.filter(({ code }) => code in raised).map(({ code }) => code);
    expect(own.toSorted()).toEqual(["hpa-cpu-metric-on-gpu", "hpa-gpu-maximum"]);
    expect(word.told.filter(({ finding }) => finding.rule.id in raised)).toEqual([]);
  });

  it("is told of that object where the run is silent", () => {
    const { outcome } = wordOn(deployment() + autoscaler, continuous);
    const silent = lastWord(outcome.review as Review, [], {
      whole,
      severitiesIn: () => raised,
      nameOf: (file) => file,
      baseline: null,
    });
    const rest = silent.told.filter(({ finding }) => finding.rule.id in raised);
    expect(
      rest
        .map(({ finding, workload }) => `${finding.rule.id} ${finding.object?.kind} of ${workload.kind}`)
        .toSorted(),
    ).toEqual([
      "hpa-cpu-metric-on-gpu HorizontalPodAutoscaler of Deployment",
      "hpa-gpu-maximum HorizontalPodAutoscaler of Deployment",
    ]);
  });
});

it("reads no table of models where the pods select nothing", () => {
  const asked: string[] = [];
  const watched = {
    ...whole,
    get models() {
      asked.push("models");
      return whole.models;
    },
  };
  const { review, diagnostics } = run(deployment(), { scope: { all: true }, ...continuous });
  if (review === null) throw new Error("nothing to review");
  const word = lastWord(review, diagnostics, {
    whole: watched,
    severitiesIn: () => ({}),
    nameOf: (file) => file,
    baseline: null,
  });
  expect(word.told.length).toBeGreaterThan(0);
  expect(asked).toEqual([]);
});
