import { describe, expect, it } from "vitest";
import type { ResourceRow } from "../../../src/gpu/rows.ts";
import { BEYOND, BEYOND_VALUES } from "./beyond.ts";
import { captures, keysAt, NOTES_DAY, noted, written } from "./notes.ts";
import { PROVEN, type ProvenRow } from "./provenances.ts";
import { DOCUMENT, WRITTEN, type WrittenLabel } from "./rows.ts";
import {
  isNotedSource,
  wordsOf,
  wordsOfComponents,
  wordsOfModel,
  wordsOfPlatforms,
  wordsOfResources,
} from "./words.ts";

/** True when the row says that it was read after the notes. */
const isLater = ({ row }: ProvenRow) => row.date > NOTES_DAY;

/** A name that a pattern of the notes stands for. */
const example = (word: string) =>
  word.replace("<profile>", "1g.5gb").replace("<pci id>", "56c0").replace("<compute>_<memory>", "spx_nps1");

function covered(row: { readonly name: string } | { readonly pattern: string }, words: ReadonlySet<string>) {
  if ("name" in row) return words.has(row.name);
  return [...words].some((word) => new RegExp(`^(?:${row.pattern})$`).test(example(word)));
}

/** The notes have the value about the platform or the model; families stand in the names of their machines. */
function isNoted({ platform, model, key }: WrittenLabel, value: string): boolean {
  const isFamily = key.endsWith("/instance-family");
  const words = [
    ...wordsOf(platform),
    ...(isFamily ? wordsOf("eks-karpenter") : []),
    ...(model === null ? [] : wordsOfModel(model)),
  ];
  return words.some((word) => word === value || word.startsWith(`${value}.`));
}

describe("what the catalog has beyond the notes", () => {
  it("is listed, row by row, with the sources that were read", () => {
    const later = PROVEN.filter(isLater);
    expect(later.length).toBeGreaterThan(100);
    for (const { path, row } of later) {
      const reasons = BEYOND.filter((one) => captures(one.row, path) !== null);
      expect(reasons.length, written(path)).toBe(1);
      expect(row.source, written(path)).toEqual(expect.arrayContaining([...(reasons[0]?.by ?? [])]));
    }
    for (const { row } of BEYOND)
      expect(
        later.some(({ path }) => captures(row, path) !== null),
        row,
      ).toBe(true);
  });

  it("is dated later: what has the notes' day names their sources only", () => {
    const strange = PROVEN.filter((one) => !isLater(one)).filter(
      ({ row }) => row.date !== NOTES_DAY || !row.source.every(isNotedSource),
    );
    expect(strange.map(({ path }) => written(path))).toEqual([]);
  });

  it("names the notes' sources as they do", () => {
    for (const [id, source] of Object.entries(DOCUMENT.sources)) {
      if (!isNotedSource(id)) continue;
      expect(source.repo, id).toBe(noted("sources", id, "repo"));
      expect(source.url, id).toBe(noted("sources", id, "url"));
    }
    const cited = new Set(PROVEN.flatMap(({ row }) => row.source));
    const own = Object.keys(DOCUMENT.sources).filter((id) => !isNotedSource(id));
    expect(own.filter((id) => !cited.has(id))).toEqual([]);
    expect(own.length).toBeGreaterThan(10);
  });

  it("is every value of a selector that the notes do not have about the platform or the model", () => {
    const strange = WRITTEN.flatMap((label) =>
      label.values.filter((value) => !isNoted(label, value)).map((value) => ({ label, value })),
    );
    expect(strange.filter(({ label }) => label.date === NOTES_DAY)).toEqual([]);
    const listed = BEYOND_VALUES.flatMap(({ platform, values }) =>
      values.map((value) => `${platform} ${value}`),
    );
    expect(strange.map(({ label, value }) => `${label.platform} ${value}`).sort()).toEqual(listed.sort());
  });

  it("is no key of a selector", () => {
    // Preemptible capacity is all of it: see above.
    const strange = WRITTEN.filter(
      ({ platform, key }) => !wordsOf(platform).has(key) && !wordsOfComponents().has(key),
    ).map(({ platform, key }) => `${platform} ${key}`);
    expect([...new Set(strange)].sort()).toEqual([
      "eks-auto-mode node.kubernetes.io/instance-type",
      "oke oci.oraclecloud.com/oke-is-preemptible",
    ]);
  });

  it("is no label, resource, taint, toleration or capacity that has the notes' day", () => {
    const day = <Row extends { readonly date: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.date === NOTES_DAY);
    const labels = day(DOCUMENT.labels).filter((row) => !covered(row, wordsOfPlatforms()));
    expect(labels.map((row) => ("name" in row ? row.name : row.pattern))).toEqual([
      // Told in a note: the documentation leaves out a part of the key, and virtual functions have a label like it.
      "amd.com/compute-partitioning-supported",
      "amd.com/memory-partitioning-supported",
      "feature.node.kubernetes.io/amd-vgpu",
    ]);
    const resources = day(DOCUMENT.resources).filter((row) => !covered(ofClass(row), wordsOfResources()));
    expect(resources.map((row) => ("name" in row ? row.name : row.pattern))).toEqual([
      // Told in a meaning, and by a suffix.
      "nvidia.com/gpumem-percentage",
      "nvidia.com/gpucores",
      "huawei\\.com/Ascend[0-9]+[A-Z]?[0-9]?(?:-[0-9])?-(?:memory|core)",
    ]);
    for (const platform of DOCUMENT.platforms) {
      const words = new Set([...wordsOf(platform.name), ...conventions(platform.name)]);
      const keys = [
        ...day(platform.taints).map((taint) => taint.key),
        ...day(Object.values(platform.tolerations).flat()).map((toleration) => toleration.value.key),
        ...day(platform.capacity).flatMap((capacity) => [capacity.key, ...capacity.values]),
        ...day(platform.labelPairs).flatMap((pair) => pair.value),
      ];
      expect(
        keys.filter((key) => !words.has(key)),
        platform.name,
      ).toEqual([]);
    }
  });

  it("is no platform and no model", () => {
    expect(DOCUMENT.platforms.filter((row) => !keysAt("platforms").includes(row.name))).toEqual([]);
    expect(DOCUMENT.models.map((row) => row.name).sort()).toEqual([...keysAt("gpu_models")].sort());
  });
});

/** Node auto-provisioning makes nodes of AKS, whose guides the NodePools follow; Neuron's taint is the models'. */
function conventions(platform: string): readonly string[] {
  if (platform === "aks-nap") return [...wordsOf("aks"), ...wordsOf("generic-amd")];
  if (platform === "eks-auto-mode") return [...wordsOfModel("inferentia2")];
  return platform === "doks" || platform === "aks" || platform === "eks-karpenter"
    ? [...wordsOf("generic-amd")]
    : [];
}

/** The resource of a device class, by the name of the class. */
function ofClass(row: ResourceRow) {
  return "name" in row ? { name: row.name.replace("deviceclass.resource.kubernetes.io/", "") } : row;
}
