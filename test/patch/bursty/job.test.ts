import { describe, expect, it } from "vitest";
import { cronJob, gpus, job } from "../manifests.ts";
import { bursty, join, refusals } from "./run.ts";

describe("--parallelism", () => {
  it("widens a Job with several completions, up to their number", () => {
    const text = job({ spec: "completions: 10\nparallelism: 2", container: gpus(1) });
    expect(bursty(text, { parallelism: 5 }).patched.spec.parallelism).toBe(5);
    expect(bursty(text, { parallelism: 50 }).patched.spec.parallelism).toBe(10);
  });

  it("changes nothing for a Job with one completion, and says what would", () => {
    expect.hasAssertions();
    for (const spec of ["", "completions: 1", "parallelism: 4"]) {
      const run = bursty(job({ spec, container: gpus(1) }), { parallelism: 5 });
      expect(run.patched.spec.parallelism).toBe(spec === "parallelism: 4" ? 4 : undefined);
      expect(run.codes).toContain("parallelism-unused");
    }
  });

  it("works inside a CronJob", () => {
    const { patched } = bursty(cronJob({ spec: "completions: 3", container: gpus(1) }), { parallelism: 3 });
    expect(patched.spec.jobTemplate.spec.parallelism).toBe(3);
  });

  it("stops at a claim that one node can mount", () => {
    const claim =
      "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\nspec:\n  accessModes: [ReadWriteOnce]\n";
    const text = job({
      spec: "completions: 3",
      pod: "restartPolicy: Never\nvolumes:\n- name: d\n  persistentVolumeClaim:\n    claimName: data",
    });
    expect(bursty(join(text, claim), { parallelism: 3 }).codes).toContain("shared-claim");
    expect(bursty(join(text, claim), { parallelism: 3, force: true }).patched.spec.parallelism).toBe(3);
  });
});

describe("--shards", () => {
  it("makes a Job with one completion an Indexed one, and says plainly what the program must do", () => {
    const run = bursty(job({ container: gpus(1) }), { shards: 4 });
    expect(run.patched.spec).toMatchObject({ completionMode: "Indexed", completions: 4, parallelism: 4 });
    const said = run.decision.diagnostics.find(({ code }) => code === "sharded");
    expect(said?.severity).toBe("warning");
    expect(said?.message).toContain("JOB_COMPLETION_INDEX");
    expect(run.decision.peak?.after.pods).toBe(4);
  });

  it("runs as many at once as --parallelism says", () => {
    const { patched } = bursty(job({ container: gpus(1) }), { shards: 8, parallelism: 2 });
    expect(patched.spec).toMatchObject({ completions: 8, parallelism: 2 });
  });

  it("leaves a Job alone that has several completions or pods", () => {
    expect.hasAssertions();
    for (const spec of ["completions: 5", "parallelism: 3"]) {
      const run = bursty(job({ spec, container: gpus(1) }), { shards: 4 });
      expect(run.patched.spec.completionMode).toBeUndefined();
      expect(run.codes).toContain("shards-unused");
    }
  });

  it("refuses names whose numbered pods no host name could have", () => {
    expect(refusals(job({ metadata: `name: ${"a".repeat(62)}` }), { shards: 4 })).toEqual(["shard-name"]);
    expect(refusals(job({ metadata: "name: a.b" }), { shards: 4 })).toEqual(["shard-name"]);
    expect(refusals(cronJob({ metadata: `name: ${"a".repeat(52)}` }), { shards: 4 })).toEqual(["shard-name"]);
    expect(refusals(cronJob({ metadata: `name: ${"a".repeat(50)}` }), { shards: 4 })).toEqual([]);
  });
});
