import { describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { parseSelect } from "../../src/cli/patch/selectors.ts";
import type { KindRow } from "../../src/k8s/kind-row.ts";
import { isRelevant } from "../../src/pipeline/input/relevance.ts";
import { undoByRecord } from "../../src/pipeline/undo/by-record.ts";
import { lint } from "../lint/kit.ts";
import { catalog, run } from "./run.ts";

/** A kind that does not exist: one pod set that never computes, and a list of groups with names of their own. */
vi.mock("../../src/k8s/kind-rows.ts", async (original) => {
  const { ROWS } = await original<typeof import("../../src/k8s/kind-rows.ts")>();
  const { EACH } = await import("../../src/k8s/kind-row.ts");
  const row: KindRow = {
    group: "example.com",
    aliases: [],
    kind: "Fleet",
    names: ["flt"],
    lifecycle: "restarts",
    podSets: [
      {
        role: "head",
        computes: "no",
        at: ["spec", "head", "template"],
        form: "template",
        pods: [],
        gang: "object",
      },
      {
        role: { from: ["name"] },
        computes: "yes",
        at: ["spec", "groups", EACH, "template"],
        form: "template",
        pods: [
          { at: ["spec", "groups", EACH, "replicas"], unset: 1 },
          { at: ["spec", "groups", EACH, "hosts"], unset: 1 },
        ],
        gang: "replica",
      },
    ],
    rollout: null,
    job: null,
    queue: ["metadata", "labels"],
    scale: "own",
    selector: "none",
    revisionOf: null,
    immutable: [],
    source: "a test",
  };
  return { ROWS: [...ROWS, row] };
});

/** Containers of all pod sets have one name, so that a record by container name alone would mix them up. */
const fleet = (small: string, large: string): string => `apiVersion: example.com/v1
kind: Fleet
metadata:
  name: train
spec:
  head:
    template:
      spec:
        containers:
        - name: main
          image: registry.example/head:1
  groups:
  - name: small
    replicas: 2
    template:
      spec:
        containers:
        - name: main
          image: registry.example/worker:1${small}
  - name: large
    replicas: 3
    hosts: 2
    template:
      spec:
        containers:
        - name: main
          image: registry.example/worker:1${large}
`;

const limits = (gpus: number): string => `
          resources:
            limits:
              nvidia.com/gpu: ${gpus}`;

const FLEET = fleet("", "");
const GPU_FLEET = fleet(limits(1), limits(4));
const ALL = { scope: { all: true } };

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
function specOf(text: string): any {
  return parse(text).spec;
}

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
function gpusIn({ head, groups }: any): readonly unknown[] {
  const templates = [head, ...groups].map(({ template }) => template.spec.containers[0].resources);
  return templates.map((resources) => resources?.limits?.["nvidia.com/gpu"]);
}

function textOf(outcome: ReturnType<typeof run>): string {
  expect(outcome.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return outcome.files[0]?.text ?? "";
}

describe("a kind with two roles, which is a row and nothing else", () => {
  test("is selected and read by the names of its row", () => {
    expect(parseSelect("flt/train")).toEqual({ kind: "Fleet", name: "train" });
    expect(parseSelect("fleets.example.com")).toEqual({ kind: "Fleet", name: null });
    expect(isRelevant(FLEET)).toBe(true);
  });

  test("gets GPUs in every pod set that computes, and each is counted by its own numbers", () => {
    const outcome = run(FLEET, { profile: "continuous", ...ALL, flags: { role: "small,large" } });
    const spec = specOf(textOf(outcome));
    expect(gpusIn(spec)).toEqual([undefined, 1, 1]);
    expect(spec.head.template.spec.tolerations).toBeUndefined();
    expect(spec.groups[1].template.spec.tolerations).toHaveLength(1);
    expect(outcome.workloads).toMatchObject([{ object: "Fleet/train", gpus: { before: 0, after: 2 + 6 } }]);
  });

  test("keeps what each pod set has", () => {
    const outcome = run(GPU_FLEET, { profile: "continuous", ...ALL });
    expect(gpusIn(specOf(textOf(outcome)))).toEqual([undefined, 1, 4]);
    expect(outcome.workloads[0]?.gpus).toMatchObject({ before: 2 + 24, after: 2 + 24 });
  });

  test("says in the report which pod set a change is in, and when it is the object's", () => {
    const { changes } = run(GPU_FLEET, { profile: "bursty", ...ALL }).files[0] ?? {};
    const roles = new Map((changes ?? []).map(({ path, role }) => [path, role]));
    expect(roles.get("spec.groups[0].template.spec.containers[0].resources.limits")).toBe("small");
    expect(roles.get("spec.groups[1].template.spec.containers[0].resources.limits")).toBe("large");
    expect(roles.get("metadata.annotations")).toBeUndefined();
    expect(roles.get('metadata.annotations["gpuify.dev/restore"]')).toBeNull();
  });

  test("is recorded by role, and given back by role", () => {
    const off = textOf(run(GPU_FLEET, { profile: "bursty", ...ALL }));
    const record = JSON.parse(parse(off).metadata.annotations["gpuify.dev/restore"]);
    expect(record.v).toBe(2);
    expect(Object.keys(record.podSets)).toEqual(["small", "large"]);
    expect(record.podSets.large.containers.main.limits).toEqual({ "nvidia.com/gpu": 4 });
    expect(gpusIn(specOf(off))).toEqual([undefined, undefined, undefined]);
    expect(specOf(off).head.template).toEqual(specOf(GPU_FLEET).head.template);
    const back = textOf(run(off, { profile: "continuous", ...ALL }));
    expect(gpusIn(specOf(back))).toEqual([undefined, 1, 4]);
    expect(parse(back).metadata.annotations).toBeUndefined();
  });

  test("comes back by undo as it was", () => {
    const off = textOf(run(GPU_FLEET, { profile: "bursty", ...ALL }));
    const input = { name: "a.yaml", bytes: new TextEncoder().encode(off), named: true };
    const { outcome, proof } = undoByRecord([input], { strict: false }, catalog);
    expect(proof).toBe("record");
    expect(parse(outcome.files[0]?.text ?? "")).toEqual(parse(GPU_FLEET));
  });

  test("gets the shared memory of training in each pod set, and loses nothing but that again", () => {
    const trained = textOf(run(GPU_FLEET, { profile: "training", flags: { queue: "team" }, ...ALL }));
    const { head, groups } = specOf(trained);
    expect(head.template.spec.volumes).toBeUndefined();
    expect(groups.map(({ template }: typeof head) => template.spec.volumes)).toEqual([
      [{ name: "dshm", emptyDir: { medium: "Memory" } }],
      [{ name: "dshm", emptyDir: { medium: "Memory" } }],
    ]);
    expect(parse(trained).metadata.labels).toEqual({ "kueue.x-k8s.io/queue-name": "team" });
    const served = textOf(run(trained, { profile: "continuous", ...ALL }));
    expect(parse(served).metadata.labels).toBeUndefined();
  });

  test("loses the placement of GPU nodes under none, in each pod set", () => {
    const flags = { platform: "gke", gpu: "l4" };
    const placed = textOf(run(GPU_FLEET, { profile: "continuous", flags, ...ALL }));
    // biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
    const selectors = (text: string) => specOf(text).groups.map((one: any) => one.template.spec.nodeSelector);
    const l4 = { "cloud.google.com/gke-accelerator": "nvidia-l4" };
    expect(selectors(placed)).toEqual([l4, l4]);
    expect(selectors(textOf(run(placed, { profile: "none", ...ALL })))).toEqual([undefined, undefined]);
  });

  test("gets the config's fields in the pod sets that compute", () => {
    const config = {
      profiles: { serve: { extends: "continuous" as const, labels: { team: "vision" } } },
    };
    const text = textOf(run(FLEET, { profile: "serve", config, ...ALL, flags: { role: "small,large" } }));
    const { head, groups } = specOf(text);
    expect(head.template.metadata).toBeUndefined();
    expect(groups.map(({ template }: typeof head) => template.metadata.labels)).toEqual([
      { team: "vision" },
      { team: "vision" },
    ]);
  });

  test("tells groups of one name apart by their order", () => {
    const twins = GPU_FLEET.replace("- name: large", "- name: small");
    const off = textOf(run(twins, { profile: "bursty", ...ALL }));
    const record = JSON.parse(parse(off).metadata.annotations["gpuify.dev/restore"]);
    expect(Object.keys(record.podSets)).toEqual(["small", "small#2"]);
    const back = textOf(run(off, { profile: "continuous", ...ALL }));
    expect(gpusIn(specOf(back))).toEqual([undefined, 1, 4]);
  });

  test("is told when pods are recorded that it no longer has", () => {
    const off = textOf(run(GPU_FLEET, { profile: "bursty", ...ALL }));
    const renamed = off.replace("- name: large", "- name: huge");
    const { diagnostics } = run(renamed, { profile: "continuous", ...ALL });
    expect(diagnostics.map(({ message }) => message)).toContainEqual(
      'the annotation gpuify.dev/restore of Fleet/train is about pods that Fleet/train does not have: "large"',
    );
    const input = { name: "a.yaml", bytes: new TextEncoder().encode(renamed), named: true };
    expect(undoByRecord([input], { strict: false }, catalog).outcome.refused).toBe(true);
  });

  test("is named with the role where only one of its pod sets is meant", () => {
    const second = `
        - name: other
          image: registry.example/other:1`;
    const { diagnostics } = run(fleet("", second), { profile: "continuous", ...ALL, flags: { role: "*" } });
    expect(diagnostics.map(({ code, message }) => [code, message])).toContainEqual([
      "ambiguous-container",
      "Fleet/train (large) has several containers that could be meant: main, other",
    ]);
  });

  test("is linted pod set by pod set", () => {
    const asked = `
          resources:
            requests:
              nvidia.com/gpu: 1`;
    const { findings } = lint({ "a.yaml": fleet(asked, limits(2)) }, { only: ["gpu-limit-missing"] });
    expect(findings.map(({ path }) => path.slice(0, 3))).toEqual([["spec", "groups", 0]]);
  });
});
