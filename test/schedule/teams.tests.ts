import { describe, expect, it } from "vitest";
import { accepting } from "./accepting.ts";
import { admit } from "./admission.ts";
import { readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { noSchedule, type SyntheticNode } from "./node.ts";
import { nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { PLATFORMS, type Question, runOf, smallestRuns, subjectsOf } from "./questions.ts";

const ZONE = "topology.kubernetes.io/zone";
const OURS = { "example.com/team": "vision" };

/** What the team's manifests say by themselves: a selector, an OR of two zones, and tolerations. */
const PLACEMENT = {
  nodeSelector: OURS,
  tolerations: [
    { key: "dedicated", operator: "Equal", value: "vision", effect: "NoSchedule" },
    // Near what is needed, and not enough: another effect, another value.
    ...["nvidia.com/gpu", "amd.com/gpu", "aws.amazon.com/neuron", "sku"].map((key) => ({
      key,
      operator: "Exists",
      effect: "NoExecute",
    })),
    { key: "nvidia.com/gpu", operator: "Equal", value: "ours", effect: "NoSchedule" },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: ["zone-a", "zone-b"].map((zone) => ({
          matchExpressions: [{ key: ZONE, operator: "In", values: [zone] }],
        })),
      },
    },
  },
};

describe("a pod whose manifest already chose its team's nodes", () => {
  const facts = readFacts();

  it.each(PLATFORMS)("goes to those that have the GPU on %s, in either zone, and to no other", (platform) => {
    const plain = nodesOf(facts, platform);
    const ours = plain.flatMap((one) => ["zone-a", "zone-b"].map((zone) => inZone(one, zone, OURS)));
    const theirs = plain.flatMap((one) => [
      inZone(one, "zone-c", OURS),
      inZone(one, "zone-a", { "example.com/team": "speech" }),
    ]);
    const faults = new Set<string>();
    let pods = 0;
    for (const subject of subjectsOf(platform))
      for (const { question, pod } of smallestRuns(platform, subject, run)) {
        pods++;
        const admitted = admit(facts, platform, pod);
        const { faults: found } = judge(facts, question, admitted, ours);
        for (const fault of found) faults.add(`${subject.model ?? subject.vendor}: ${fault}`);
        for (const { node } of accepting(admitted, theirs)) faults.add(`${node.name} of others takes it`);
      }
    expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
    expect(pods).toBeGreaterThan(0);
  });
});

function run(question: Question): ReturnType<typeof patch> {
  const { manifest, profile, flags } = runOf(question);
  return patch(withPlacement(manifest), profile, flags);
}

/** The manifest with the team's placement, as JSON in the YAML, which is YAML too. */
function withPlacement(manifest: string): string {
  const lines = Object.entries(PLACEMENT).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return manifest.replace(/^( +)containers:$/m, (line, indent: string) =>
    [...lines.map((text) => indent + text), line].join("\n"),
  );
}

function inZone(one: SyntheticNode, zone: string, team: Readonly<Record<string, string>>): SyntheticNode {
  const { node } = one;
  return {
    ...one,
    node: {
      ...node,
      name: `${node.name}, ${zone}`,
      labels: new Map([...node.labels, [ZONE, zone], ...Object.entries(team)]),
      taints: [...node.taints, noSchedule("dedicated", "vision")],
    },
  };
}
