import { describe, expect, it } from "vitest";
import { wholeNumber } from "../../src/k8s/quantity.ts";
import { accepting } from "./accepting.ts";
import { admit } from "./admission.ts";
import { type Facts, readFacts } from "./facts.ts";
import type { SyntheticNode } from "./node.ts";
import { nodesOf } from "./nodes.ts";
import { patch, SERVER } from "./patched.ts";
import { subjectsOf } from "./questions.ts";

const CORE = "aws.amazon.com/neuroncore";

describe("a pod that asks for Neuron cores", () => {
  const facts = readFacts();

  it.each(["eks", "eks-karpenter", "eks-auto-mode"])(
    "keeps its cores on %s, and goes to machines of the model that have as many",
    (platform) => {
      const nodes = nodesOf(facts, platform);
      const models = subjectsOf(platform).filter(({ model, vendor }) => model !== null && vendor === "aws");
      const faults = models.flatMap(({ model }) =>
        [1, 2, 4, 8, 16, 24, 32, 64, 128, 256].flatMap((cores) =>
          faultsOf(facts, { platform, model: model ?? "", cores }, nodes),
        ),
      );
      expect(models.length).toBeGreaterThan(2);
      expect(faults.slice(0, 12), `${faults.length} faults`).toEqual([]);
    },
  );
});

interface Ask {
  readonly platform: string;
  readonly model: string;
  readonly cores: number;
}

function faultsOf(
  facts: Facts,
  { platform, model, cores }: Ask,
  nodes: readonly SyntheticNode[],
): readonly string[] {
  const name = `${cores} cores of ${model}`;
  const meant = nodes.filter((one) => one.model === model && coresOf(one) >= cores);
  const manifest = SERVER.replace("requests:", `limits: {${CORE}: ${cores}}\n            requests:`);
  const patched = patch(manifest, "continuous", { platform, gpu: model });
  if (!patched.ok) return meant.length === 0 ? [] : [`${name} exist, and are refused: ${patched.message}`];
  if (meant.length === 0) return [`${name} do not exist, and are not refused`];
  const asked = patched.pod.requests.get(CORE);
  if (asked === undefined || wholeNumber(asked) !== cores) return [`${name} are not asked for any more`];
  const accepted = accepting(admit(facts, platform, patched.pod), nodes);
  const family = facts.models[model]?.select_by?.["karpenter.k8s.aws/instance-family"];
  return nodes.flatMap((one) => {
    const isMeant = meant.includes(one);
    if (accepted.has(one)) return isMeant ? [] : [`${name}: ${one.node.name} takes it`];
    return isMeant && (family === undefined || one.series === family)
      ? [`${name}: ${one.node.name} does not`]
      : [];
  });
}

function coresOf({ node }: SyntheticNode): number {
  const cores = node.allocatable.get(CORE);
  return cores === undefined ? 0 : (wholeNumber(cores) ?? 0);
}
