import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/types.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { codesOf, errorsOf, type Run, run } from "./run.ts";

interface Parts {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly labels?: string;
  readonly namespace?: string;
  readonly gpu?: boolean;
}

function workload(kind: string, name: string, parts: Parts = {}): string {
  const apiVersion = kind === "Job" ? "batch/v1" : kind === "Pod" ? "v1" : "apps/v1";
  const notes = (map: Parts["annotations"]) => `annotations: ${JSON.stringify(map ?? {})}`;
  const resources = parts.gpu ? ", resources: {limits: {nvidia.com/gpu: 1}}" : "";
  const pod = `{containers: [{name: main, image: app${resources}}]}`;
  const template = `{metadata: {${notes(parts.podAnnotations)}}, spec: ${pod}}`;
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  ${parts.namespace === undefined ? "labels: {}" : `namespace: ${parts.namespace}`}
  ${notes(parts.annotations)}
spec: ${kind === "Pod" ? pod : `{template: ${template}}`}
`;
}

const stream = (...workloads: readonly string[]): string => workloads.join("---\n");

/** Names of the workloads that the run touched, with their profile's effect left aside. */
function touched(outcome: PatchOutcome): readonly string[] {
  return outcome.workloads.map(({ object }) => object);
}

function at({ diagnostics }: PatchOutcome, code: string): string | undefined {
  const found = diagnostics.find((one) => one.code === code);
  return found && `${found.location?.line}:${found.location?.column} ${found.message}`;
}

const training: Config = { rules: [{ match: { kind: "Job" }, profile: "training" }] };
const profileOf = (profile: string): Parts => ({ annotations: { "gpuify.dev/profile": profile } });

describe("without -p", () => {
  it("annotations and rules name the workloads, the rest passes through", () => {
    const text = stream(
      workload("Deployment", "db"),
      workload("Deployment", "llm", profileOf("continuous")),
      workload("Job", "train"),
      workload("Deployment", "idle", { gpu: true }),
    );
    const outcome = run(text, { config: training });
    expect(errorsOf(outcome)).toEqual([]);
    expect(touched(outcome)).toEqual(["Deployment/llm", "Job/train"]);
    expect(outcome.passedThrough).toBe(2);
  });

  it("and without any rule or annotation that fits it is a usage error", () => {
    expect.hasAssertions();
    const text = stream(workload("Deployment", "db"), workload("Deployment", "web"));
    for (const options of [{}, { config: { profiles: { x: { extends: "training" } } } }] satisfies Run[]) {
      const outcome = run(text, options);
      expect(outcome.scopeProblem?.code).toBe("no-profile");
      expect(touched(outcome)).toEqual([]);
    }
  });

  it("but with rules it is told and passes, because a hook hands over whatever was changed", () => {
    const text = stream(workload("Deployment", "db"), workload("Deployment", "web"));
    for (const options of [
      { config: training },
      { config: training, scope: { all: true } },
    ] satisfies Run[]) {
      const outcome = run(text, options);
      expect(outcome.scopeProblem).toBeNull();
      expect(codesOf(outcome)).toEqual(["no-rule-matches"]);
      expect(touched(outcome)).toEqual([]);
    }
    expect(codesOf(run(workload("Job", "train"), { config: training }))).not.toContain("no-rule-matches");
  });

  it("also where only what is selected has none", () => {
    const text = stream(workload("Deployment", "db"), workload("Job", "train"));
    const options: Run = { config: training, scope: { select: [{ kind: "Deployment", name: "db" }] } };
    const { scopeProblem } = run(text, options);
    expect(scopeProblem?.code).toBe("no-profile");
    expect(scopeProblem?.message).toContain("names the workloads that are meant");
  });

  it("but nothing to patch is none: no workload, none that is selected, or all skipped", () => {
    expect(run("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n").scopeProblem).toBeNull();
    const selected = run(workload("Job", "train"), {
      config: training,
      scope: { select: [{ kind: "Pod", name: null }] },
    });
    expect(selected.scopeProblem).toBeNull();
    expect(codesOf(selected)).toEqual(["nothing-to-patch"]);
    const skipped = run(workload("Job", "a", { annotations: { "gpuify.dev/skip": "old" } }));
    expect(skipped.scopeProblem).toBeNull();
  });

  it("a typing error in the key is told beside it, because it is the cause", () => {
    const outcome = run(workload("Job", "train", { annotations: { "gpuify.dev/profil": "training" } }));
    expect(outcome.scopeProblem?.code).toBe("no-profile");
    expect(at(outcome, "unknown-annotation")).toBe("6:37 gpuify reads no annotation gpuify.dev/profil");
  });

  it("an annotation that only says how is told to do nothing", () => {
    const text = stream(
      workload("Job", "train"),
      workload("Pod", "x", { annotations: { "gpuify.dev/gpus": "2" } }),
    );
    const outcome = run(text, { config: training });
    expect(touched(outcome)).toEqual(["Job/train"]);
    expect(at(outcome, "annotation-without-profile")).toMatch(
      /^14:35 gpuify.dev\/gpus does nothing for Pod\/x/,
    );
  });
});

describe("beside a bare -p", () => {
  const text = stream(
    workload("Deployment", "db"),
    workload("Deployment", "llm", profileOf("training")),
    workload("Deployment", "gpu", { gpu: true }),
    workload("Deployment", "two", { annotations: { "gpuify.dev/gpus": "2" } }),
    workload("Job", "train"),
  );

  it("what annotations and rules name is meant, and what asks for an accelerator", () => {
    const outcome = run(text, { profile: "continuous", config: training });
    expect(touched(outcome)).toEqual(["Deployment/llm", "Deployment/gpu", "Deployment/two", "Job/train"]);
  });

  it("the annotation keeps its profile, and the flag that lost is told; the rule loses in silence", () => {
    const outcome = run(text, { profile: "continuous", config: training });
    expect(at(outcome, "annotation-beats-flag")).toMatch(
      /--profile continuous does not count for Deployment\/llm: its annotation gpuify.dev\/profile says "training"/,
    );
    expect(outcome.diagnostics.filter(({ code }) => code === "annotation-beats-flag")).toHaveLength(1);
    const overridden = run(text, { profile: "continuous", config: training, scope: { override: true } });
    expect(codesOf(overridden)).not.toContain("annotation-beats-flag");
  });

  it("a rule or an overruled annotation for CPUs means nobody for a profile of GPUs, and one for GPUs does", () => {
    const several = stream(
      workload("Deployment", "a"),
      workload("Deployment", "b", profileOf("bursty")),
      workload("Job", "c"),
    );
    const by = (profile: string, rule: string) =>
      touched(
        run(several, {
          profile,
          config: { rules: [{ match: { kind: "*" }, profile: rule }] },
          scope: { override: true },
        }),
      );
    for (const rule of ["bursty", "none", "auto"]) expect(by("continuous", rule), rule).toEqual([]);
    expect(by("continuous", "training")).toHaveLength(3);
    expect(by("bursty", "training")).toHaveLength(3);
    const outcome = run(several, {
      profile: "continuous",
      config: { rules: [{ match: { kind: "*" }, profile: "bursty" }] },
    });
    expect(touched(outcome), "its own annotation still counts").toEqual(["Deployment/b"]);
  });

  it("hooks of Helm and Argo CD are meant where a rule or an annotation says so, and by nothing else", () => {
    const hook = { "helm.sh/hook": "post-install" };
    const withHook = (more: Readonly<Record<string, string>> = {}) =>
      stream(workload("Deployment", "web"), workload("Job", "load", { annotations: { ...hook, ...more } }));
    expect(touched(run(withHook(), { config: training }))).toEqual(["Job/load"]);
    expect(touched(run(withHook(), { profile: "training", config: training }))).toEqual(["Job/load"]);
    const said = withHook({ "gpuify.dev/gpus": "2" });
    expect(touched(run(said, { profile: "training", scope: { all: true } }))).toHaveLength(2);
    const other: Config = { rules: [{ match: { kind: "Deployment" }, profile: "continuous" }] };
    for (const profile of ["training", "continuous", "bursty"]) {
      const outcome = run(withHook(), { profile, config: other, scope: { all: true } });
      expect(touched(outcome), profile).toEqual(["Deployment/web"]);
      expect(at(outcome, "hook-left-alone"), profile).toContain("Job/load is left alone");
    }
  });

  it("--all, --select, -l and -n narrow what rules name, too", () => {
    const options: Run = { config: { rules: [{ match: { kind: "*" }, profile: "continuous" }] } };
    const by = (scope: Run["scope"]) => touched(run(text, { ...options, scope: scope ?? {} }));
    expect(by({ select: [{ kind: "Job", name: null }] })).toEqual(["Job/train"]);
    expect(by({ namespace: "shop" })).toEqual([]);
    expect(by({ labels: [{ key: "x", operator: "exists", values: [] }] })).toEqual([]);
    expect(by({})).toHaveLength(5);
  });
});

describe("gpuify.dev/skip", () => {
  const skipped = workload("Job", "train", {
    annotations: { "gpuify.dev/skip": "too old", "gpuify.dev/profile": "nonsense", "gpuify.dev/gpuz": "1" },
  });
  const text = stream(skipped, workload("Job", "other"));

  it("beats rules, flags and its own other annotations, which are not even judged", () => {
    expect.hasAssertions();
    for (const options of [
      { config: training },
      { profile: "training", scope: { all: true } },
    ] satisfies Run[]) {
      const outcome = run(text, options);
      expect(errorsOf(outcome)).toEqual([]);
      expect(touched(outcome)).toEqual(["Job/other"]);
      expect(codesOf(outcome)).not.toContain("unknown-annotation");
    }
  });

  it("loses to --override and to the selection of that very object", () => {
    const override = run(text, { profile: "training", scope: { all: true, override: true } });
    expect(touched(override)).toEqual(["Job/train", "Job/other"]);
    const named = workload("Job", "train", { annotations: { "gpuify.dev/skip": "" } });
    const select = [{ kind: "job", name: "train" }];
    expect(touched(run(named, { config: training, scope: { select } }))).toEqual(["Job/train"]);
    const wild = [{ kind: "job", name: "tr*" }];
    expect(touched(run(named, { config: training, scope: { select: wild } }))).toEqual([]);
  });
});

describe("a DaemonSet", () => {
  const agent = workload("DaemonSet", "agent");

  it("gets GPUs by its own annotation, or by a rule that says its kind", () => {
    expect(touched(run(workload("DaemonSet", "agent", profileOf("continuous"))))).toEqual([
      "DaemonSet/agent",
    ]);
    for (const kind of ["DaemonSet", "daemon*", ["Job", "DaemonSet"]])
      expect(
        touched(run(agent, { config: { rules: [{ match: { kind }, profile: "continuous" }] } })),
      ).toEqual(["DaemonSet/agent"]);
  });

  it.each<Run>([
    { config: { rules: [{ match: { name: "*" }, profile: "continuous" }] } },
    { config: { rules: [{ match: { kind: "*" }, profile: "continuous" }] } },
    { profile: "continuous", scope: { all: true } },
    { profile: "continuous", config: { rules: [{ match: { kind: "DaemonSet" }, profile: "bursty" }] } },
    { profile: "training", scope: { select: [{ kind: "DaemonSet", name: "agent" }] } },
  ])("not by anything else: %j", (options) => {
    const outcome = run(agent, options);
    expect(touched(outcome)).toEqual([]);
    expect(codesOf(outcome)).toContain("daemon-set-left-alone");
  });

  it("is one of those that lose a GPU", () => {
    const config: Config = { rules: [{ match: { kind: "*" }, profile: "bursty" }] };
    expect(touched(run(workload("DaemonSet", "agent", { gpu: true }), { config }))).toEqual([
      "DaemonSet/agent",
    ]);
  });
});

describe("annotations", () => {
  it("that are wrong are told at their place, and nothing is written", () => {
    expect.hasAssertions();
    const cases: readonly [Readonly<Record<string, string>>, string][] = [
      [{ "gpuify.dev/gpus": "two" }, 'gpuify.dev/gpus: "two" is no number of GPUs'],
      [{ "gpuify.dev/gpus": "0" }, 'gpuify.dev/gpus: "0" is no number of GPUs'],
      [{ "gpuify.dev/gpus": "1.5" }, 'gpuify.dev/gpus: "1.5" is no number of GPUs'],
      [{ "gpuify.dev/gpus": "" }, 'gpuify.dev/gpus: "" is no number of GPUs'],
      [{ "gpuify.dev/gpu": "" }, "gpuify.dev/gpu is empty"],
      [{ "gpuify.dev/container": " " }, "gpuify.dev/container is empty"],
      [{ "gpuify.dev/profile": "" }, "gpuify.dev/profile is empty"],
      [{ "gpuify.dev/profile": "trainig" }, 'there is no profile "trainig"'],
      [{ "gpuify.dev/gpu": "h1000" }, 'unknown GPU model "h1000"'],
      [{ "gpuify.dev/container": "mian" }, 'Job/train has no container "mian"'],
    ];
    for (const [annotations, message] of cases) {
      const outcome = run(workload("Job", "train", { annotations }), { config: training });
      expect(errorsOf(outcome)).toEqual([message]);
      const [error] = outcome.diagnostics.filter(({ severity }) => severity === "error");
      expect(error?.location?.line, message).toBe(6);
      expect(error?.location?.path).toBe(`metadata.annotations["${Object.keys(annotations)[0]}"]`);
      expect(outcome.files[0]?.status).toBe("refused");
    }
  });

  it("are not blamed for a flag", () => {
    const annotations = { "gpuify.dev/gpus": "2" };
    const text = stream(
      workload("Job", "a", { annotations }),
      workload("Job", "b", { annotations: { "gpuify.dev/gpu": "l4" } }),
    );
    const outcome = run(text, { config: training, flags: { gpu: "h1000" } });
    const [error, ...others] = outcome.diagnostics.filter(({ severity }) => severity === "error");
    expect(others).toEqual([]);
    expect(error).toMatchObject({ code: "unknown-model", location: { path: "spec.template.spec" } });
    const gpus = { annotations: { "gpuify.dev/gpus": "99", "gpuify.dev/gpu": "l4" } };
    const many = run(workload("Job", "a", gpus), { config: { ...training, platform: "gke" } });
    expect(at(many, "count-not-on-platform")).toMatch(/^6:/);
    expect(many.diagnostics.find(({ code }) => code === "count-not-on-platform")?.location?.path).toBe(
      'metadata.annotations["gpuify.dev/gpus"]',
    );
  });

  it("wrong flags are a usage error also without -p", () => {
    const options: Run = { config: training, flags: { gpu: "h1000" } };
    expect(run(workload("Job", "a"), options).scopeProblem?.code).toBe("unknown-model");
    const bursty: Config = { rules: [{ match: { kind: "Job" }, profile: "bursty" }] };
    expect(run(workload("Job", "a"), { ...options, config: bursty }).scopeProblem).toBeNull();
  });

  it("of workloads that the run leaves out are not judged", () => {
    const wrong = workload("Job", "train", { annotations: { "gpuify.dev/gpus": "two", "gpuify.dev/x": "" } });
    const text = stream(wrong, workload("Job", "other"));
    const select = [{ kind: "Job", name: "other" }];
    const outcome = run(text, { profile: "training", flags: { gpus: 2 }, scope: { select } });
    expect(errorsOf(outcome)).toEqual([]);
    expect(codesOf(outcome)).not.toContain("unknown-annotation");
  });

  it("that a flag overrides are not judged either", () => {
    const text = workload("Job", "train", {
      annotations: { "gpuify.dev/gpus": "two", "gpuify.dev/profile": "x" },
    });
    const options: Run = { profile: "training", flags: { gpus: 2 } };
    expect(errorsOf(run(text, options))).toHaveLength(2);
    expect(errorsOf(run(text, { ...options, scope: { override: true } }))).toEqual([]);
    expect(errorsOf(run(text, { profile: "training", scope: { override: true } }))).toHaveLength(1);
  });

  it("tell a lost flag only where the workload is touched", () => {
    const two = { annotations: { "gpuify.dev/gpus": "2" } };
    const text = stream(workload("Job", "a", two), workload("Job", "b", two));
    const select = [{ kind: "Job", name: "b" }];
    const outcome = run(text, { profile: "training", flags: { gpus: 4 }, scope: { select } });
    const lost = outcome.diagnostics.filter(({ code }) => code === "annotation-beats-flag");
    expect(lost.map(({ message }) => message)).toEqual([
      '--gpus 4 does not count for Job/b: its annotation gpuify.dev/gpus says "2"',
    ]);
    expect(codesOf(run(text, { profile: "training", flags: { gpus: 2 }, scope: { select } }))).not.toContain(
      "annotation-beats-flag",
    );
  });

  it("that gpuify does not know are warned about, its own and the linter's are not", () => {
    const annotations = {
      "gpuify.dev/gpu-model": "l4",
      "gpuify.dev/restore": '{"v":1}',
      "gpuify.dev/ignore-gpu-no-memory-limit": "why",
      "gpuify.dev/": "",
    };
    const outcome = run(workload("Job", "train", { annotations }), { config: training });
    const told = outcome.diagnostics.filter(({ code }) => code === "unknown-annotation");
    expect(told.map(({ message, severity }) => `${severity} ${message}`)).toEqual([
      "warning gpuify reads no annotation gpuify.dev/gpu-model",
      "warning gpuify reads no annotation gpuify.dev/",
    ]);
  });

  it("on the pods are not read, and that is told", () => {
    const text = workload("Job", "train", { podAnnotations: { "gpuify.dev/gpus": "2", other: "x" } });
    const outcome = run(text, { config: training });
    expect(at(outcome, "annotation-on-pods")).toMatch(
      /gpuify.dev\/gpus on the pods of Job\/train is not read/,
    );
    expect(outcome.files[0]?.text).not.toContain("nvidia.com/gpu: 2");
    const pod = workload("Pod", "x", {
      annotations: { "gpuify.dev/gpus": "2", "gpuify.dev/profile": "training" },
    });
    expect(codesOf(run(pod))).not.toContain("annotation-on-pods");
  });
});

describe("several files", () => {
  const files = {
    "a/x.yaml": workload("Job", "a"),
    "b/x.yaml": workload("Job", "b"),
    "c.yaml": workload("Job", "c"),
  };
  const rule = (platform: string): Config => ({
    rules: [{ match: { path: "x.yaml" }, profile: "own" }],
    profiles: { own: { extends: "training", platform, gpu: { model: "l4" } } },
  });

  it("have each its own config, with paths from its folder", () => {
    const outcome = run(files, { configs: { "a/": rule("gke"), "b/": rule("eks") } });
    expect(touched(outcome)).toEqual(["Job/a", "Job/b"]);
    expect(outcome.files[0]?.text).toContain("cloud.google.com/gke-accelerator: nvidia-l4");
    expect(outcome.files[1]?.text).not.toContain("cloud.google.com");
    expect(outcome.files[2]?.status).toBe("unchanged");
  });

  it("a profile that one of the configs does not have is told at the workload, not a bug", () => {
    const outcome = run(files, { profile: "own", scope: { all: true }, configs: { "b/": rule("gke") } });
    expect(errorsOf(outcome)).toEqual(['there is no profile "own"', 'there is no profile "own"']);
  });

  it("flags that are right under one of the configs are no usage error", () => {
    const configs = { "a/": { platform: "coreweave" }, "b/": { platform: "gke" } };
    const options: Run = { profile: "training", flags: { gpu: "l4" }, scope: { all: true }, configs };
    expect(run({ "a/x.yaml": files["a/x.yaml"] }, options).scopeProblem).not.toBeNull();
    const both = run({ "a/x.yaml": files["a/x.yaml"], "b/x.yaml": files["b/x.yaml"] }, options);
    expect(both.scopeProblem).toBeNull();
    expect(both.workloads.map(({ object, status }) => `${object} ${status}`)).toEqual([
      "Job/a refused",
      "Job/b patched",
    ]);
  });

  it("nor those that are right with what a rule says", () => {
    const config: Config = { rules: [{ match: { kind: "Job" }, profile: "training", platform: "gke" }] };
    const options: Run = { profile: "training", flags: { spot: true } };
    expect(run(workload("Job", "a"), options).scopeProblem?.code).toBe("spot-not-on-platform");
    expect(run(workload("Job", "a"), { ...options, config }).scopeProblem).toBeNull();
    expect(errorsOf(run(workload("Job", "a"), { ...options, config }))).toEqual([]);
  });

  it("an input without a name has no path", () => {
    const config: Config = { rules: [{ match: { path: "**" }, profile: "training" }] };
    expect(touched(run(workload("Job", "a"), { config }))).toEqual(["Job/a"]);
  });
});

describe("items of a List", () => {
  it("are named like others", () => {
    const list = JSON.stringify({
      apiVersion: "v1",
      kind: "List",
      items: ["a", "b"].map((name) => ({
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name, annotations: name === "b" ? { "gpuify.dev/gpus": "x" } : {} },
        spec: {
          template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "app" }] } },
        },
      })),
    });
    const only = run(list, { config: { rules: [{ match: { name: "a" }, profile: "training" }] } });
    expect(errorsOf(only)).toEqual([]);
    expect(touched(only)).toEqual(["Job/a"]);
    const both = run(list, { config: training });
    expect(errorsOf(both)).toEqual(['gpuify.dev/gpus: "x" is no number of GPUs']);
  });
});
