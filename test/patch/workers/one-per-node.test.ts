import { describe, expect, it } from "vitest";
import { decideUndo } from "../../../src/patch/undo/decide-undo.ts";
import { surroundingsOf } from "../../../src/workload/surroundings.ts";
import { catalog, decide, objectsOf, workloadsOf } from "../decide.ts";
import { cronJob, deployment, job } from "../manifests.ts";

const apart = { workers: 4, onePerNode: true };

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

/** Anti-affinity as the manifest has it, as a pod spec's lines. */
const antiAffinity = (...terms: readonly string[]): string =>
  ["affinity:", "  podAntiAffinity:", `    ${REQUIRED}:`, ...terms.map((term) => `    - ${term}`)].join("\n");

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
const termsOf = (patched: any): unknown => patched.spec.template.spec.affinity?.podAntiAffinity?.[REQUIRED];

const term = (service: string) => ({
  labelSelector: { matchLabels: { "gpuify.dev/workers": service } },
  topologyKey: "kubernetes.io/hostname",
});

describe("a node for each worker", () => {
  it("is a required anti-affinity by the label that the pods get", () => {
    const { patched } = decide(job({ metadata: "name: train" }), "training", apart);
    expect(termsOf(patched)).toEqual([term("train")]);
    expect(patched.spec.template.metadata.labels).toMatchObject({ "gpuify.dev/workers": "train" });
  });

  it("is none without being asked for", () => {
    const { patched } = decide(job(), "training", { workers: 4 });
    expect(patched.spec.template.spec.affinity).toBeUndefined();
  });

  it("comes behind terms that are there", () => {
    const other = "{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: other}}}";
    const { patched } = decide(job({ metadata: "name: train", pod: antiAffinity(other) }), "training", apart);
    expect(termsOf(patched)).toEqual([
      { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "other" } } },
      term("train"),
    ]);
  });

  const own = "labelSelector: {matchLabels: {job-name: train}}";
  it.each([
    ["the Job's own label", `{topologyKey: kubernetes.io/hostname, ${own}}`, 1],
    ["every pod", "{topologyKey: kubernetes.io/hostname, labelSelector: {}}", 1],
    ["each Job by itself", `{topologyKey: kubernetes.io/hostname, ${own}, matchLabelKeys: [job-name]}`, 1],
    ["no pod", "{topologyKey: kubernetes.io/hostname}", 2],
    ["zones", `{topologyKey: topology.kubernetes.io/zone, ${own}}`, 2],
    ["another namespace", `{topologyKey: kubernetes.io/hostname, ${own}, namespaces: [other]}`, 2],
    ["each worker by itself", `{topologyKey: kubernetes.io/hostname, ${own}, matchLabelKeys: [index]}`, 2],
    ["other runs", `{topologyKey: kubernetes.io/hostname, ${own}, mismatchLabelKeys: [job-name]}`, 2],
  ])("looks at what a term is about: %s", (_, written, count) => {
    const { patched } = decide(
      job({ metadata: "name: train", pod: antiAffinity(written) }),
      "training",
      apart,
    );
    expect(termsOf(patched)).toHaveLength(count);
  });

  it.each(["bursty", "continuous"])("goes under %s, and comes again with training", (profile) => {
    const trained = decide(job({ metadata: "name: train" }), "training", apart);
    const other = decide(trained.text, profile);
    expect(JSON.stringify(other.patched)).not.toContain("podAntiAffinity");
    expect(other.patched.spec.template.metadata?.labels).toBeUndefined();
    const back = decide(other.text, "training");
    expect(termsOf(back.patched)).toEqual([term("train")]);
  });

  it("goes with the group, and by itself where that is asked for", () => {
    const kept = "{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: other}}}";
    const trained = decide(job({ metadata: "name: train", pod: antiAffinity(kept) }), "training", apart);
    const one = decide(trained.text, "training", { workers: 1 });
    expect(termsOf(one.patched)).toHaveLength(1);
    const together = decide(trained.text, "training", { workers: 4, onePerNode: false });
    expect(termsOf(together.patched)).toHaveLength(1);
    expect(together.patched.spec.completions).toBe(4);
  });

  it("is taken back by undo, as all that the record proves", () => {
    const trained = decide(job({ metadata: "name: train" }), "training", apart);
    const [workload] = workloadsOf(trained.text);
    if (workload === undefined) throw new Error("no workload");
    const surroundings = surroundingsOf(objectsOf(trained.text));
    const decision = decideUndo({ workload, catalog, surroundings });
    if (decision.kind !== "made") throw new Error("refused");
    const removed = decision.operations.flatMap(({ op, path }) => (op === "remove" ? [path.join(".")] : []));
    expect(removed).toContain("spec.template.spec.affinity");
  });

  it("is recorded where nothing else of the group was written", () => {
    const env = ["JOB_NAME", "NODE_RANK", "MASTER_ADDR", "MASTER_PORT", "NNODES"];
    const complete = decide(job({ metadata: "name: train" }), "training", { workers: 4 });
    const theirs = complete.text
      .replace(/\n +annotations:\n +gpuify\.dev\/restore-training:.*(?=\n)/, "")
      .replaceAll(/gpuify\.dev\/workers: train/g, "app: train")
      .replace(/\n +app\.kubernetes\.io\/managed-by: gpuify/, "");
    expect(theirs).not.toContain("restore-training");
    for (const name of env) expect(theirs).toContain(name);
    const first = theirs.split("---\n").find((text) => text.includes("kind: Job")) ?? "";
    const service = theirs.split("---\n").find((text) => text.includes("kind: Service")) ?? "";
    const trained = decide(`${first}---\n${service}`, "training", apart);
    expect(termsOf(trained.patched)).toEqual([term("train")]);
    const other = decide(trained.text, "bursty");
    expect(JSON.stringify(other.patched)).not.toContain("podAntiAffinity");
    expect(JSON.stringify(other.patched)).not.toContain("gpuify.dev/workers");
  });

  it("says that runs of a CronJob meet, unless they never do", () => {
    const codes = (policy: string) =>
      decide(cronJob().replace("  schedule:", `  ${policy}\n  schedule:`), "training", apart).codes;
    expect(codes("concurrencyPolicy: Allow")).toContain("one-per-node-across-runs");
    expect(codes("concurrencyPolicy: Forbid")).not.toContain("one-per-node-across-runs");
    expect(decide(job(), "training", apart).codes).not.toContain("one-per-node-across-runs");
  });

  it("needs a group", () => {
    expect(decide(job(), "training", { onePerNode: true }).codes).toEqual(["one-per-node-without-workers"]);
    expect(decide(job(), "training", { onePerNode: true, workers: 1 }).codes).toEqual([
      "one-per-node-without-workers",
    ]);
    expect(decide(deployment(), "training", apart).codes).toEqual(["workers-need-a-job"]);
  });
});
