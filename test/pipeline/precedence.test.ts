import { describe, expect, it } from "vitest";
import type { Config, ProfileBody } from "../../src/config/types.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import type { Origin } from "../../src/profile/settings.ts";
import { catalog, changesOf, codesOf, errorsOf, run } from "./run.ts";

/** Where a value may be said, as cli.md orders it; `override` is a flag with `--override`. */
const ORDER = [
  "override",
  "annotation",
  "flag",
  "rule",
  "base rule",
  "own profile",
  "parent profile",
  "manifest",
  "defaults",
  "base defaults",
  "built in",
] as const;

type Source = (typeof ORDER)[number];

const OWN: Record<Exclude<Source, "override" | "annotation" | "flag" | "manifest" | "built in">, Origin> = {
  rule: { kind: "config", rule: "rules[0]" },
  "base rule": { kind: "config", rule: "rules[0] of ../gpuify.yaml" },
  "own profile": { kind: "config-profile", name: "own" },
  "parent profile": { kind: "config-profile", name: "parent" },
  defaults: { kind: "config-defaults" },
  "base defaults": { kind: "config-defaults" },
};

/** One setting: how each source says one of its values, and where it can be read in the result. */
interface Row {
  readonly name: string;
  readonly base: "continuous" | "training" | "bursty";
  readonly values: readonly [string | number, string | number];
  readonly annotation?: string;
  readonly flag?: { readonly key: keyof DecisionFlags; readonly name: string };
  readonly body: (value: never) => ProfileBody;
  /** The manifest, saying the value or not. */
  readonly manifest: (value: string | number | null) => string;
  /** The value as the result has it; undefined where there is none. */
  readonly read: (text: string) => string | number | undefined;
  /** Path of the change that writes it, whose origin says the source; empty for an object. Null: none has it. */
  readonly path: RegExp | null;
  /** The manifest cannot say it. */
  readonly mute?: true;
  /** What it is where nobody says it; absent where it is not there. */
  readonly builtIn?: string | number;
}

interface Text {
  readonly kind?: string;
  readonly spec?: string;
  readonly podMetadata?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly more?: string;
}

const line = (indent: number, text: string | undefined): string =>
  text === undefined || text === "" ? "" : `${" ".repeat(indent)}${text}\n`;

/** A workload whose parts are flow YAML, `@` standing for the annotation that a test adds. */
function manifest({ kind = "Deployment", spec, podMetadata, pod, container, more }: Text): string {
  return `apiVersion: ${kind === "Job" ? "batch/v1" : "apps/v1"}
kind: ${kind}
metadata:
  name: web
  annotations: {note: "@"}
spec:
${line(2, spec)}  template:
${line(4, podMetadata && `metadata: ${podMetadata}`)}    spec:
${line(6, pod)}      containers:
      - name: main
        image: app
${line(8, container)}${more ?? ""}`;
}

const numbers = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};
const words = (text: string, pattern: RegExp): string | undefined =>
  pattern.exec(text)?.[1]?.replaceAll(/["']/g, "");

const CONTAINERS = ["one", "two"] as const;
const NAMES = ["this", "that"] as const;
const COUNTS = [3, 2] as const;
const SIZES = ["3Gi", "2Gi"] as const;
const MODELS = ["l4", "t4"] as const;

/** The label by which GKE selects a model. */
function labelOf(model: string): string | undefined {
  const answer = catalog.placement({ platform: "gke", model, count: 1, uniform: false, spot: false });
  return answer.ok
    ? answer.placement.nodeSelector.find(({ value }) => value.key === "cloud.google.com/gke-accelerator")
        ?.value.value
    : undefined;
}

const ROWS: readonly Row[] = [
  {
    name: "gpus",
    base: "training",
    values: COUNTS,
    annotation: "gpus",
    flag: { key: "gpus", name: "--gpus" },
    body: (count) => ({ gpu: { count } }),
    manifest: (value) =>
      manifest({ container: value === null ? "" : `resources: {limits: {nvidia.com/gpu: ${value}}}` }),
    read: (text) => numbers(text, /nvidia.com\/gpu: (\d+)/),
    path: /resources/,
    builtIn: 1,
  },
  {
    name: "container",
    base: "training",
    values: CONTAINERS,
    annotation: "container",
    flag: { key: "container", name: "--container" },
    body: (container) => ({ container }),
    manifest: (value) =>
      manifest({
        podMetadata:
          value === null ? "" : `{annotations: {kubectl.kubernetes.io/default-container: ${value}}}`,
        more: CONTAINERS.map((name) => `      - name: ${name}\n        image: app\n`).join(""),
      }),
    read: (text) => words(text, /- name: (\w+)\n {8}image: app\n {8}resources/),
    path: null,
  },
  {
    name: "platform",
    base: "continuous",
    values: ["aks", "gke"],
    flag: { key: "platform", name: "--platform" },
    body: (platform) => ({ platform }),
    manifest: () => manifest({}),
    mute: true,
    // GKE injects the toleration of its GPU nodes by itself, AKS has two and a label of its own.
    read: (text) =>
      text.includes("kubernetes.azure.com") ? "aks" : text.includes("tolerations") ? "generic" : "gke",
    path: null,
    builtIn: "generic",
  },
  {
    name: "shm",
    base: "training",
    values: SIZES,
    flag: { key: "shm", name: "--shm" },
    body: (shm) => ({ shm }),
    manifest: (value) =>
      value === null
        ? manifest({})
        : manifest({
            pod: `volumes: [{name: m, emptyDir: {medium: Memory, sizeLimit: ${value}}}]`,
            container: "volumeMounts: [{name: m, mountPath: /dev/shm}]",
          }),
    read: (text) => words(text, /sizeLimit: (\w+)/),
    path: /volumes/,
  },
  {
    name: "replicas",
    base: "bursty",
    values: COUNTS,
    flag: { key: "replicas", name: "--replicas" },
    body: (replicas) => ({ replicas }),
    manifest: (value) => manifest({ spec: value === null ? "" : `replicas: ${value}` }),
    read: (text) => numbers(text, /^ {2}replicas: (\d+)/m),
    path: /^spec.replicas$/,
  },
  {
    name: "maxReplicas",
    base: "bursty",
    values: COUNTS,
    flag: { key: "maxReplicas", name: "--max-replicas" },
    body: (maxReplicas) => ({ maxReplicas }),
    manifest: () => manifest({}),
    mute: true,
    read: (text) => numbers(text, /maxReplicas: (\d+)/),
    path: /^$/,
    builtIn: 4,
  },
  {
    name: "cpu",
    base: "bursty",
    values: COUNTS,
    flag: { key: "cpu", name: "--cpu" },
    body: (cpu) => ({ cpu: String(cpu) }),
    manifest: (value) =>
      manifest({ container: value === null ? "" : `resources: {requests: {cpu: ${value}}}` }),
    read: (text) => numbers(text, /cpu: (\d+)/),
    path: /resources/,
    builtIn: 1,
  },
  {
    name: "memory",
    base: "bursty",
    values: SIZES,
    flag: { key: "memory", name: "--memory" },
    body: (memory) => ({ memory }),
    manifest: (value) =>
      manifest({ container: value === null ? "" : `resources: {limits: {memory: ${value}, cpu: 1}}` }),
    // A limit alone is the request too.
    read: (text) => words(text, /requests:[^#]*?memory: (\w+)/) ?? words(text, /memory: (\w+)/),
    path: /resources/,
  },
  {
    name: "parallelism",
    base: "bursty",
    values: COUNTS,
    flag: { key: "parallelism", name: "--parallelism" },
    body: (parallelism) => ({ parallelism }),
    manifest: (value) =>
      manifest({
        kind: "Job",
        spec: value === null ? "completions: 99" : `{completions: 99, parallelism: ${value}}`,
      })
        .replace("  {completions: 99, parallelism", "  completions: 99\n  parallelism")
        .replace(/(parallelism: \d+)\}/, "$1"),
    read: (text) => numbers(text, /parallelism: (\d+)/),
    path: /parallelism/,
  },
  {
    name: "workers",
    base: "training",
    values: COUNTS,
    flag: { key: "workers", name: "--workers" },
    body: (workers) => ({ workers }),
    manifest: () => manifest({ kind: "Job", pod: "restartPolicy: Never" }),
    mute: true,
    read: (text) => numbers(text, /completions: (\d+)/),
    path: /^spec.completions$/,
  },
  {
    name: "queue",
    base: "training",
    values: NAMES,
    flag: { key: "queue", name: "--queue" },
    body: (queue) => ({ queue }),
    manifest: (value) => {
      const text = manifest({ kind: "Job", pod: "restartPolicy: Never" });
      const label = `  labels: {kueue.x-k8s.io/queue-name: ${value}}\n`;
      return value === null ? text : text.replace("  name: web\n", `  name: web\n${label}`);
    },
    read: (text) => words(text, /queue-name: (\w+)/),
    path: /queue-name/,
  },
  ...(["nodeSelector", "labels", "annotations"] as const).map(
    (map): Row => ({
      name: map,
      base: "continuous",
      values: NAMES,
      body: (value) => ({ [map]: { team: value } }),
      manifest: (value) => {
        if (value === null) return manifest({});
        return map === "nodeSelector"
          ? manifest({ pod: `nodeSelector: {team: ${value}}` })
          : manifest({ podMetadata: `{${map}: {team: ${value}}}` });
      },
      read: (text) => words(text, /team: ([\w"]+)/),
      path: /team$/,
    }),
  ),
  ...(["priorityClassName", "runtimeClassName", "schedulerName"] as const).map(
    (name): Row => ({
      name,
      base: "continuous",
      values: NAMES,
      body: (value) => ({ [name]: value }),
      manifest: (value) => manifest({ pod: value === null ? "" : `${name}: ${value}` }),
      read: (text) => words(text, new RegExp(`${name}: (\\w+)`)),
      path: new RegExp(`${name}$`),
    }),
  ),
  {
    name: "env",
    base: "bursty",
    values: NAMES,
    body: (value) => ({ env: [{ name: "TEAM", value }] }),
    manifest: (value) =>
      manifest({ container: value === null ? "" : `env: [{name: TEAM, value: ${value}}]` }),
    read: (text) => words(text, /name: TEAM,?\s+value: (\w+)/),
    path: /env/,
  },
  {
    name: "model",
    base: "continuous",
    values: MODELS,
    annotation: "gpu",
    flag: { key: "gpu", name: "--gpu" },
    body: (model) => ({ gpu: { model } }),
    manifest: (value) =>
      manifest({
        pod:
          value === null ? "" : `nodeSelector: {cloud.google.com/gke-accelerator: ${labelOf(String(value))}}`,
      }),
    read: (text) => {
      const label = words(text, /gke-accelerator: ([\w-]+)/);
      return MODELS.find((model) => labelOf(model) === label) ?? label;
    },
    path: /nodeSelector/,
  },
];

/** What a row's sources say together in one run. */
function runWith(row: Row, says: ReadonlyMap<Source, string | number>) {
  const bodyOf = (source: Source): ProfileBody => {
    const value = says.get(source);
    return value === undefined ? {} : row.body(value as never);
  };
  const rules = (source: "rule" | "base rule") =>
    says.has(source) ? [{ match: { kind: "*" }, profile: "own", ...bodyOf(source) }] : [];
  const flagValue = says.get("flag") ?? says.get("override");
  const base: Config = { defaults: bodyOf("base defaults"), rules: rules("base rule") };
  const text = row.manifest(says.get("manifest") ?? null);
  const note = says.get("annotation");
  return run(text.replace('note: "@"', note === undefined ? "" : `gpuify.dev/${row.annotation}: "${note}"`), {
    profile: "own",
    flags: row.flag === undefined || flagValue === undefined ? {} : { [row.flag.key]: cast(row, flagValue) },
    scope: { override: says.has("override") },
    config: {
      ...(row.name === "model" && { platform: "gke" }),
      defaults: bodyOf("defaults"),
      profiles: {
        own: { extends: "parent", ...bodyOf("own profile") },
        parent: { extends: row.base, ...bodyOf("parent profile") },
      },
      rules: rules("rule"),
    },
    bases: [{ file: "../gpuify.yaml", config: base, prefix: "" }],
  });
}

/** Quantities are text on the command line. */
function cast(row: Row, value: string | number): string | number {
  return row.name === "cpu" ? String(value) : value;
}

function originOf(row: Row, source: Source): Origin | null {
  switch (source) {
    case "override":
    case "flag":
      return row.flag === undefined ? null : { kind: "flag", name: row.flag.name };
    case "annotation":
      return { kind: "annotation", key: `gpuify.dev/${row.annotation}` };
    case "manifest":
    case "built in":
      return null;
    default:
      return OWN[source];
  }
}

const sourcesOf = (row: Row): readonly Source[] =>
  ORDER.filter((source) => {
    if (source === "annotation") return row.annotation !== undefined;
    if (source === "flag" || source === "override") return row.flag !== undefined;
    if (source === "manifest") return row.mute !== true;
    return source !== "built in";
  });

describe.each(ROWS)("$name", (row) => {
  const sources = sourcesOf(row);
  const [first = "", second = ""] = row.values;

  const expectReadable = (source: Source, value: string | number) => {
    const outcome = runWith(row, new Map([[source, value]]));
    expect(errorsOf(outcome)).toEqual([]);
    expect(row.read(outcome.files[0]?.text ?? "")).toBe(value);
    const origin = originOf(row, source);
    if (origin !== null && row.path !== null) expect(originsIn(row, outcome)).toContainEqual(origin);
  };

  it.each(sources)("said by %s alone has its value and its origin", (source) => {
    expectReadable(source, first);
    expectReadable(source, second);
  });

  const pairs = sources.flatMap((strong, index) =>
    sources.slice(index + 1).flatMap((weak): readonly (readonly [Source, Source])[] =>
      // It is one flag, with or without --override.
      strong === "override" && weak === "flag" ? [] : [[strong, weak]],
    ),
  );

  it.each(pairs)("%s beats %s", (strong, weak) => {
    expect.hasAssertions();
    for (const [stronger, weaker] of [
      [first, second],
      [second, first],
    ] as const) {
      const says = new Map<Source, string | number>([
        [weak, weaker],
        [strong, stronger],
      ]);
      const outcome = runWith(row, says);
      expect(errorsOf(outcome)).toEqual([]);
      expect(row.read(outcome.files[0]?.text ?? "")).toBe(stronger);
      const isLostFlag = strong === "annotation" && weak === "flag";
      expect(codesOf(outcome).includes("annotation-beats-flag")).toBe(isLostFlag);
      if (row.path === null) continue;
      const origins = originsIn(row, outcome);
      const [winner, loser] = [originOf(row, strong), originOf(row, weak)];
      if (winner !== null) expect(origins).toContainEqual(winner);
      if (loser !== null && JSON.stringify(winner) !== JSON.stringify(loser))
        expect(origins).not.toContainEqual(loser);
    }
  });

  it("said by nobody is what is built in", () => {
    const outcome = runWith(row, new Map());
    if (row.name === "container") expect(codesOf(outcome)).toContain("ambiguous-container");
    else expect(row.read(outcome.files[0]?.text ?? "")).toBe(row.builtIn);
    // A built-in profile does it, not the one that somebody made on top of it.
    for (const origin of originsIn(row, outcome))
      expect([{ kind: "profile", name: row.base }, { kind: "default" }]).toContainEqual(origin);
  });
});

/** Origins of the changes that write the row's value. */
function originsIn({ path }: Row, outcome: PatchOutcome): readonly Origin[] {
  return changesOf(outcome).flatMap((change) => (path?.test(change.path) ? [change.origin] : []));
}

describe("the profile itself", () => {
  const PROFILES = ["training", "continuous", "bursty"] as const;
  type Chooser = "override" | "annotation" | "flag" | "rule" | "base rule";
  const CHOOSERS: readonly Chooser[] = ["override", "annotation", "flag", "rule", "base rule"];

  const chosen = (says: ReadonlyMap<Chooser, string>): string => {
    const rules = (source: Chooser) => {
      const profile = says.get(source);
      return profile === undefined ? [] : [{ match: { kind: "Job" }, profile }];
    };
    const note = says.get("annotation");
    const text = `apiVersion: batch/v1
kind: Job
metadata: {name: a, annotations: {${note === undefined ? "" : `gpuify.dev/profile: ${note}`}}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: x, resources: {limits: {nvidia.com/gpu: 1}}}]}}}
`;
    const outcome = run(text, {
      profile: says.get("override") ?? says.get("flag") ?? null,
      scope: { override: says.has("override") },
      config: { rules: rules("rule") },
      bases: [{ file: "../gpuify.yaml", config: { rules: rules("base rule") }, prefix: "" }],
    });
    expect(errorsOf(outcome)).toEqual([]);
    const after = outcome.files[0]?.text ?? "";
    if (after.includes("backoffLimit")) return "training";
    return /limits: \{nvidia/.test(after) ? "continuous" : "bursty";
  };

  const pairs = CHOOSERS.flatMap((strong, index) =>
    CHOOSERS.slice(index + 1).flatMap((weak): readonly (readonly [Chooser, Chooser])[] =>
      strong === "override" && weak === "flag" ? [] : [[strong, weak]],
    ),
  );

  it.each(pairs)("%s beats %s", (strong, weak) => {
    expect.hasAssertions();
    for (const one of PROFILES)
      for (const other of PROFILES)
        expect(
          chosen(
            new Map([
              [weak, other],
              [strong, one],
            ]),
          ),
        ).toBe(one);
  });

  it.each(CHOOSERS)("chosen by %s alone", (source) => {
    expect.hasAssertions();
    for (const one of PROFILES) expect(chosen(new Map([[source, one]]))).toBe(one);
  });
});
