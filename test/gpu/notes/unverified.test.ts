import { describe, expect, it } from "vitest";
import { captures, LEAVES, type Leaf, NOTES_DAY, textsAt, written } from "./notes.ts";
import { DOCUMENT, modelRow, placementOf, platformRow, WRITTEN, type WrittenLabel } from "./rows.ts";
import { STATEMENTS, WEAK_LEAVES } from "./unverified.ts";

/**
 * Values that the notes do not verify and that selectors are made of all the same, because a primary source was read
 * after the notes.
 */
const SETTLED: readonly {
  readonly about: string;
  readonly by: readonly string[];
  readonly says: string;
}[] = [
  {
    about: "platforms > aks > instances > * > model",
    by: ["azure-sizes"],
    says: "the page of each series names the GPU and its memory",
  },
  {
    about: "platforms > aks > instances_counts_not_opened > 0|1|6",
    by: ["azure-sizes"],
    says: "the page of each series tells how many GPUs a size has",
  },
  {
    about: "gpu_models > gb200|gb300 > aks_instances > *",
    by: ["azure-sizes"],
    says: "the page of each series tells how many GPUs a size has",
  },
];

/** Labels that are written and that a value of the notes is the key, a value or the machine of. */
function madeOf({ path, value }: Leaf): readonly WrittenLabel[] {
  const [section, name = ""] = path;
  // The key of a taint is not the key of a label, even where both are called like the resource.
  if (path.includes("default_taints")) return [];
  const machine = path.includes("instances") ? [path[3]] : [];
  const words = [...machine, value].filter(
    (word): word is string => typeof word === "string" && word !== "true" && word !== "false",
  );
  return WRITTEN.filter(
    (label) =>
      (section === "platforms"
        ? label.platform === name
        : section === "gpu_models" && label.model === name) &&
      (words.includes(label.key) || words.some((word) => label.values.includes(word))),
  );
}

const settledBy = ({ path }: Leaf) => SETTLED.find((row) => captures(row.about, path) !== null);

describe("what the notes do not verify", () => {
  it("is every statement of their list, and every value with a weaker word", () => {
    const statements = textsAt("unverified");
    expect(statements.length).toBe(STATEMENTS.length);
    for (const [at, { says }] of STATEMENTS.entries()) expect(statements[at]).toContain(says);
    const idle = STATEMENTS.flatMap(({ about }) => about).filter((pattern) =>
      LEAVES.every(({ path }) => captures(pattern, path) === null),
    );
    expect(idle).toEqual([]);
    expect(WEAK_LEAVES.length).toBeGreaterThan(100);
  });

  it("makes no selector, unless a primary source was read later", () => {
    const used = WEAK_LEAVES.map((leaf) => ({ leaf, labels: madeOf(leaf) })).filter(
      ({ labels }) => labels.length > 0,
    );
    const unsettled = used.filter(({ leaf }) => settledBy(leaf) === undefined);
    expect(unsettled.map(({ leaf }) => written(leaf.path))).toEqual([]);
    for (const { leaf, labels } of used)
      for (const label of labels) {
        expect(label.date > NOTES_DAY, `${written(leaf.path)} on ${label.platform}`).toBe(true);
        expect(label.source).toEqual(expect.arrayContaining([...(settledBy(leaf)?.by ?? [])]));
      }
    for (const row of SETTLED)
      expect(
        used.some(({ leaf }) => settledBy(leaf) === row),
        row.about,
      ).toBe(true);
  });

  it("shows no size as if a source had it", () => {
    const sizes = WEAK_LEAVES.filter(({ path }) => path[0] === "gpu_models" && path.at(-1) === "memory_gib");
    expect(sizes.length).toBeGreaterThan(10);
    for (const { path } of sizes) expect(modelRow(path[1] ?? "")?.memoryIsSourced, written(path)).toBe(false);
  });

  it("leaves LKE, DOKS and Gaudi with what is verified of them", () => {
    const onLke = WRITTEN.filter((label) => label.platform === "lke").map((label) => label.key);
    expect([...new Set(onLke)].sort()).toEqual(["nvidia.com/gpu.present", "nvidia.com/gpu.product"]);
    const models = WRITTEN.filter((label) => label.key === "doks.digitalocean.com/gpu-model");
    expect(models.flatMap((label) => label.values).sort()).toEqual(["h100", "mi300x"]);
    for (const model of ["gaudi2", "gaudi3"])
      expect(placementOf(model, "generic-intel")?.caveat?.value).toMatch(/no label tells/);
    expect(modelRow("trainium3")).toBeUndefined();
    expect(DOCUMENT.models.filter((model) => model.name.startsWith("tpu-v3"))).toEqual([]);
  });

  it("is written with an own source where it is about taints and tolerations", () => {
    const taint = platformRow("oke")?.taints.find((one) => one.key === "nvidia.com/gpu");
    expect([taint?.value, taint?.source]).toEqual(["present", ["oke-kpo"]]);
    expect(placementOf("tpu-v4", "gke")?.countRule).toBe("whole-machine");
    expect(platformRow("gke")?.modelRequired.google?.source).toEqual(["gke-docs-tpu"]);
    // Its own tests tolerate it; where the taint is not, no harm is done.
    expect(platformRow("aks-nap")?.taints).toEqual([]);
  });
});
