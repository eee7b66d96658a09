import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { codesOf, errorsOf, run, textAfter } from "../pipeline/run.ts";
import { deployment, gpus, job } from "./manifests.ts";

const all = { all: true } as const;
const recorded = (record: object, manifest = job) =>
  manifest({ metadata: `name: web\nannotations:\n  gpuify.dev/restore: '${JSON.stringify(record)}'` });

describe("a record that somebody else wrote", () => {
  it.each([
    { v: 1, set: { "pod.foo.bar": ["x", null] } },
    { v: 1, set: { template: ["x", null] } },
    { v: 1, containers: { main: { set: { "foo.bar": ["x", null] } } } },
    { v: 1, containers: { main: { set: { "": ["x", null] } } } },
    { v: 1, workers: 3_000_000_000 },
  ])("is damaged where it says what is never recorded: %j", (record) => {
    const outcome = run(recorded(record), { profile: "training", scope: all });
    expect(codesOf(outcome)).toContain("restore-unreadable");
    expect(textAfter(outcome)).not.toMatch(/foo: |completions: /);
  });
});

it("a limit of no GPUs comes back as what a GPU profile writes at once", () => {
  const manifest = deployment({ container: gpus(0) });
  const there = textAfter(run(manifest, { profile: "bursty", scope: all }));
  expect(there).toContain('"nvidia.com/gpu":0');
  const back = run(there, { profile: "continuous", scope: all });
  expect(errorsOf(back)).toEqual([]);
  expect(textAfter(back)).toBe(textAfter(run(manifest, { profile: "continuous", scope: all })));
});

it("the maximum of an autoscaler stays within what the API takes", () => {
  const manifest = deployment({ spec: "replicas: 2000000000", container: gpus(1) });
  expect(textAfter(run(manifest, { profile: "bursty" }))).toContain("maxReplicas: 2147483647");
});

it("a factor that a rule asks for counts before a maximum of the defaults, in every run", () => {
  const config = {
    defaults: { maxReplicas: 5 },
    rules: [{ match: { kind: "Deployment" }, profile: "bursty", replicas: 3, burst: 2.5 }],
  };
  const outcome = run(deployment({ spec: "replicas: 2", container: gpus(1) }), { config });
  expect(errorsOf(outcome)).toEqual([]);
  expect(textAfter(outcome)).toContain("maxReplicas: 8");
});

it("replicas of the defaults that are left to the autoscaler are what a factor multiplies, in every run", () => {
  const config = {
    defaults: { replicas: 3 },
    rules: [{ match: { kind: "Deployment" }, profile: "bursty", burst: 2.5, releaseReplicas: true }],
  };
  const outcome = run(deployment({ container: gpus(1) }), { config });
  expect(errorsOf(outcome)).toEqual([]);
  expect(textAfter(outcome)).toMatch(/minReplicas: 3\n {2}maxReplicas: 8/);
});

it("replicas of the manifest that were left to the autoscaler are still no gap for those of the defaults", () => {
  const config = {
    defaults: { replicas: 1, releaseReplicas: true },
    rules: [{ match: { kind: "Deployment" }, profile: "bursty", burst: 10 }],
  };
  const outcome = run(deployment({ spec: "replicas: 2", container: gpus(1) }), { config });
  expect(errorsOf(outcome)).toEqual([]);
  expect(textAfter(outcome)).toMatch(/minReplicas: 2\n {2}maxReplicas: 20/);
});

describe("on the way back to other GPUs", () => {
  const parts = {
    container: gpus(1),
    pod: `nodeSelector:
  cloud.google.com/gke-accelerator: nvidia-l4
  cloud.google.com/gke-gpu-driver-version: latest
tolerations:
- {key: nvidia.com/gpu, operator: Equal, value: present, effect: NoSchedule}`,
  };

  it.each([
    { gpu: "h100", platform: "gke" },
    { gpu: "l4", platform: "gke", spot: true },
    { gpu: "h100", platform: "aks" },
    { vendor: "amd", platform: "generic" },
    { mig: "1g.10gb", gpu: "h100", platform: "generic" },
  ])("what does not fight them comes back, as if it had never gone: %j", (flags) => {
    const { platform } = flags;
    const straight = textAfter(run(deployment(parts), { profile: "continuous", flags }));
    const there = textAfter(run(deployment(parts), { profile: "bursty", flags: { platform } }));
    const back = textAfter(run(there, { profile: "continuous", flags, scope: all }));
    const podOf = (text: string) => sortedLists(parseDocument(text).toJS().spec.template.spec);
    expect(podOf(back)).toEqual(podOf(straight));
    expect(back).toContain("value: present");
  });
});

function sortedLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sortedLists(item))).sort();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortedLists(item)]),
  );
}
