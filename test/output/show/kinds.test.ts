import { describe, expect, it } from "vitest";
import { customKinds } from "../../../src/k8s/custom-kinds.ts";
import { WORKLOAD_KINDS } from "../../../src/k8s/kinds.ts";
import { EXIT } from "../../../src/kernel/failure.ts";
import { data, failure, sectionOf, show } from "./ask.ts";

const ALL = [...WORKLOAD_KINDS, ...customKinds()];
const NAMES = [...new Set(ALL.map(({ group, kind }) => `${group === "" ? "core" : group}/${kind}`))];
const texts = await Promise.all(
  [null, ...NAMES].map(async (name) => ({ of: name ?? "the list", text: await show("kinds", name) })),
);

describe("gpuify show kinds", () => {
  const list = texts[0]?.text ?? "";

  it("lists the kinds of Kubernetes first, then the custom ones by group", () => {
    const titles = list.match(/^[A-Za-z][\w.-]*$/gm) ?? [];
    expect(titles[0]).toBe("Kubernetes");
    expect(titles.slice(1)).toEqual(titles.slice(1).toSorted());
    expect(titles).toHaveLength(1 + new Set(customKinds().map(({ group }) => group)).size);
  });

  it("has each kind with its short names, what it is for and its roles", () => {
    for (const { kind } of ALL) expect(list).toMatch(new RegExp(`^  ${kind}[ \\n]`, "m"));
    expect(list).toMatch(/^ {2}Deployment \(deploy\) +long-running +-$/m);
    expect(list).toMatch(/^ {2}RayCluster +cluster +head, by groupName$/m);
    expect(list).toMatch(/^ {2}LeaderWorkerSet \(lws\) +serving +leader, worker$/m);
  });

  it.each([
    "LeaderWorkerSet",
    "leaderworkerset",
    "leaderworkersets",
    "LWS",
    "leaderworkerset.x-k8s.io/LeaderWorkerSet",
    "leaderworkersets.leaderworkerset.x-k8s.io",
  ])("shows %s by any of its names", async (name) => {
    expect(await show("kinds", name)).toMatch(
      /^LeaderWorkerSet \(leaderworkerset\.x-k8s\.io, v1\): serving\n/,
    );
  });

  it("shows each kind of a name that several groups have, and one of them by its group", async () => {
    const several = await show("kinds", "pytorchjob");
    expect(several.match(/^PyTorchJob \(.*/gm)).toHaveLength(2);
    const one = await show("kinds", "PyTorchJob.kubeflow.org");
    expect(one.match(/^PyTorchJob \(.*/gm)).toHaveLength(1);
    expect(several).toContain(one);
    expect(await data("kinds", "pytorchjob")).toMatchObject({
      kinds: [{ group: "kubeflow.org" }, { group: "training.kubedl.io" }],
    });
  });

  it("finds a kind by a group in which it stood before", async () => {
    expect(await show("kinds", "extensions/Deployment")).toBe(await show("kinds", "deploy"));
  });

  it("has the pod sets in words, with paths, counts and who computes", async () => {
    const text = await show("kinds", "raycluster");
    expect(sectionOf(text, "role head")).toEqual([
      "at    spec.headGroupSpec.template",
      "GPUs  only where no other role gets them",
      "pods  1",
    ]);
    expect(sectionOf(text, "a role for each, by groupName").join(" ")).toContain(
      "replicas (within minReplicas and maxReplicas, else 0) × spec.workerGroupSpecs[].numOfHosts (else 1)",
    );
  });

  it.each([
    ["kubeflow.org/pytorchjob", "retries", "training writes 3 for each pod into spec.runPolicy.backoffLimit"],
    ["rayjob", "retries", "not written: spec.backoffLimit is 0 where it is not set"],
    ["jobset", "retries", "backoffLimit and podFailurePolicy into the JobSpec"],
    ["rayservice", "updates", "all new pods start before an old one ends, because"],
    ["deploymentconfig", "updates", "by maxSurge (25% where it is not set)"],
    ["raycluster", "/dev/shm", "mounted by the operator; --shm changes nothing"],
    ["nimservice", "/dev/shm", "--shm writes spec.storage.sharedMemorySizeLimit"],
    ["trainjob", "/dev/shm", "not written: it has no fields for volumes"],
    ["rollout", "autoscaler", "bursty makes a HorizontalPodAutoscaler"],
    ["lws", "autoscaler", "bursty makes none; one of your own may aim at"],
    ["ksvc", "autoscaler", "none: the kind scales itself"],
    ["ksvc", "placement", "refused unless their flags are enabled in ConfigMap config-features"],
    ["kubeflow.org/tfjob", "--queue", "Kueue's integration is off by default"],
    ["rayjob", "--queue", "refused where spec.shutdownAfterJobFinishes is not set or false"],
    ["vcjob", "--queue", "training writes spec.queue"],
    ["kubeflow.org/pytorchjob", "--workers", "spec.pytorchReplicaSpecs.Worker.replicas, less 1 where"],
    ["kubeai.org/model", "limits", "never written where spec.resourceProfile decides"],
    ["appwrapper", "objects", "spec.components[].template: each gets what its own kind gets"],
  ])("tells of %s what is written: %s", async (name, topic, words) => {
    const facts = sectionOf(await show("kinds", name), "what the profiles write").join("\n");
    const text = facts.split(/\n(?=\S+ {2})/).find((fact) => fact.startsWith(`${topic} `));
    expect(text?.replace(/\s+/g, " ")).toContain(words);
  });

  it("gives each kind as data, with paths as texts", async () => {
    const { kinds } = (await data("kinds")) as { kinds: { kind: string; podSets: { at: string }[] }[] };
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(ALL.map(({ kind }) => kind).toSorted());
    for (const { podSets } of kinds) for (const { at } of podSets) expect(typeof at).toBe("string");
    expect(await data("kinds", "pod")).toMatchObject({ kind: "Pod", group: "", podSets: [{ at: "" }] });
  });

  it("refuses unknown names with the nearest one, and flags that narrow nothing", async () => {
    expect(await failure("kinds", "raycluter")).toMatchObject({
      exitCode: EXIT.usage,
      message: 'unknown kind "raycluter"',
      advice: 'did you mean "RayCluster"? `gpuify show kinds` lists them all',
    });
    expect(await failure("kinds", null, { vendor: "amd" })).toMatchObject({
      message: "--vendor says nothing about kinds",
    });
  });
});

describe("every text about kinds", () => {
  it("fits a terminal of 80 columns, but for sources and long paths", () => {
    const tooWide = texts.flatMap(({ of, text }) =>
      text
        .replace(/^sources\n(?: {2}.*\n)*/gm, "")
        .split("\n")
        .filter((line) => line.length > 80 && !/\S{65}/.test(line))
        .map((line) => `${of}: ${line}`),
    );
    expect(tooWide).toEqual([]);
    expect(texts.length).toBeGreaterThan(130);
  });

  it("ends with one line end and has no leftover of a value that is not there", () => {
    expect.hasAssertions();
    for (const { of, text } of texts) {
      expect(text, of).toMatch(/[^\n]\n$/);
      expect(text, of).not.toMatch(/ \n|undefined|NaN|\[object|: $/m);
    }
  });
});
