import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Config } from "../../src/config/types.ts";
import { lint } from "../lint/kit.ts";
import { errorsOf, run } from "./run.ts";

const GPU = "resources: {limits: {nvidia.com/gpu: 2}}";
const TRAINER = `apiVersion: ml.acme.io/v1
kind: Trainer
metadata: {name: llm}
spec:
  head: {template: {spec: {containers: [{name: head, image: "registry.example/head:1"}]}}}
  workers:
  - {name: a, count: 3, template: {spec: {containers: [{name: main, image: "registry.example/train:1", ${GPU}}]}}}
`;
const CONFIG: Config = {
  kinds: [
    {
      group: "ml.acme.io",
      kind: "Trainer",
      life: "batch",
      kueue: "on",
      podSets: [
        { role: "head", at: "spec.head.template", computes: "no" },
        { role: ".name", at: "spec.workers[].template", pods: ["spec.workers[].count ?1"] },
      ],
    },
  ],
};

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
const specOf = (outcome: ReturnType<typeof run>): any => parse(outcome.files[0]?.text ?? "").spec;

describe("a kind that the config describes", () => {
  test("is a workload like any other: roles, numbers of pods, queue", () => {
    const outcome = run(TRAINER, { profile: "training", config: CONFIG, flags: { queue: "team" } });
    expect(errorsOf(outcome)).toEqual([]);
    const { head, workers } = specOf(outcome);
    expect(workers[0].template.spec.tolerations).toHaveLength(1);
    expect(head.template.spec.tolerations).toBeUndefined();
    expect(outcome.workloads).toMatchObject([{ object: "Trainer/llm", gpus: { before: 6, after: 6 } }]);
    expect(parse(outcome.files[0]?.text ?? "").metadata.labels).toEqual({
      "kueue.x-k8s.io/queue-name": "team",
    });
  });

  test("is not known without it", () => {
    const outcome = run(TRAINER, { profile: "training" });
    expect(outcome.files[0]?.status).toBe("unchanged");
    expect(outcome.diagnostics.map(({ code }) => code)).toContain("gpu-in-unhandled-kind");
  });
});

describe("a kind that nobody describes", () => {
  test("is patched when asked for, in the pods that ask for a GPU already, and nowhere else", () => {
    const outcome = run(TRAINER, { profile: "training", unknownKinds: "found-by-shape" });
    expect(errorsOf(outcome)).toEqual([]);
    const { head, workers } = specOf(outcome);
    expect(workers[0].template.spec.tolerations).toHaveLength(1);
    expect(head.template.spec).toEqual({ containers: [{ name: "head", image: "registry.example/head:1" }] });
    expect(outcome.diagnostics.map(({ code }) => code)).toContain("kind-by-shape");
    const again = run(outcome.files[0]?.text ?? "", { profile: "training", unknownKinds: "found-by-shape" });
    expect(again.files[0]?.status).toBe("unchanged");
  });

  test.each([
    ["a description of a kind", TRAINER.replace("ml.acme.io/v1", "apiextensions.k8s.io/v1")],
    ["a group without a domain", TRAINER.replace("ml.acme.io/v1", "acme/v1")],
    ["values of a chart", TRAINER.replace("workers:", "values:")],
    [
      "an overlay of the operator's own pods",
      TRAINER.replace(
        'template: {spec: {containers: [{name: main, image: "registry.example/train:1", ',
        "own: {extra: {containers: [{name: main, ",
      ),
    ],
  ])("is left alone where its shape is that of %s", (_, text) => {
    const outcome = run(text, { profile: "training", unknownKinds: "found-by-shape" });
    expect(outcome.files[0]?.status).toBe("unchanged");
  });

  test("is linted in these pods", () => {
    const requests = TRAINER.replace("limits:", "requests:");
    const { findings } = lint({ "in.yaml": requests }, { only: ["gpu-limit-missing"] });
    expect(findings.map(({ rule }) => rule.id)).toEqual(["gpu-limit-missing"]);
  });
});
