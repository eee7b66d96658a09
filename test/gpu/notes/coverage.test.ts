import { describe, expect, it } from "vitest";
import { labelMeaning, resourceMeaning } from "../../../src/gpu/catalog/knowledge.ts";
import { leftOutRows } from "../../../src/gpu/tables/left-out.ts";
import { CLAIMS, compare } from "./claims.ts";
import { captures, keysAt, LEAVES, type Leaf, written } from "./notes.ts";
import { EVIDENCE, isEvidence, isProse, PROSE } from "./prose.ts";
import { modelRow } from "./rows.ts";
import { isWeak } from "./unverified.ts";

/** What a value of the notes comes to: the first that is true of it. */
type Fate = "evidence" | "weak" | "compared" | "differs" | "left out" | "prose" | "forgotten";

function fateOf(leaf: Leaf): Fate {
  if (isEvidence(leaf.path)) return "evidence";
  if (leaf.path[0] === "unverified" || isWeak(leaf)) return "weak";
  const comparisons = compare(leaf);
  if (comparisons.some((one) => one.holds)) return "compared";
  if (leftOutBy(leaf).length > 0) return "left out";
  if (comparisons.length > 0) return "differs";
  return isProse(leaf.path) ? "prose" : "forgotten";
}

function leftOutBy({ path }: Leaf): readonly string[] {
  return leftOutRows()
    .map((row) => row.fact)
    .filter((fact) => captures(fact, path) !== null);
}

function shown({ path, value }: Leaf): string {
  return `${written(path)} = ${JSON.stringify(value)}`;
}

describe("the catalog against the research notes", () => {
  const fates = LEAVES.map((leaf) => ({ leaf, fate: fateOf(leaf) }));
  const those = (fate: Fate) => fates.filter((one) => one.fate === fate).map((one) => one.leaf);

  it("has every verified value in its place, or a reason for leaving it out", () => {
    const figures = (["compared", "left out", "prose", "weak", "evidence"] as const).map(
      (fate) => `${those(fate).length} ${fate}`,
    );
    console.log(`${LEAVES.length} values of the notes: ${figures.join(", ")}`);
    expect(those("differs").map(shown)).toEqual([]);
    expect(those("forgotten").map(shown)).toEqual([]);
    expect(those("compared").length).toBeGreaterThan(1500);
  });

  it("leaves nothing out that the notes do not have, and gives one reason for each value", () => {
    const left = those("left out");
    const idle = leftOutRows().filter((row) => left.every(({ path }) => captures(row.fact, path) === null));
    expect(idle).toEqual([]);
    expect(left.filter((leaf) => leftOutBy(leaf).length > 1).map(shown)).toEqual([]);
  });

  it("leaves nothing out that it has", () => {
    const open = LEAVES.filter(
      (leaf) => leftOutBy(leaf).length > 0 && !isEvidence(leaf.path) && !isWeak(leaf),
    );
    expect(open.filter((leaf) => compare(leaf).some((one) => one.holds)).map(shown)).toEqual([]);
    expect(open.filter(isRecognised).map(shown)).toEqual([
      // Not that it is recognised is left out, but that Karpenter does not know it.
      'platforms > eks-karpenter > unknown_resources > 0 = "nvidia.com/gpu.shared"',
    ]);
  });

  it("has no comparison that compares nothing", () => {
    const idle = CLAIMS.filter(({ fact }) => LEAVES.every(({ path }) => captures(fact, path) === null));
    expect(idle.map((claim) => claim.fact)).toEqual([]);
  });

  it("takes nothing for prose or evidence that the notes do not have", () => {
    const ends = (fate: Fate) => those(fate).flatMap(({ path }) => path);
    expect(Object.keys(PROSE).filter((key) => !ends("prose").includes(key))).toEqual([]);
    expect(Object.keys(EVIDENCE).filter((key) => !ends("evidence").includes(key))).toEqual([]);
  });

  it("knows the device classes that hand out accelerators, and no other", () => {
    const unknown = keysAt("dra", "device_classes").filter(
      (name) => resourceMeaning(`deviceclass.resource.kubernetes.io/${name}`) === null,
    );
    // The channels and the daemon of a compute domain, and a network device.
    expect(unknown).toEqual([
      "compute-domain-daemon.nvidia.com",
      "compute-domain-default-channel.nvidia.com",
      "efa.networking.k8s.aws",
    ]);
  });
});

/** True for a label or resource that the catalog knows by name, and for a value that the model's own row has. */
function isRecognised({ path, value }: Leaf): boolean {
  if (typeof value !== "string" || value.includes(" ")) return false;
  if (labelMeaning(value) !== null || resourceMeaning(value) !== null) return true;
  if (path[0] !== "gpu_models") return false;
  return Object.values(modelRow(path[1] ?? "")?.platforms ?? {}).some(({ labels, machines, recognised }) =>
    [
      ...labels.map((one) => one.values),
      ...recognised.map((one) => one.values),
      machines.map((one) => one.name),
    ].some((values) => values.includes(value)),
  );
}
