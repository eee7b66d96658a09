import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { decide } from "../decide.ts";
import { cronJob, gpus, job } from "../manifests.ts";

const four = { workers: 4, queue: "q" };

const objects = (text: string): unknown[] =>
  parseAllDocuments(text).map((document) => document.toJS() as unknown);

/** The same objects, whatever their order: the oracle puts what is made behind, the pipeline before. */
const sorted = (text: string): string[] =>
  objects(text)
    .map((object) => JSON.stringify(sortKeys(object)))
    .sort();

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}

describe("another profile", () => {
  it.each(["bursty", "continuous"])(
    "%s takes out what was added for workers, and drops the Service with the command for a live cluster",
    (profile) => {
      const trained = decide(job({ metadata: "name: web\nnamespace: ml" }), "training", four);
      const { patched, decision } = decide(trained.text, profile);
      expect(patched.spec.completionMode).toBeUndefined();
      expect(patched.spec.completions).toBeUndefined();
      expect(patched.spec.parallelism).toBeUndefined();
      expect(patched.spec.template.spec.subdomain).toBeUndefined();
      expect(patched.spec.template.spec.containers[0].env).toBeUndefined();
      expect(patched.spec.template.metadata?.labels).toBeUndefined();
      expect(patched.metadata.labels).toBeUndefined();
      expect(patched.metadata.annotations).not.toHaveProperty("gpuify.dev/restore-training");
      expect(decision.dropped).toMatchObject([{ command: "kubectl delete service/web -n ml" }]);
      expect(decision.gpus.before).toBe(4);
    },
  );

  it.each(["bursty", "continuous"])("%s is left again by training as it was before", (profile) => {
    expect.hasAssertions();
    for (const make of [job, cronJob]) {
      const trained = decide(make({ container: gpus(2) }), "training", four);
      const other = decide(trained.text, profile);
      expect(sorted(decide(other.text, "training").text)).toEqual(sorted(trained.text));
    }
  });

  it("after another still knows the workers", () => {
    const trained = decide(job({ container: gpus(2) }), "training", four);
    const there = decide(decide(trained.text, "continuous").text, "bursty");
    const back = decide(decide(there.text, "continuous").text, "training");
    expect(sorted(back.text)).toEqual(sorted(trained.text));
  });

  it("leaves what the user had: width, variables, subdomain, retries and queue", () => {
    const own = job({
      metadata: "name: web\nlabels: {kueue.x-k8s.io/queue-name: mine}",
      spec: "completionMode: Indexed\ncompletions: 4\nparallelism: 4\nbackoffLimit: 7",
      container: `${gpus(1)}\nenv:\n- {name: NNODES, value: "4"}`,
      pod: "restartPolicy: Never\nsubdomain: web",
    });
    const service =
      "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {clusterIP: None, selector: {job-name: web}}\n---\n";
    const trained = decide(service + own, "training", { workers: 4 });
    const { patched, decision } = decide(trained.text, "continuous");
    expect(decision.dropped).toEqual([]);
    expect(patched.metadata.labels).toEqual({ "kueue.x-k8s.io/queue-name": "mine" });
    expect(patched.spec).toMatchObject({
      completionMode: "Indexed",
      completions: 4,
      parallelism: 4,
      backoffLimit: 7,
    });
    expect(patched.spec.template.spec.subdomain).toBe("web");
    expect(patched.spec.template.spec.containers[0].env).toEqual([{ name: "NNODES", value: "4" }]);
  });

  it("gives a queue back that a flag had replaced", () => {
    const own = job({ metadata: "name: web\nlabels: {kueue.x-k8s.io/queue-name: mine}" });
    const trained = decide(own, "training", { queue: "theirs" });
    expect(decide(trained.text, "bursty").patched.metadata.labels).toEqual({
      "kueue.x-k8s.io/queue-name": "mine",
    });
  });

  it("leaves what somebody changed since", () => {
    const trained = decide(job(), "training", four);
    const changed = trained.text
      .replace('value: "29500"', 'value: "1234"')
      .replace("backoffLimit: 12", "backoffLimit: 2");
    const { patched } = decide(changed, "bursty");
    expect(patched.spec.backoffLimit).toBe(2);
    expect(patched.spec.completionMode).toBeUndefined();
    expect(patched.spec.template.spec.containers[0].env).toEqual([{ name: "MASTER_PORT", value: "1234" }]);
  });

  it("says how to remove a Service that is not in the input", () => {
    const { text } = decide(job(), "training", four);
    const { codes, decision } = decide(text.split("---\n")[0] ?? "", "bursty");
    expect(codes).toContain("workers-service-left");
    expect(decision.dropped).toEqual([]);
  });

  it("leaves a Service that other workers use", () => {
    const { text } = decide(job(), "training", four);
    const [trained = "", service = ""] = text.split("---\n");
    const twin = trained.replace("name: web", "name: web-2");
    const { codes, decision } = decide([trained, twin, service].join("---\n"), "bursty");
    expect(codes).toContain("workers-service-stays");
    expect(decision.dropped).toEqual([]);
  });

  it("touches nothing where the record is damaged, and says so", () => {
    const { text } = decide(job(), "training", four);
    const damaged = text.replace('{"v":1,"set"', '{"v":9,"set"');
    expect(damaged).not.toBe(text);
    const { patched, codes } = decide(damaged, "bursty");
    expect(codes).toContain("restore-unreadable");
    expect(patched.spec.completions).toBe(4);
    expect(decide(damaged, "training", { workers: 8 }).codes).toContain("workers-and-completions");
  });
});

describe("a record that somebody else wrote", () => {
  const recorded = (record: string, spec = "completions: 4\nparallelism: 4\nbackoffLimit: 12") =>
    job({
      metadata: `name: web\nannotations:\n  gpuify.dev/restore-training: '${record}'`,
      spec,
      container: gpus(1),
    });

  it.each([
    '{"v":1,"set":{"completions":["abc",4]}}',
    '{"v":1,"set":{"completions":[-3,4]}}',
    '{"v":1,"set":{"parallelism":[1.5,4]}}',
    '{"v":1,"set":{"parallelism":[true,4]}}',
    '{"v":1,"set":{"completions":[99999999999,4]}}',
    '{"v":1,"set":{"completions":[1e999,4]}}',
    '{"v":1,"set":{"backoffLimit":["x",12]}}',
    '{"v":1,"set":{"__proto__":[null,null]}}',
    '{"v":1,"__proto__":{}}',
  ])("and that says what no Job can have is damaged: %s", (record) => {
    const { patched, codes } = decide(recorded(record), "bursty");
    expect(codes).toContain("restore-unreadable");
    expect(patched.spec).toMatchObject({ completions: 4, parallelism: 4, backoffLimit: 12 });
  });

  it.each(["constructor", "__proto__"])(
    "about a container %s that there is not changes nothing else",
    (name) => {
      const { patched } = decide(recorded(`{"v":1,"env":{"${name}":["A"]}}`, ""), "training", four);
      expect(patched.metadata.annotations["gpuify.dev/restore-training"]).toContain(`"${name}":["A"]`);
    },
  );
});

it("a queue that somebody wrote as a number comes back as the text that was meant", () => {
  const before = job({ metadata: "name: web\nlabels: {kueue.x-k8s.io/queue-name: 5}", container: gpus(1) });
  const { patched } = decide(decide(before, "training", four).text, "continuous");
  expect(patched.metadata.labels).toEqual({ "kueue.x-k8s.io/queue-name": "5" });
});

it.each(["constructor", "__proto__"])("a container called %s is one like others", (name) => {
  const before = job({ container: gpus(1) }).replace("name: main", `name: ${name}`);
  const trained = decide(before, "training", four);
  expect(trained.patched.metadata.annotations["gpuify.dev/restore-training"]).toContain(
    `"${name}":["JOB_NAME"`,
  );
  const other = decide(trained.text, "continuous");
  expect(other.patched.spec.template.spec.containers[0].env).toBeUndefined();
  expect(sorted(decide(other.text, "training").text)).toEqual(sorted(trained.text));
});

it("whatever the Job, the second run changes nothing, and the way to bursty and back leads home", () => {
  const maybe = (text: string) => fc.constantFrom("", text);
  const arbitrary = fc.record({
    cron: fc.boolean(),
    workers: fc.integer({ min: 2, max: 40 }),
    count: fc.integer({ min: 1, max: 8 }),
    queue: fc.option(fc.constantFrom("q", "team.a"), { nil: undefined }),
    mode: maybe("completionMode: Indexed"),
    backoff: maybe("backoffLimit: 2"),
    restart: fc.constantFrom("Never", "OnFailure"),
    port: maybe('- {name: MASTER_PORT, value: "1"}'),
    rank: maybe('- {name: NODE_RANK, value: "0"}'),
    name: maybe("- {name: JOB_NAME, value: x}"),
    labels: maybe("labels: {app: a}"),
  });
  fc.assert(
    fc.property(arbitrary, (one) => {
      const env = [one.port, one.rank, one.name].filter((text) => text !== "").join("\n");
      const parts = {
        container: `${gpus(one.count)}${env === "" ? "" : `\nenv:\n${env}`}`,
        spec: [one.mode === "" ? "" : `${one.mode}\ncompletions: 1`, one.backoff].join("\n"),
        pod: `restartPolicy: ${one.restart}`,
        ...(one.labels === "" ? {} : { podMetadata: one.labels }),
      };
      const flags = { workers: one.workers, ...(one.queue === undefined ? {} : { queue: one.queue }) };
      const trained = decide(one.cron ? cronJob(parts) : job(parts), "training", flags);
      expect(trained.codes.filter((code) => code.startsWith("workers-and"))).toEqual([]);
      for (const profile of ["bursty", "continuous"])
        expect(sorted(decide(decide(trained.text, profile).text, "training").text)).toEqual(
          sorted(trained.text),
        );
    }),
    { numRuns: 60 },
  );
});
