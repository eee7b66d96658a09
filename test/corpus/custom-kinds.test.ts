import { describe, expect, it, test } from "vitest";
import { customKinds } from "../../src/k8s/custom-kinds.ts";
import type { FieldPattern, PodSetRow } from "../../src/k8s/kind-row.ts";
import type { WorkloadKind } from "../../src/k8s/open-kind.ts";
import { patternText } from "../../src/output/show/kinds/words.ts";
import { needsShared } from "../needs.ts";
import { CRD_FILES, type CrdSpec, hasPath, readCrd } from "./crds.ts";

/** Where a row knows better than the CRD, with the reason. */
const OTHER_SCALE: Readonly<Record<string, string>> = {
  "kubeflow.org/PyTorchJob": "the subresource is for elastic jobs, which have a policy of their own",
  "grove.io/PodCliqueSet": "its cliques and groups are scaled by autoscalers that Grove makes",
  "kubeai.org/Model": "KubeAI scales models by itself, through the subresource",
};

/** Paths of older releases of an operator, which its CRD no longer has. */
const NOT_THERE: Readonly<Record<string, readonly string[]>> = {
  "kubeflow.org/MPIJob": ["spec.template", "spec.replicas"],
  "trainer.kubeflow.org/ClusterTrainingRuntime": ["spec.mlPolicy.torch.numProcPerNode"],
  "production-stack.vllm.ai/VLLMRuntime": [
    "spec.tensorParallelSize",
    "spec.resources",
    "spec.resources.gpuType",
    "spec.replicas",
  ],
};

const NAME = ({ group, kind }: WorkloadKind) => `${group}/${kind}`;

describe("a row agrees with the CRD in ../shared/kinds/crds", needsShared("kinds/crds"), () => {
  const crds = (CRD_FILES ?? []).map(readCrd);
  const pairs = crds.map((crd) => {
    const rows = customKinds().filter(({ group, kind }) => group === crd.group && kind === crd.names.kind);
    return { title: `${crd.group}/${crd.names.kind}`, crd, rows };
  });

  it("there is a row for each", () => {
    expect(pairs.length).toBeGreaterThan(25);
    expect(pairs.filter(({ rows }) => rows.length !== 1)).toEqual([]);
  });

  test.each(pairs)("$title: its versions and names", ({ crd, rows: [row] }) => {
    expect([...(row?.versions ?? [])].toSorted()).toEqual(servedVersions(crd));
    const { kind, plural, shortNames = [] } = crd.names;
    expect(new Set(row?.names)).toEqual(new Set([kind.toLowerCase(), plural, ...shortNames]));
  });

  test.each(pairs)("$title: its scale subresource", ({ title, crd, rows: [row] }) => {
    const has = crd.versions.some(({ subresources }) => subresources?.scale !== undefined);
    expect((row?.scale === "subresource") !== has).toBe(title in OTHER_SCALE);
  });

  test.each(pairs)("$title: its paths", ({ title, crd, rows: [row] }) => {
    if (row === undefined) throw new Error("there is no row");
    const missing = pathsOf(row).filter(({ path, versions }) => !isIn(crd, path, versions));
    expect([...new Set(missing.map(({ path }) => patternText(path)))]).toEqual(NOT_THERE[title] ?? []);
    expect(pathsOf(row).length).toBeGreaterThan(0);
  });

  test.each(pairs)("$title: the fields that exist in a pod set", ({ crd, rows: [row] }) => {
    const missing = (row?.podSets ?? []).flatMap((set) => absentFields(crd, set));
    expect(missing).toEqual([]);
  });

  it("exceptions are about rows that are there", () => {
    expect.hasAssertions();
    const titles = customKinds().map(NAME);
    for (const name of [...Object.keys(OTHER_SCALE), ...Object.keys(NOT_THERE)])
      expect(titles).toContain(name);
  });
});

function servedVersions({ versions }: CrdSpec): readonly string[] {
  return versions
    .filter(({ served }) => served)
    .map(({ name }) => name)
    .toSorted();
}

interface RowPath {
  readonly path: FieldPattern;
  /** The versions that have the pod set; null for all. */
  readonly versions: readonly string[] | null;
}

/** True for a path that a version has; fields of metadata are in no schema. */
function isIn({ versions }: CrdSpec, path: FieldPattern, only: readonly string[] | null): boolean {
  if (path[0] === "metadata") return true;
  const asked = versions.filter(({ name }) => only === null || only.includes(name));
  return asked.some(({ schema }) => hasPath(schema.openAPIV3Schema, path));
}

/** The paths of a row, each with the versions that have to have it; a role's name is a path below its item. */
function pathsOf(row: WorkloadKind): readonly RowPath[] {
  const everywhere = [
    ...(row.objects ?? []),
    ...paths(row.objectPods),
    ...paths(row.retries),
    ...(row.ownQueue === undefined ? [] : [row.ownQueue]),
    ...(typeof row.sharedMemory === "object" ? [row.sharedMemory] : []),
    ...paths(row.workers),
    ...row.immutable,
    ...(row.queueRefuses ?? []).flatMap(paths),
    ...(row.ownRollouts ?? []).flatMap((one) => [...paths(one), ...paths(one.unless)]),
    ...(row.ownRollouts ?? []).flatMap((one) =>
      one.form === "surge"
        ? [
            [...one.at, "maxSurge"],
            [...one.at, "maxUnavailable"],
          ]
        : [],
    ),
  ];
  return [
    ...everywhere.map((path) => ({ path, versions: null })),
    ...row.podSets.flatMap((set) =>
      pathsOfSet(set).map((path) => ({ path, versions: set.versions ?? null })),
    ),
  ];
}

function pathsOfSet(set: PodSetRow): readonly FieldPattern[] {
  const { role, at } = set;
  const item = at.slice(0, Math.max(at.lastIndexOf("[]"), at.lastIndexOf("*")) + 1);
  return [
    ...paths(set),
    ...(set.main ?? []).map((field) => [...at, ...field]),
    ...(typeof role === "string" ? [] : [[...item, ...role.from]]),
    ...(set.twins ?? []).flatMap(paths),
    ...paths(set.computesBy),
    ...paths(set.elsewhere),
    ...paths(set.resources),
    ...set.pods.flatMap(paths),
  ];
}

const LISTS_OF_WORDS: ReadonlySet<string> = new Set([
  "is",
  "no",
  "pods",
  "main",
  "fields",
  "versions",
  "role",
]);

/** The paths among the fields of a value. */
function paths(value: object | null | undefined): readonly FieldPattern[] {
  return Object.entries(value ?? {}).flatMap(([name, one]) =>
    Array.isArray(one) && !LISTS_OF_WORDS.has(name) && one.every((step) => typeof step === "string")
      ? [one as FieldPattern]
      : [],
  );
}

/** Fields that a row says are in a pod or its container, and that no version has. */
function absentFields(crd: CrdSpec, set: PodSetRow): readonly string[] {
  const places = [[], ...(set.main ?? []), ["containers", "[]"]];
  return (set.fields ?? [])
    .filter((field) => !(field === "resources" && set.resources !== undefined))
    .filter((field) => !places.some((place) => isIn(crd, [...set.at, ...place, field], set.versions ?? null)))
    .map((field) => `${patternText(set.at)}: ${field}`);
}
