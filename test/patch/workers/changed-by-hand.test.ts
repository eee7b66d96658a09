import { describe, expect, it } from "vitest";
import { decide, type Outcome } from "../decide.ts";
import { gpus, job } from "../manifests.ts";

/** A group of four, after which somebody edited the file. */
const four = (parts: Parameters<typeof job>[0] = {}): string =>
  decide(job(parts), "training", { workers: 4 }).text;

/** The Job's spec, with one field more. */
const having = (field: string, text: string): string =>
  text.replace(/^( *)completionMode: Indexed$/m, `$&\n$1${field}`);

const wide = (text: string): string =>
  text.replace("completions: 4", "completions: 8").replace("parallelism: 4", "parallelism: 8");

const said = ({ decision }: Outcome, code: string) =>
  decision.diagnostics.find((diagnostic) => diagnostic.code === code);

const variable = ({ patched }: Outcome, name: string): unknown =>
  patched.spec.template.spec.containers[0].env?.find((one: { name: string }) => one.name === name)?.value;

const record = ({ patched }: Outcome): { set: unknown } =>
  JSON.parse(patched.metadata.annotations["gpuify.dev/restore-training"]);

describe("another width, written by hand", () => {
  it.each(["continuous", "bursty"])("keeps the whole group under %s, and says how to go on", (profile) => {
    const outcome = decide(wide(four()), profile);
    const { spec, metadata } = outcome.patched;
    expect(spec).toMatchObject({
      completionMode: "Indexed",
      completions: 8,
      parallelism: 8,
      backoffLimit: 12,
    });
    expect(spec.template.spec.subdomain).toBe("web");
    expect(spec.template.metadata.labels).toMatchObject({ "gpuify.dev/workers": "web" });
    expect(metadata.annotations).toHaveProperty("gpuify.dev/restore-training");
    expect(variable(outcome, "NNODES")).toBe("4");
    expect(outcome.decision.dropped).toEqual([]);
    expect(said(outcome, "workers-stay")).toMatchObject({
      severity: "warning",
      message: expect.stringContaining("completions and parallelism"),
      advice: expect.stringMatching(/completions: 4 and parallelism: 4.*--workers 8/s),
    });
    expect(decide(outcome.text, profile).changes).toEqual([]);
  });

  it("takes the queue out all the same, and records the rest", () => {
    const { text } = decide(job(), "training", { workers: 4, queue: "q" });
    const outcome = decide(wide(text), "continuous");
    expect(outcome.patched.metadata.labels).toBeUndefined();
    expect(record(outcome).set).toMatchObject({ completions: [null, 4] });
    expect(record(outcome).set).not.toHaveProperty("queue");
  });

  it("is no obstacle once it is removed", () => {
    const text = four().replace(/^ *(?:completions|parallelism): 4\n/gm, "");
    const outcome = decide(text, "continuous");
    expect(outcome.codes).not.toContain("workers-stay");
    expect(outcome.patched.spec.completionMode).toBeUndefined();
    expect(outcome.patched.spec.template.spec.containers[0].env).toBeUndefined();
  });

  it("becomes the group's own with --workers, and goes with it", () => {
    const eight = decide(wide(four()), "training", { workers: 8 });
    expect(record(eight).set).toMatchObject({ completions: [null, 8], parallelism: [null, 8] });
    expect(variable(eight, "NNODES")).toBe("8");
    expect(eight.codes).not.toContain("workers-count-differs");
    const { patched, codes } = decide(eight.text, "continuous");
    expect(codes).not.toContain("workers-stay");
    expect(patched.spec.completions).toBeUndefined();
  });

  it("is told from the number in NNODES where no run makes them equal", () => {
    const outcome = decide(wide(four()), "training");
    expect(said(outcome, "workers-count-differs")).toMatchObject({
      severity: "warning",
      advice: expect.stringContaining("--workers 8"),
    });
    expect(decide(four(), "training").codes).not.toContain("workers-count-differs");
  });

  it("is one without completions and parallelism, as the API server fills them in", () => {
    const text = four().replace(/^ *(?:completions|parallelism): 4\n/gm, "");
    expect(said(decide(text, "training"), "workers-count-differs")).toMatchObject({
      message: expect.stringContaining("says 4 workers, but Job/web runs one pod"),
      advice: "Set completions and parallelism to 4.",
    });
  });
});

describe("a field that needs numbered pods", () => {
  it.each([
    ["backoffLimitPerIndex", "backoffLimitPerIndex: 1"],
    ["successPolicy", "successPolicy: {rules: [{succeededCount: 1}]}"],
  ])("%s keeps the group under another profile", (name, field) => {
    const outcome = decide(having(field, four()), "continuous");
    expect(outcome.patched.spec).toMatchObject({ completionMode: "Indexed", completions: 4, parallelism: 4 });
    expect(said(outcome, "workers-stay")?.message).toContain(name);
  });

  it("goes without a word where numbered pods were there before", () => {
    const own = { spec: "completionMode: Indexed\ncompletions: 1\nbackoffLimitPerIndex: 1" };
    const { patched, codes } = decide(four(own), "continuous");
    expect(patched.spec).toMatchObject({ completionMode: "Indexed", completions: 1 });
    expect(codes).not.toContain("workers-stay");
  });

  it("maxFailedIndexes is at most the number of workers", () => {
    const text = having("backoffLimitPerIndex: 1", having("maxFailedIndexes: 3", four()));
    expect(said(decide(text, "training", { workers: 2 }), "workers-and-failed-indexes")).toMatchObject({
      severity: "error",
      message: expect.stringContaining("maxFailedIndexes: 3"),
    });
    expect(decide(text, "training", { workers: 3 }).codes).not.toContain("workers-and-failed-indexes");
  });
});

it("a variable that refers to the user's own is taken out again", () => {
  const env = 'env:\n- {name: PET_NNODES, value: "4"}\n- {name: PET_MASTER_PORT, value: "1"}';
  const trained = four({ container: `${gpus(1)}\n${env}` });
  const { patched } = decide(trained, "continuous");
  expect(patched.spec.template.spec.containers[0].env).toEqual([
    { name: "PET_NNODES", value: "4" },
    { name: "PET_MASTER_PORT", value: "1" },
  ]);
});

it("a record of workers proves a training run, so all that it added goes", () => {
  const own = job();
  const trained = decide(own, "training", { workers: 2, gpus: 2 });
  const { patched } = decide(trained.text, "continuous");
  expect(patched.spec).not.toHaveProperty("podFailurePolicy");
  expect(patched.spec).not.toHaveProperty("backoffLimit");
  expect(JSON.stringify(patched)).not.toContain("safe-to-evict");
});

describe("--workers 1", () => {
  it("makes a group one pod again, as training makes it without workers, and no run brings it back", () => {
    expect.hasAssertions();
    for (const flags of [{}, { queue: "q" }]) {
      const trained = decide(job(), "training", { workers: 4, ...flags });
      const plain = decide(job(), "training", flags);
      const one = decide(trained.text, "training", { workers: 1 });
      expect(one.patched).toEqual(plain.patched);
      expect(one.decision.dropped).toMatchObject([{ command: "kubectl delete service/web" }]);
      expect(decide(one.text, "training", { workers: 1 }).changes).toEqual([]);
      const there = decide(one.text, "bursty").text;
      expect(decide(there, "training").patched.spec).not.toHaveProperty("completionMode");
    }
  });

  it("beats the number that another profile has kept", () => {
    const other = decide(four(), "continuous");
    const { patched } = decide(other.text, "training", { workers: 1 });
    expect(patched).toEqual(decide(job(), "training").patched);
  });

  it("is one pod for a Job that never had workers, and refused where it has several of its own", () => {
    expect(decide(job(), "training", { workers: 1 }).text).toBe(decide(job(), "training").text);
    const own = { spec: "completionMode: Indexed\ncompletions: 4\nparallelism: 4" };
    expect(decide(job(own), "training", { workers: 1 }).codes).toContain("workers-and-completions");
    expect(decide(wide(four()), "training", { workers: 1 }).codes).toContain("workers-and-completions");
  });
});

describe("variables of workers under another profile", () => {
  const left = (text: string, profile = "continuous"): readonly { readonly name: string }[] =>
    decide(text, profile).patched.spec.template.spec.containers[0].env ?? [];

  it("stay where somebody takes the value from elsewhere now", () => {
    const valueFrom = { configMapKeyRef: { name: "c", key: "port" } };
    const text = four().replace('value: "29500"', `valueFrom: ${JSON.stringify(valueFrom)}`);
    expect(left(text)).toEqual([{ name: "MASTER_PORT", valueFrom }]);
  });

  it("go where they were copied from one that comes later", () => {
    const own = [
      { name: "X", value: "$(MASTER_PORT) $(NODE_RANK)" },
      { name: "PET_MASTER_PORT", value: "1234" },
    ];
    const text = four({ container: `env: ${JSON.stringify(own)}` });
    expect(left(text)).toEqual(own);
  });

  it("are all that a record can take out", () => {
    expect.hasAssertions();
    const own = [
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
      { name: "HOST", value: "$(TOKEN)" },
    ];
    const record = '{"v":1,"env":{"main":["TOKEN","HOST"]}}';
    const manifest = job({
      metadata: `name: web\nannotations:\n  gpuify.dev/restore-training: '${record}'`,
      container: `env: ${JSON.stringify(own)}`,
    });
    for (const profile of ["continuous", "bursty"]) expect(left(manifest, profile)).toEqual(own);
  });
});
