import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Config, ProfileBody } from "../../src/config/types.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { changesOf, codesOf, errorsOf, type Run, run, textAfter } from "../pipeline/run.ts";
import { deployment, gpus, job, pod, statefulSet } from "./manifests.ts";

type Base = "continuous" | "training" | "bursty";

/** A run with a body that a profile of one's own says, or that the defaults say. */
function own(
  text: string,
  body: ProfileBody,
  { base = "continuous", by = "profile", ...rest }: OwnRun = {},
): PatchOutcome {
  const config: Config = {
    ...(by === "defaults" && { defaults: body }),
    profiles: { own: { extends: base, ...(by === "profile" && body) } },
  };
  return run(text, { profile: "own", config, ...rest });
}

type OwnRun = Run & { readonly base?: Base; readonly by?: "profile" | "defaults" };

// biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
const parsed = (outcome: PatchOutcome): any => {
  expect(errorsOf(outcome)).toEqual([]);
  return parseAllDocuments(textAfter(outcome))[0]?.toJS();
};
const podOf = (outcome: PatchOutcome) => parsed(outcome).spec.template.spec;
const podMetadataOf = (outcome: PatchOutcome) => parsed(outcome).spec.template.metadata;

const BASES: readonly Base[] = ["continuous", "training", "bursty"];
const GPU = gpus(1);

describe.each(BASES)("on top of %s", (base) => {
  it.each<[keyof ProfileBody, ProfileBody]>([
    ["nodeSelector", { nodeSelector: { pool: "a" } }],
    ["labels", { labels: { pool: "a" } }],
    ["annotations", { annotations: { pool: "a" } }],
    ["priorityClassName", { priorityClassName: "a" }],
    ["runtimeClassName", { runtimeClassName: "a" }],
    ["schedulerName", { schedulerName: "a" }],
    ["env", { env: [{ name: "pool", value: "a" }] }],
  ])(
    "%s is written where it is not, the same is left, another gives way to a profile and not to defaults",
    (field, body) => {
      expect.hasAssertions();
      const isMetadata = field === "labels" || field === "annotations";
      const written = (value: string) => {
        if (field === "env")
          return deployment({ container: `${GPU}\nenv:\n- name: pool\n  value: ${value}` });
        const text = field.endsWith("Name") ? `${field}: ${value}` : `${field}:\n  pool: ${value}`;
        return deployment({ container: GPU, ...(isMetadata ? { podMetadata: text } : { pod: text }) });
      };
      const read = (outcome: PatchOutcome) => {
        const spec = podOf(outcome);
        if (field === "env") return spec.containers[0].env.map((one: { value: string }) => one.value);
        const found = (isMetadata ? podMetadataOf(outcome) : spec)[field];
        return field.endsWith("Name") ? found : found.pool;
      };
      const expected = field === "env" ? (value: string) => [value] : (value: string) => value;
      for (const by of ["profile", "defaults"] as const) {
        const absent = own(deployment({ container: GPU }), body, { base, by });
        expect(read(absent)).toEqual(expected("a"));
        const origin =
          by === "profile" ? { kind: "config-profile", name: "own" } : { kind: "config-defaults" };
        expect(changesOf(absent).map((change) => change.origin)).toContainEqual(origin);
        const same = own(written("a"), body, { base, by });
        expect(changesOf(same).map((change) => change.origin)).not.toContainEqual(origin);
        const other = own(written("b"), body, { base, by });
        expect(read(other)).toEqual(expected(by === "profile" ? "a" : "b"));
      }
    },
  );

  it("tolerations are added where nothing covers them", () => {
    const team = { key: "team", operator: "Equal", value: "a", effect: "NoSchedule" } as const;
    const keysOf = (tolerations: string, body: ProfileBody) =>
      podOf(own(deployment({ container: GPU, pod: tolerations }), body, { base }))
        .tolerations.map(({ key, value }: { key?: string; value?: string }) => `${key ?? "*"}=${value ?? ""}`)
        .filter((one: string) => !one.startsWith("nvidia"));
    expect(keysOf("", { tolerations: [team] })).toEqual(["team=a"]);
    expect(keysOf("", { tolerations: [team, team] })).toEqual(["team=a"]);
    expect(keysOf("tolerations: [{key: team, operator: Exists}]", { tolerations: [team] })).toEqual([
      "team=",
    ]);
    expect(keysOf("tolerations: [{operator: Exists}]", { tolerations: [team] })).toEqual(["*="]);
    expect(keysOf("tolerations: [{key: team, value: b}]", { tolerations: [team] })).toEqual([
      "team=b",
      "team=a",
    ]);
  });
});

describe("what would not work", () => {
  const selected = (kind: typeof deployment, spec: string) =>
    kind({ container: GPU, spec, podMetadata: "labels:\n  app: web\n  tier: x" });

  it.each([
    ["matchLabels", selected(deployment, "selector:\n  matchLabels:\n    app: web")],
    [
      "In",
      selected(
        statefulSet,
        "selector:\n  matchExpressions:\n  - {key: app, operator: In, values: [web, api]}",
      ),
    ],
    [
      "NotIn",
      selected(
        deployment,
        "selector:\n  matchExpressions:\n  - {key: app, operator: NotIn, values: [other]}",
      ),
    ],
    [
      "a plain map",
      selected(deployment, "selector:\n  app: web")
        .replace("apps/v1", "v1")
        .replace("Deployment", "ReplicationController"),
    ],
  ])("a label by which the workload would lose its pods is left out and told: %s", (_, text) => {
    const outcome = own(text, { labels: { app: "other", tier: "y" } });
    expect(podMetadataOf(outcome).labels).toEqual({ app: "web", tier: "y" });
    const told = outcome.diagnostics.find(({ code }) => code === "own-label-selected");
    expect(told?.message).toMatch(
      /the pod label app=other is left out: \w+\/web selects its pods by another value/,
    );
    expect(told?.location?.path).toMatch(/^spec.selector/);
  });

  it("a label that the selector forbids is left out, one that fits it is written", () => {
    const text = selected(
      deployment,
      "selector:\n  matchExpressions:\n  - {key: old, operator: DoesNotExist}",
    );
    expect(podMetadataOf(own(text, { labels: { old: "1", app: "other" } })).labels).toEqual({
      app: "other",
      tier: "x",
    });
    const wide = selected(
      deployment,
      "selector:\n  matchExpressions:\n  - {key: app, operator: In, values: [web, api]}",
    );
    expect(podMetadataOf(own(wide, { labels: { app: "api" } })).labels.app).toBe("api");
  });

  it("gpuify's own keys are never written to pods", () => {
    const body: ProfileBody = {
      annotations: { "gpuify.dev/skip": "x", note: "y" },
      labels: { "gpuify.dev/workers": "x" },
    };
    const outcome = own(pod({ container: GPU }), body);
    expect(parsed(outcome).metadata.annotations).toEqual({ note: "y" });
    expect(parsed(outcome).metadata).not.toHaveProperty("labels");
    expect(codesOf(outcome)).toContain("own-key-reserved");
  });

  it("of doubled variables the first that is said counts, and the last that is written is meant", () => {
    const twice: ProfileBody = {
      env: [
        { name: "A", value: "1" },
        { name: "A", value: "2" },
      ],
    };
    expect(podOf(own(deployment({ container: GPU }), twice)).containers[0].env).toEqual([
      { name: "A", value: "1" },
    ]);
    const text = deployment({ container: `${GPU}\nenv:\n- {name: A, value: x}\n- {name: A, value: y}` });
    expect(podOf(own(text, twice)).containers[0].env.map(({ value }: { value: string }) => value)).toEqual([
      "x",
      "1",
    ]);
  });

  it("a variable changes its value alone, and whole where it came from elsewhere", () => {
    const body: ProfileBody = { env: [{ name: "A", value: "1" }] };
    const plain = deployment({ container: `${GPU}\nenv:\n- name: A # why\n  value: x # how` });
    expect(textAfter(own(plain, body))).toContain('- name: A # why\n          value: "1" # how');
    const referred = deployment({
      container: `${GPU}\nenv:\n- name: A\n  valueFrom: {secretKeyRef: {name: s, key: k}}`,
    });
    expect(podOf(own(referred, body)).containers[0].env).toEqual([{ name: "A", value: "1" }]);
    expect(podOf(own(referred, body, { by: "defaults" })).containers[0].env[0]).toHaveProperty("valueFrom");
    const reference: ProfileBody = {
      env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
    };
    const once = own(plain, reference);
    expect(podOf(once).containers[0].env).toEqual(reference.env);
    expect(textAfter(own(textAfter(once), reference))).toBe(textAfter(once));
  });

  it("what an alias repeats is written on the spot, the anchor itself is refused at its place", () => {
    const text = `${deployment({ container: GPU })}`.replace(
      "    spec:\n",
      "    metadata:\n      labels: &shared {app: web}\n      annotations: *shared\n    spec:\n",
    );
    const outcome = own(text, { annotations: { a: "1" } });
    expect(podMetadataOf(outcome)).toEqual({ labels: { app: "web" }, annotations: { app: "web", a: "1" } });
    const refused = own(text, { labels: { a: "1" } });
    expect(errorsOf(refused)).toHaveLength(1);
    const error = refused.diagnostics.find(({ severity }) => severity === "error");
    expect(error).toMatchObject({ category: "edit", location: { path: "spec.template.metadata.labels.a" } });
  });

  it("variables need to know their container", () => {
    const two = deployment({ more: "- name: other\n  image: x" });
    const body: ProfileBody = { env: [{ name: "A", value: "1" }] };
    expect(codesOf(own(two, body, { base: "bursty" }))).toContain("ambiguous-container");
    const asking = deployment({ container: GPU, more: "- name: other\n  image: x" });
    for (const base of BASES) {
      const [main, other] = podOf(own(asking, body, { base })).containers;
      expect(main.env).toEqual(body.env);
      expect(other).not.toHaveProperty("env");
    }
  });
});

describe("what fights a profile", () => {
  it("bursty: parts for GPUs are left out and told, parts of a rule's own stay", () => {
    const outcome = own(
      deployment({ container: GPU }),
      {
        nodeSelector: { "cloud.google.com/gke-accelerator": "nvidia-l4", pool: "a" },
        tolerations: [
          { key: "nvidia.com/gpu", operator: "Exists" },
          { key: "team", operator: "Exists" },
        ],
        runtimeClassName: "nvidia",
      },
      { base: "bursty" },
    );
    const spec = podOf(outcome);
    expect(spec.nodeSelector).toEqual({ pool: "a" });
    expect(spec.tolerations).toEqual([{ key: "team", operator: "Exists" }]);
    expect(spec).not.toHaveProperty("runtimeClassName");
    expect(outcome.diagnostics.find(({ code }) => code === "own-field-for-gpus")?.message).toContain(
      "the node selector cloud.google.com/gke-accelerator, the toleration nvidia.com/gpu, the runtime class nvidia",
    );
  });

  it("a flag's model wins over a selector of the profile, and that is told", () => {
    const body: ProfileBody = { nodeSelector: { "cloud.google.com/gke-accelerator": "nvidia-tesla-t4" } };
    const outcome = own(deployment({ container: GPU }), body, { flags: { gpu: "l4", platform: "gke" } });
    expect(podOf(outcome).nodeSelector).toEqual({ "cloud.google.com/gke-accelerator": "nvidia-l4" });
    expect(outcome.diagnostics.find(({ code }) => code === "own-selector-left-out")?.message).toContain(
      "nvidia-tesla-t4 of the config is replaced by nvidia-l4",
    );
  });

  it("a selector of spot nodes counts for what training writes", () => {
    const body: ProfileBody = { nodeSelector: { "karpenter.sh/capacity-type": "spot" } };
    const outcome = own(job({ container: GPU }), body, {
      base: "training",
      flags: { platform: "eks-karpenter" },
    });
    expect(textAfter(outcome)).not.toContain("do-not-disrupt");
  });

  it("a runtime class of the profile stands where a platform would write its own", () => {
    const outcome = own(
      job({ container: GPU }),
      { runtimeClassName: "kata" },
      { base: "training", flags: { platform: "k3s" } },
    );
    expect(podOf(outcome).runtimeClassName).toBe("kata");
    const weak = own(
      job({ container: GPU }),
      { runtimeClassName: "kata" },
      {
        base: "training",
        by: "defaults",
        flags: { platform: "k3s" },
      },
    );
    expect(podOf(weak).runtimeClassName, "defaults of the config are stronger than what is built in").toBe(
      "kata",
    );
  });

  it("an annotation of the profile stands where training would write its own", () => {
    expect.hasAssertions();
    const key = "cluster-autoscaler.kubernetes.io/safe-to-evict";
    for (const by of ["profile", "defaults"] as const) {
      const outcome = own(
        job({ container: GPU }),
        { annotations: { [key]: "true" } },
        { base: "training", by },
      );
      expect(podMetadataOf(outcome).annotations[key]).toBe("true");
    }
  });
});

describe("defaults", () => {
  const weak = (text: string, body: ProfileBody, rest: OwnRun = {}) =>
    own(text, body, { by: "defaults", ...rest });
  const selects = (text: string) => deployment({ container: GPU, pod: `nodeSelector:\n  ${text}` });
  const gke: OwnRun = { flags: { platform: "gke" } };

  it("leave a manifest that says its model, vendor or part as it is", () => {
    const t4 = selects("cloud.google.com/gke-accelerator: nvidia-tesla-t4");
    expect(podOf(weak(t4, { gpu: { model: "l4" } }, gke)).nodeSelector).toEqual({
      "cloud.google.com/gke-accelerator": "nvidia-tesla-t4",
    });
    for (const gpu of [{ model: "l4" }, { vendor: "nvidia" }, { mig: "1g.10gb" }]) {
      const amd = podOf(weak(deployment({ container: gpus(1, "amd.com/gpu") }), { gpu }));
      expect(amd.containers[0].resources).toEqual({ limits: { "amd.com/gpu": 1 } });
      expect(amd).not.toHaveProperty("nodeSelector");
    }
    const mig = podOf(
      weak(deployment({ container: gpus(1, "nvidia.com/mig-1g.5gb") }), { gpu: { model: "l4" } }),
    );
    expect(mig.containers[0].resources.limits).toEqual({ "nvidia.com/mig-1g.5gb": 1 });
  });

  it("fill in the model where the manifest asks for GPUs and does not say which", () => {
    const outcome = weak(deployment({ container: GPU }), { gpu: { model: "l4" } }, gke);
    expect(podOf(outcome).nodeSelector).toEqual({ "cloud.google.com/gke-accelerator": "nvidia-l4" });
  });

  it("give way to a vendor that somebody names, and to on-demand nodes that the manifest selects", () => {
    const amd = weak(deployment(), { gpu: { model: "l4" } }, { flags: { vendor: "amd" } });
    expect(podOf(amd).containers[0].resources.limits).toEqual({ "amd.com/gpu": 1 });
    const fixed = selects("karpenter.sh/capacity-type: on-demand");
    const spot = weak(fixed, { spot: true }, { flags: { platform: "eks-karpenter" } });
    expect(podOf(spot).nodeSelector["karpenter.sh/capacity-type"]).toBe("on-demand");
    const free = weak(
      deployment({ container: GPU }),
      { spot: true },
      { flags: { platform: "eks-karpenter" } },
    );
    expect(textAfter(free)).toContain("capacity-type: spot");
  });

  it("choose a container only where the manifest does not", () => {
    const two = (container?: string) =>
      deployment({ ...(container !== undefined && { container }), more: "- name: side\n  image: x" });
    const countOf = (outcome: PatchOutcome) =>
      podOf(outcome).containers.map((one: { resources?: { limits: object } }) => one.resources?.limits);
    const limits = { "nvidia.com/gpu": 1 };
    expect(countOf(weak(two(GPU), { container: "side" }))).toEqual([limits, undefined]);
    expect(countOf(weak(two(), { container: "side" }))).toEqual([undefined, limits]);
    expect(countOf(weak(deployment(), { container: "nobody" }))).toEqual([limits]);
  });

  it("leave a strategy that is written", () => {
    const body: ProfileBody = { rollout: "in-place" };
    const strategy = (text: string) =>
      parsed(weak(deployment({ container: GPU, spec: text }), body)).spec.strategy;
    expect(strategy("strategy:\n  type: Recreate")).toEqual({ type: "Recreate" });
    const surge = { rollingUpdate: { maxSurge: 2 } };
    expect(strategy("strategy:\n  rollingUpdate:\n    maxSurge: 2")).toEqual(surge);
    expect(strategy("")).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });

  it("say nothing about what a workload cannot have", () => {
    const body: ProfileBody = {
      parallelism: 4,
      shards: 3,
      replicas: 2,
      maxReplicas: 9,
      cpu: "2",
      memory: "1Gi",
    };
    const one = weak(job({ spec: "completions: 1" }), body, { base: "bursty" });
    expect(parsed(one).spec.completions).toBe(1);
    expect(codesOf(one)).not.toContain("parallelism-unused");
    const two = weak(
      deployment({ container: GPU, more: `- name: b\n  image: x\n  ${GPU.replaceAll("\n", "\n  ")}` }),
      body,
      {
        base: "bursty",
      },
    );
    expect(errorsOf(two), "two containers had a GPU, and the amount is for one").toEqual([]);
  });

  it("of workers and queue leave a Job that says its own, and kinds that have none", () => {
    const body: ProfileBody = { workers: 4, queue: "team" };
    const options: OwnRun = { base: "training" };
    const three = parsed(weak(job({ container: GPU, spec: "completions: 3" }), body, options));
    expect(three.spec.completions).toBe(3);
    expect(errorsOf(own(job({ container: GPU, spec: "completions: 3" }), body, options))).toHaveLength(1);
    const label = "name: web\nlabels: {kueue.x-k8s.io/queue-name: x}";
    const queued = weak(job({ container: GPU, metadata: label }), { queue: "team" }, options);
    expect(parsed(queued).metadata.labels["kueue.x-k8s.io/queue-name"]).toBe("x");
    const one = weak(job({ container: GPU, spec: "completions: 1" }), { workers: 4 }, options);
    expect(parsed(one).spec.completions).toBe(1);
    expect(textAfter(weak(job({ container: GPU }), body, options))).toContain("completions: 4");
    expect(errorsOf(weak(statefulSet({ container: GPU }), { workers: 4 }, options))).toEqual([]);
  });

  it("are no reason to refuse, to warn, or to take out an autoscaler", () => {
    const many = weak(
      deployment({ container: GPU, spec: "replicas: 10" }),
      { maxReplicas: 5 },
      { base: "bursty" },
    );
    expect(textAfter(many)).toContain("maxReplicas: 40");
    expect(changesOf(many).at(-1)?.origin).toEqual({ kind: "profile", name: "bursty" });
    const insisted = own(
      deployment({ container: GPU, spec: "replicas: 10" }),
      { maxReplicas: 5 },
      { base: "bursty" },
    );
    expect(codesOf(insisted)).toContain("max-below-min");
    const scaled = textAfter(own(deployment({ container: GPU }), {}, { base: "bursty" }));
    expect(textAfter(weak(scaled, { autoscale: false }, { base: "bursty" }))).toBe(scaled);
    expect(textAfter(own(scaled, { autoscale: false }, { base: "bursty" }))).not.toContain(
      "HorizontalPodAutoscaler",
    );
    const fresh = weak(deployment({ container: GPU }), { autoscale: false }, { base: "bursty" });
    expect(textAfter(fresh)).not.toContain("HorizontalPodAutoscaler");
    const set = weak(statefulSet({ container: GPU }), { rollout: "in-place" });
    expect(codesOf(set)).not.toContain("rollout-no-effect");
  });

  it("leave the bounds of an autoscaler that somebody changed", () => {
    const first = weak(deployment({ container: GPU }), { replicas: 2, maxReplicas: 6 }, { base: "bursty" });
    const edited = textAfter(first)
      .replace("maxReplicas: 6", "maxReplicas: 20")
      .replace("minReplicas: 2", "minReplicas: 3");
    const again = weak(edited, { replicas: 2, maxReplicas: 6 }, { base: "bursty" });
    expect(textAfter(again)).toBe(edited);
    const said = own(edited, { maxReplicas: 6 }, { base: "bursty" });
    expect(textAfter(said)).toContain("maxReplicas: 6");
  });
});

describe("spot: false", () => {
  it("takes a pod off spot nodes where somebody says so, and not as a default", () => {
    const text = deployment({ container: GPU, pod: "nodeSelector:\n  karpenter.sh/capacity-type: spot" });
    const options: OwnRun = { flags: { platform: "eks-karpenter" } };
    expect(podOf(own(text, { spot: false }, options)).nodeSelector ?? {}).not.toHaveProperty(
      "karpenter.sh/capacity-type",
    );
    expect(podOf(own(text, { spot: false }, { ...options, by: "defaults" })).nodeSelector).toHaveProperty(
      "karpenter.sh/capacity-type",
      "spot",
    );
  });
});
