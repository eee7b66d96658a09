import { describe, expect, it } from "vitest";
import { bodyLayer } from "../../src/config/body.ts";
import type { ProfileBody } from "../../src/config/types.ts";
import { foldLayers, mergeLayers } from "../../src/profile/layers.ts";
import type { Origin } from "../../src/profile/settings.ts";

const origin: Origin = { kind: "config-profile", name: "own" };
const weak: Origin = { kind: "config-defaults" };

/** Every field of a body, each with a value of its own. */
const FULL: Required<ProfileBody> = {
  gpu: { model: "h100", count: 8, vendor: "nvidia", mig: "1g.10gb", topology: "2x4" },
  platform: "gke",
  container: "main",
  role: "worker",
  spot: false,
  shm: "16Gi",
  rollout: "in-place",
  keepOff: "none",
  replicas: 0,
  maxReplicas: 9,
  burst: 1.5,
  cpu: "2",
  memory: "4Gi",
  autoscale: { metrics: [], behavior: {} },
  releaseReplicas: true,
  parallelism: 3,
  shards: 4,
  workers: 4,
  onePerNode: true,
  queue: "research",
  nodeSelector: { a: "1" },
  tolerations: [{ key: "a", operator: "Exists" }],
  labels: { b: "1" },
  annotations: { c: "1" },
  priorityClassName: "high",
  runtimeClassName: "kata",
  schedulerName: "volcano",
  env: [{ name: "A", value: "1" }],
};

describe("what a body says", () => {
  it("is all there, with one origin", () => {
    const layer = bodyLayer(FULL, origin);
    const { gpu: _, autoscale, ...rest } = FULL;
    const expected = {
      ...rest,
      model: "h100",
      gpus: 8,
      vendor: "nvidia",
      mig: "1g.10gb",
      topology: "2x4",
      autoscale: true,
      autoscaler: autoscale,
    };
    expect(Object.fromEntries(Object.entries(layer).map(([name, { value }]) => [name, value]))).toEqual(
      expected,
    );
    for (const setting of Object.values(layer)) expect(setting.origin).toEqual(origin);
  });

  it("is nothing where it says nothing", () => {
    expect(bodyLayer({}, origin)).toEqual({});
    expect(bodyLayer({ gpu: {} }, origin)).toEqual({});
  });

  it("an autoscaler may be switched off, on, or shaped", () => {
    expect(bodyLayer({ autoscale: false }, origin)).toEqual({ autoscale: { value: false, origin } });
    expect(bodyLayer({ autoscale: true }, origin)).toEqual({ autoscale: { value: true, origin } });
  });
});

describe("layers", () => {
  it("give each scalar of the first that has it, also zero, false and empty text", () => {
    const strong = bodyLayer({ replicas: 0, spot: false, shm: "" }, origin);
    const folded = foldLayers([strong, bodyLayer({ replicas: 3, spot: true, shm: "1Gi", cpu: "1" }, weak)]);
    expect(folded).toEqual({ ...strong, cpu: { value: "1", origin: weak } });
  });

  it("join maps by key and keep whose each part is", () => {
    const a = bodyLayer({ labels: { x: "a", y: "a" } }, origin);
    const b = bodyLayer({ labels: { y: "b", z: "b" } }, weak);
    const { labels } = foldLayers([a, b]);
    expect(labels?.value).toEqual({ x: "a", y: "a", z: "b" });
    expect(labels?.origin).toEqual(origin);
    expect(labels?.parts).toEqual([a.labels, b.labels]);
  });

  it("fold in any grouping to the same", () => {
    const layers = [
      bodyLayer({ labels: { x: "1" }, tolerations: [{ key: "a", operator: "Exists" }] }, origin),
      bodyLayer(
        { labels: { x: "2", y: "2" }, env: [{ name: "A", value: "2" }] },
        { kind: "config", rule: "r" },
      ),
      bodyLayer(
        { labels: { z: "3" }, tolerations: [{ key: "b", operator: "Exists" }], env: [{ name: "A" }] },
        weak,
      ),
    ];
    const [a = {}, b = {}, c = {}] = layers;
    expect(foldLayers([foldLayers([a, b]), c])).toEqual(foldLayers(layers));
    expect(foldLayers([a, foldLayers([b, c])])).toEqual(foldLayers(layers));
  });

  it("join what an autoscaler measures with how fast it moves", () => {
    const layer = foldLayers([
      bodyLayer({ autoscale: { behavior: { scaleUp: {} } } }, origin),
      bodyLayer({ autoscale: { metrics: [1], behavior: {} } }, weak),
    ]);
    expect(layer.autoscaler?.value).toEqual({ metrics: [1], behavior: { scaleUp: {} } });
  });

  it("a model tells its vendor: a weaker vendor was meant for another one", () => {
    const flag = bodyLayer({ gpu: { model: "mi300x" } }, { kind: "flag", name: "--gpu" });
    const nvidia = bodyLayer({ gpu: { vendor: "nvidia" } }, weak);
    expect(foldLayers([flag, nvidia])).toEqual(flag);
    expect(foldLayers([nvidia, flag])).toEqual({ ...flag, ...nvidia });
    const both = bodyLayer({ gpu: { model: "h100", vendor: "amd" } }, origin);
    expect(foldLayers([both, nvidia])).toEqual(both);
  });

  it("merged have what must always be there", () => {
    const settings = mergeLayers({ name: "own", base: "bursty", origin }, []);
    expect(settings).toMatchObject({ profile: "own", base: "bursty", profileOrigin: origin });
    for (const name of [
      "platform",
      "burst",
      "autoscale",
      "releaseReplicas",
      "force",
      "kubernetesMinor",
    ] as const)
      expect(settings[name].origin).toEqual({ kind: "default" });
  });
});
