import { describe, expect, it } from "vitest";
import { misfits } from "../../src/k8s/scheduling/misfits.ts";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import { admit } from "./admission.ts";
import { type Facts, readFacts } from "./facts.ts";
import type { SyntheticNode } from "./node.ts";
import { nodesOf } from "./nodes.ts";
import { patch, SERVER } from "./patched.ts";
import { PLATFORMS, subjectsOf } from "./questions.ts";

/** A model and the profile that its GPUs are to be cut into. */
interface Slice {
  readonly model: string;
  readonly profile: string;
}

describe("a pod that gpuify gave a MIG device", () => {
  const facts = readFacts();
  const total = { written: 0, pairs: 0 };

  it.each(PLATFORMS)("goes to GPUs of the model that are cut so on %s, and to no other node", (platform) => {
    const nodes = nodesOf(facts, platform);
    const faults = new Set<string>();
    for (const slice of slicesOf(facts, platform)) {
      const flags = { platform, gpu: slice.model, mig: slice.profile, gpus: 1 };
      const patched = patch(SERVER, "continuous", flags);
      const exists = nodes.some((one) => isSlice(one, slice));
      if (!patched.ok) {
        if (exists) faults.add(`${JSON.stringify(slice)} exists, and is refused: ${patched.message}`);
        continue;
      }
      total.written++;
      total.pairs += nodes.length;
      if (!exists) faults.add(`${JSON.stringify(slice)}: there is no such node, and it was not refused`);
      const pod = admit(facts, platform, patched.pod);
      const chosen = pod.nodeSelector.get("cloud.google.com/gke-accelerator");
      const meant = nodes.filter(({ product, model }) => isChosen(chosen, product, model, slice));
      if (!meant.some((one) => isSlice(one, slice))) faults.add(`${JSON.stringify(slice)}: no node is meant`);
      for (const fault of faultsOf(slice, pod, meant)) faults.add(`${JSON.stringify(slice)}: ${fault}`);
    }
    expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
  });

  it("was looked at on very many pairs with a node", () => {
    console.info(`MIG: ${total.written} combinations written, ${total.pairs} pairs of pod and node`);
    expect(total.written).toBeGreaterThan(200);
    expect(total.pairs).toBeGreaterThan(100_000);
  });
});

/** Each model with the profiles that it is cut into anywhere, and with one that is another's. */
function slicesOf(facts: Facts, platform: string): readonly Slice[] {
  const cuts = ["generic-nvidia", "gke"].flatMap((name) => nodesOf(facts, name));
  return subjectsOf(platform).flatMap(({ model }) => {
    if (model === null) return [];
    const own = new Set(cuts.flatMap((one) => (one.model === model ? (one.profile ?? []) : [])));
    const foreign = ["1g.5gb", "1g.23gb"].filter((profile) => !own.has(profile));
    return [...own, ...foreign.slice(0, 1)].map((profile) => ({ model, profile }));
  });
}

/** GKE has two labels for some models, of which one is selected: nodes with the other are not meant. */
function isChosen(
  chosen: string | undefined,
  product: string | null,
  model: string | null,
  slice: Slice,
): boolean {
  return chosen === undefined || model !== slice.model || product === chosen;
}

function isSlice(one: SyntheticNode, { model, profile }: Slice): boolean {
  return one.model === model && one.profile === profile;
}

function faultsOf(slice: Slice, pod: SchedulingPod, nodes: readonly SyntheticNode[]): readonly string[] {
  return nodes.flatMap((one) => {
    const why = misfits(pod, one.node).map(({ kind }) => kind);
    const takes = why.length === 0;
    if (isSlice(one, slice) && !one.spot && !takes)
      return [`${one.node.name} does not take it: ${why.join(", ")}`];
    return takes && !isSlice(one, slice) ? [`${one.node.name} takes it`] : [];
  });
}
