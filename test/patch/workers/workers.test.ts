import { describe, expect, it } from "vitest";
import { decide } from "../decide.ts";
import { cronJob, deployment, job, pod, statefulSet } from "../manifests.ts";

const four = { workers: 4 };

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
const envOf = (spec: any): Record<string, any> =>
  Object.fromEntries(
    (spec.template.spec.containers[0].env ?? []).map((one: { name: string }) => [one.name, one]),
  );

const fieldRef = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });

describe("workers", () => {
  it("are the pods of an Indexed Job that all run at once", () => {
    const { patched } = decide(job(), "training", four);
    expect(patched.spec).toMatchObject({ completionMode: "Indexed", completions: 4, parallelism: 4 });
  });

  it("of a CronJob are in its job template", () => {
    const { patched } = decide(cronJob(), "training", four);
    const { spec } = patched.spec.jobTemplate;
    expect(spec).toMatchObject({ completionMode: "Indexed", completions: 4, parallelism: 4 });
    expect(spec.template.spec.subdomain).toBe("web");
    expect(envOf(spec)).toHaveProperty("MASTER_ADDR");
    expect(patched.spec.completions).toBeUndefined();
  });

  it("find each other under a headless Service that comes before the Job and also names pods that are not ready", () => {
    const { decision, patched } = decide(job({ metadata: "name: web\nnamespace: ml" }), "training", four);
    expect(decision.generated).toMatchObject([
      {
        place: "before",
        object: {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "web", namespace: "ml", labels: { "app.kubernetes.io/managed-by": "gpuify" } },
          spec: {
            clusterIP: "None",
            publishNotReadyAddresses: true,
            selector: { "gpuify.dev/workers": "web" },
          },
        },
      },
    ]);
    expect(patched.spec.template.metadata.labels).toEqual({ "gpuify.dev/workers": "web" });
    expect(patched.spec.template.spec.subdomain).toBe("web");
  });

  it("get what PyTorch and torchrun read, each where it refers to what was set before it", () => {
    const { patched } = decide(job(), "training", four);
    expect(patched.spec.template.spec.containers[0].env).toEqual([
      { name: "JOB_NAME", ...fieldRef("metadata.labels['batch.kubernetes.io/job-name']") },
      { name: "NODE_RANK", ...fieldRef("metadata.labels['batch.kubernetes.io/job-completion-index']") },
      { name: "PET_NODE_RANK", value: "$(NODE_RANK)" },
      { name: "MASTER_ADDR", value: "$(JOB_NAME)-0.web" },
      { name: "PET_MASTER_ADDR", value: "$(MASTER_ADDR)" },
      { name: "MASTER_PORT", value: "29500" },
      { name: "PET_MASTER_PORT", value: "$(MASTER_PORT)" },
      { name: "NNODES", value: "4" },
      { name: "PET_NNODES", value: "$(NNODES)" },
    ]);
  });

  it("of an old cluster read what it has: the index is an annotation, the Job's name an older label", () => {
    const env = envOf(decide(job(), "training", { ...four, kubernetesMinor: 26 }).patched.spec);
    expect(env.NODE_RANK).toMatchObject(
      fieldRef("metadata.annotations['batch.kubernetes.io/job-completion-index']"),
    );
    expect(env.JOB_NAME).toMatchObject(fieldRef("metadata.labels['job-name']"));
  });

  it("cost GPUs in every pod, and three retries each", () => {
    const { decision, patched } = decide(job(), "training", { ...four, gpus: 8 });
    expect(decision.gpus).toEqual({ before: 0, after: 32, peakAfter: null });
    expect(patched.spec.backoffLimit).toBe(12);
  });

  it("all get one GPU model, also with one GPU each", () => {
    const { patched } = decide(job(), "training", { ...four, gpu: "h100" });
    expect(patched.spec.template.spec.nodeSelector).toEqual({
      "nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3",
    });
    expect(patched.spec.template.spec.affinity).toBeUndefined();
  });

  it("that are asked for in another number change what gpuify wrote, and nothing else", () => {
    const once = decide(job(), "training", four);
    const { changes, patched, decision } = decide(once.text, "training", { workers: 8 });
    expect(changes).toEqual([
      "set spec.backoffLimit",
      "set spec.completions",
      "set spec.parallelism",
      "set spec.template.spec.containers[0].env[7].value",
      'set metadata.annotations["gpuify.dev/restore-training"]',
    ]);
    expect(patched.spec).toMatchObject({ completions: 8, parallelism: 8, backoffLimit: 24 });
    expect(envOf(patched.spec).NNODES.value).toBe("8");
    expect(decision.generated).toEqual([]);
  });

  it("stay when a later run does not ask for them", () => {
    const once = decide(job(), "training", four);
    expect(decide(once.text, "training").changes).toEqual([]);
  });

  it("of a Job that is as wide already get what is missing only", () => {
    const spec = "completionMode: Indexed\ncompletions: 4\nparallelism: 4";
    const { changes } = decide(job({ spec }), "training", four);
    expect(changes).not.toContain("set spec.completions");
    expect(changes).toContain("set spec.template.spec.subdomain");
  });

  it("of a Job that is not Indexed become numbered", () => {
    const spec = "completionMode: NonIndexed\ncompletions: 4\nparallelism: 4";
    expect(decide(job({ spec }), "training", four).patched.spec.completionMode).toBe("Indexed");
  });

  it("are told that they are scheduled one by one, unless something schedules them together", () => {
    expect(decide(job(), "training", four).codes).toContain("workers-start-apart");
    expect(decide(job(), "training", { ...four, queue: "q" }).codes).not.toContain("workers-start-apart");
    const volcano = job({ pod: "restartPolicy: Never\nschedulerName: volcano" });
    expect(decide(volcano, "training", four).codes).not.toContain("workers-start-apart");
  });
});

describe("names", () => {
  const named = (name: string) => job({ metadata: `name: ${name}` });

  it("may be as long as a host name with the index allows, and no longer", () => {
    expect(decide(named("a".repeat(61)), "training", four).codes).not.toContain("workers-name");
    expect(decide(named("a".repeat(62)), "training", four).codes).toEqual(["workers-name"]);
    expect(decide(named("a".repeat(61)), "training", { workers: 11 }).codes).toEqual(["workers-name"]);
  });

  it("of a CronJob leave room for what is added to each run's", () => {
    const cron = (name: string) => cronJob({ metadata: `name: ${name}` });
    expect(decide(cron("a".repeat(50)), "training", four).codes).not.toContain("workers-name");
    expect(decide(cron("a".repeat(51)), "training", four).codes).toEqual(["workers-name"]);
  });

  it("that are generated leave room for five letters, and the Service has a fixed one", () => {
    const generated = (name: string) => job({ metadata: `generateName: ${name}` });
    expect(decide(generated(`${"a".repeat(55)}-`), "training", four).codes).not.toContain("workers-name");
    expect(decide(generated(`${"a".repeat(56)}-`), "training", four).codes).toEqual(["workers-name"]);
    const { decision, codes, patched } = decide(generated("train-"), "training", four);
    expect(decision.generated[0]?.object).toMatchObject({ metadata: { name: "train" } });
    expect(envOf(patched.spec).MASTER_ADDR.value).toBe("$(JOB_NAME)-0.train");
    expect(codes).toEqual(expect.arrayContaining(["service-created-once", "generate-name"]));
  });

  it("with dots are refused: a host name has none", () => {
    expect(decide(named("train.v2"), "training", four).codes).toEqual(["workers-name"]);
  });

  it("that begin with a digit are no name for a Service, which gets one that is", () => {
    const { decision, patched } = decide(named("3d-train"), "training", four);
    expect(decision.generated[0]?.object).toMatchObject({ metadata: { name: "job-3d-train" } });
    expect(patched.spec.template.spec.subdomain).toBe("job-3d-train");
  });

  it("that are missing are asked for", () => {
    expect(decide(job({ metadata: "labels: {a: b}" }), "training", four).codes).toEqual([
      "workers-without-name",
    ]);
  });
});

describe("what cannot be workers", () => {
  it.each([
    ["Deployment", deployment()],
    ["StatefulSet", statefulSet()],
    ["Pod", pod()],
  ])("is a %s, and it is said why", (_, text) => {
    const { codes, decision } = decide(text, "training", four);
    expect(codes).toEqual(["workers-need-a-job"]);
    expect(decision.diagnostics[0]?.message).toMatch(/cannot have workers: a \w+ (?:does|starts|is)/);
  });

  it.each([
    ["completions: 8", "workers-and-completions"],
    ["completions: 8\nparallelism: 4", "workers-and-completions"],
    ["completions: 2", "workers-and-completions"],
    ['completions: "4"', "workers-and-completions"],
    ["parallelism: 8", "workers-and-parallelism"],
    ["parallelism: 0", "workers-and-parallelism"],
    ["completions: 4\nparallelism: 1", "workers-and-parallelism"],
    ["completions: 4\nparallelism: 2", "workers-and-parallelism"],
  ])("is a Job that the user made another width: %j", (spec, code) => {
    expect(decide(job({ spec }), "training", four).codes).toEqual([code]);
  });

  it.each([
    "completions: 1",
    "parallelism: 1",
    "completions: 1\nparallelism: 1",
    "completions: 4",
    "parallelism: 4",
  ])("is not a Job of one pod, or one of that width: %j", (spec) => {
    expect(decide(job({ spec }), "training", four).patched.spec).toMatchObject({
      completions: 4,
      parallelism: 4,
    });
  });

  it("is a width that gpuify wrote and somebody changed since", () => {
    const once = decide(job(), "training", four);
    const changed = once.text.replace("completions: 4", "completions: 6");
    expect(decide(changed, "training", { workers: 8 }).codes).toEqual(["workers-and-completions"]);
  });
});

describe("a Service of that name", () => {
  const service = (spec: string, metadata = "name: web"): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {${metadata}}\nspec: ${spec}\n---\n`;
  // The workload comes first, because the oracle decides the first object that is one.
  const beside = (text: string, other: string): string => `${other}${text}`;

  it("that is not headless is refused", () => {
    const { codes } = decide(
      beside(job(), service("{selector: {app: web}, ports: [{port: 80}]}")),
      "training",
      four,
    );
    expect(codes).toEqual(["workers-service-taken"]);
  });

  it("that is headless for other pods is refused", () => {
    const { codes } = decide(
      beside(job(), service("{clusterIP: None, selector: {app: db}}")),
      "training",
      four,
    );
    expect(codes).toEqual(["workers-service-taken"]);
  });

  it.each([
    ["a label of the template", "{app: web}"],
    ["the Job's name", "{batch.kubernetes.io/job-name: web}"],
    ["the Job's name by the older label", "{job-name: web}"],
  ])("that selects the pods by %s is used, and no label is added", (_, selector) => {
    const text = beside(
      job({ podMetadata: "labels: {app: web}" }),
      service(`{clusterIP: None, publishNotReadyAddresses: true, selector: ${selector}}`),
    );
    const { decision, patched, codes } = decide(text, "training", four);
    expect(decision.generated).toEqual([]);
    expect(patched.spec.template.metadata.labels).toEqual({ app: "web" });
    expect(patched.spec.template.spec.subdomain).toBe("web");
    expect(codes).not.toContain("workers-found-late");
  });

  it("that names only ready pods is warned about", () => {
    const text = beside(job(), service("{clusterIP: None, selector: {job-name: web}}"));
    expect(decide(text, "training", four).codes).toContain("workers-found-late");
  });

  it("in another namespace, or of Knative, is another one", () => {
    expect.hasAssertions();
    const elsewhere = service("{ports: [{port: 80}]}", "name: web, namespace: other");
    const knative = service("{}").replace("apiVersion: v1", "apiVersion: serving.knative.dev/v1");
    for (const other of [elsewhere, knative]) {
      const text = beside(job({ metadata: "name: web\nnamespace: ml" }), other);
      expect(decide(text, "training", four).decision.generated).toHaveLength(1);
    }
  });

  it("is that of the pod's own subdomain, and is warned about where nobody can see it", () => {
    const own = job({ pod: "restartPolicy: Never\nsubdomain: ranks" });
    const alone = decide(own, "training", four);
    expect(alone.decision.generated).toEqual([]);
    expect(alone.codes).toContain("workers-service-not-seen");
    expect(envOf(alone.patched.spec).MASTER_ADDR.value).toBe("$(JOB_NAME)-0.ranks");
    const headless = service(
      "{clusterIP: None, publishNotReadyAddresses: true, selector: {job-name: web}}",
      "name: ranks",
    );
    expect(decide(beside(own, headless), "training", four).codes).not.toContain("workers-service-not-seen");
  });

  it("that is made has to keep its name, which is told where it is made", () => {
    const made = decide(job(), "training", four);
    expect(made.codes).toContain("workers-service-renamed");
    expect(decide(made.text, "training", four).codes).not.toContain("workers-service-renamed");
  });

  it("that was lost is made again, for the subdomain that gpuify wrote", () => {
    const { text } = decide(job(), "training", four);
    const alone = text.split("---\n")[0] ?? "";
    expect(alone).toContain("kind: Job");
    expect(decide(alone, "training", four).decision.generated).toHaveLength(1);
    expect(decide(alone, "training").decision.generated).toEqual([]);
  });
});
