import { describe, expect, it } from "vitest";
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
