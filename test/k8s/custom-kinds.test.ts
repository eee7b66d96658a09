import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it, test } from "vitest";
import { customKindData, customKinds } from "../../src/k8s/custom-kinds.ts";
import { pathSteps } from "../../src/k8s/expand-kind.ts";
import { WORKLOAD_KINDS, workloadKind } from "../../src/k8s/kinds.ts";
import { patternText } from "../../src/output/show/kinds/words.ts";

const SCHEMA = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../src/k8s/data/kinds.schema.json"), "utf8"),
);
const ROWS = customKindData();
const KINDS = customKinds();

describe("the rows of custom kinds", () => {
  it("have the form of the schema", () => {
    const isValid = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);
    expect(isValid(ROWS), JSON.stringify(isValid.errors)).toBe(true);
    expect(ROWS.length).toBeGreaterThan(130);
  });

  it("are one for each version of a kind of a group", () => {
    const keys = ROWS.flatMap(({ group, aliases = [], kind, versions = [""] }) =>
      [group, ...aliases].flatMap((one) => versions.map((version) => `${one}/${version} ${kind}`)),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const several = ROWS.filter((row) => ROWS.filter((one) => isSameKind(one, row)).length > 1);
    expect(several.filter(({ versions }) => versions === undefined)).toEqual([]);
  });

  it("name the row whose facts count by group and kind, and that has facts of its own", () => {
    for (const { kind, sameAs } of ROWS) {
      if (sameAs === undefined) continue;
      const original = ROWS.find((one) => `${one.group}/${one.kind}` === sameAs);
      expect(original, kind).toBeDefined();
      expect(original?.sameAs, kind).toBeUndefined();
    }
    expect(ROWS.filter(({ sameAs }) => sameAs !== undefined).length).toBeGreaterThan(15);
  });

  it("have pods, or objects that have them", () => {
    expect.hasAssertions();
    for (const { kind, podSets, objects = [] } of KINDS)
      expect(podSets.length + objects.length, kind).toBeGreaterThan(0);
  });

  it("say where they were read", () => {
    expect.hasAssertions();
    for (const { group, kind, source } of KINDS) {
      expect(source, `${group}/${kind}`).not.toBe("");
      for (const one of source.split("; ")) expect(one, kind).toMatch(/^[\w.-]+\/[\w.-]+ \S+/);
    }
  });

  it("have notes that are sentences", () => {
    const notes = KINDS.flatMap(({ notes = [], unverified = [] }) => [...notes, ...unverified]);
    expect(notes.length).toBeGreaterThan(100);
    for (const note of notes) expect(note).toMatch(/[^.]\.$/);
    for (const note of notes) expect(note).not.toMatch(/\bcorpus\b|\btoday\b|from memory|not re-?read/i);
  });
});

describe("paths of the rows", () => {
  const texts = pathTexts(ROWS);

  it("are keys, `[]` behind a key, or `*`", () => {
    expect(texts.length).toBeGreaterThan(500);
    for (const text of texts) {
      const steps = pathSteps(text);
      expect(steps.length, text).toBeGreaterThan(0);
      for (const step of steps) expect(step, text).toMatch(/^(?:\[\]|\*|[A-Za-z][\w-]*)$/);
    }
  });

  it("read back as they are written", () => {
    expect.hasAssertions();
    for (const text of texts) expect(patternText(pathSteps(text))).toBe(text);
  });
});

describe("roles", () => {
  it("are in lower case where the name tells who computes, as they are looked up", () => {
    const names = KINDS.flatMap(({ podSets }) =>
      podSets.flatMap(({ computesByName = {} }) => Object.keys(computesByName)),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });

  it("come from a field of an item or value, so their path has one", () => {
    expect.hasAssertions();
    for (const { kind, podSets } of KINDS)
      for (const { role, at } of podSets)
        if (typeof role !== "string")
          expect(
            at.some((step) => step === "[]" || step === "*"),
            kind,
          ).toBe(true);
  });
});

describe("a custom kind", () => {
  it.each(
    ROWS.flatMap(({ group, aliases = [], kind, versions = ["v1"] }) =>
      [group, ...aliases].flatMap((one) =>
        versions.map((version) => [one === "" ? version : `${one}/${version}`, kind] as const),
      ),
    ),
  )("is found: %s %s", (apiVersion, kind) => {
    const found = workloadKind(apiVersion, kind);
    expect(found?.kind).toBe(kind);
    expect(WORKLOAD_KINDS).not.toContain(found);
  });
});

/** Names that several kinds have; `--select` by such a name takes them all, by the kind's own name. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  clusterservingruntime: ["ome.io", "serving.kserve.io"],
  clustertrainingruntime: ["kubeflow.org", "trainer.kubeflow.org"],
  cronjob: ["batch", "batch.volcano.sh"],
  daemonset: ["apps", "apps.kruise.io"],
  experiment: ["argoproj.io", "kubeflow.org"],
  inferenceservice: ["ome.io", "serving.kserve.io"],
  job: ["batch", "batch.volcano.sh"],
  model: ["kubeai.org", "ollama.ayaka.io"],
  mpijob: ["kubeflow.org", "training.kubedl.io"],
  nodeset: ["slinky.slurm.net", "slurm.nebius.ai"],
  notebook: ["kubeflow.org", "notebook.kubedl.io"],
  paddlejob: ["batch.paddlepaddle.org", "kubeflow.org"],
  pytorchjob: ["kubeflow.org", "training.kubedl.io"],
  service: ["inference.llmaz.io", "serving.knative.dev"],
  servingruntime: ["ome.io", "serving.kserve.io"],
  sparkapplication: ["spark.apache.org", "sparkoperator.k8s.io"],
  statefulset: ["apps", "apps.kruise.io"],
  tfjob: ["kubeflow.org", "training.kubedl.io"],
  trainingruntime: ["kubeflow.org", "trainer.kubeflow.org"],
  xgboostjob: ["kubeflow.org", "training.kubedl.io"],
};

describe("names of kinds", () => {
  const owners = new Map<string, Set<string>>();
  for (const { group, names } of [...WORKLOAD_KINDS, ...KINDS])
    for (const name of names) owners.set(name, (owners.get(name) ?? new Set()).add(group));

  test("are one kind's, or known to be several kinds'", () => {
    const shared = [...owners].filter(([name, groups]) => groups.size > 1 && !owners.has(name.slice(0, -1)));
    expect(Object.fromEntries(shared.map(([name, groups]) => [name, [...groups].toSorted()]))).toEqual(
      SHARED,
    );
  });

  test("are in lower case", () => {
    expect([...owners.keys()].filter((name) => name !== name.toLowerCase())).toEqual([]);
  });
});

type Row = (typeof ROWS)[number];

function isSameKind(one: Row, other: Row): boolean {
  return one.group === other.group && one.kind === other.kind;
}

const PATH_FIELDS =
  /^(?:at|without|labels|annotations|limits|requests|shortType|name|quantity|noUnless|job|oneLessWith|over|orElse|least|most|queue|onlyWith)$/;

/** Every path of the rows that is written as a text; counts without the number behind. */
function pathTexts(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string") {
    if (PATH_FIELDS.test(key)) return [value];
    return key === "pods" || key === "objectPods" ? [value.replace(/ \?\d+$/, "")] : [];
  }
  if (Array.isArray(value)) {
    if (["objects", "immutable"].includes(key)) return value;
    // A path with a key that has dots is a list of steps.
    if (PATH_FIELDS.test(key)) return [];
    return value.flatMap((one) => pathTexts(one, key));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => pathTexts(one, name));
}
