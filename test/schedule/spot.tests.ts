import { describe, expect, it } from "vitest";
import { admit } from "./admission.ts";
import { readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import type { SyntheticNode } from "./node.ts";
import { nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { PLATFORMS, type Question, runOf, smallestRuns, subjectsOf } from "./questions.ts";

describe("a pod whose manifest already selects spot nodes", () => {
  const facts = readFacts();
  const platforms = PLATFORMS.filter((platform) => nodesOf(facts, platform).some(({ spot }) => spot));

  it.each(platforms)("goes to those with the GPU that was named on %s", (platform) => {
    const nodes = nodesOf(facts, platform);
    // Of Autopilot the notes say only of this label that it tolerates the taint of spot nodes for the pod.
    const isEnough = (key: string) => platform !== "gke-autopilot" || key === "cloud.google.com/gke-spot";
    const labels = spotLabels(nodes).filter(([key]) => isEnough(key));
    const faults = new Set<string>();
    for (const subject of subjectsOf(platform))
      for (const [key, value] of labels)
        for (const { question, pod } of smallestRuns(platform, subject, (one) => run(one, key, value)))
          if (question.spot)
            for (const fault of judge(facts, question, admit(facts, platform, pod), nodes).faults)
              faults.add(`${key}, ${subject.model ?? subject.vendor}: ${fault}`);
    expect(labels.length).toBeGreaterThan(0);
    expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
  });

  it("is looked at on every platform that has such nodes", () => {
    expect(platforms.length).toBeGreaterThan(5);
  });
});

/** Labels that all spot nodes have and no other node has: each of them is a way to ask for spot. */
function spotLabels(nodes: readonly SyntheticNode[]): readonly (readonly [string, string])[] {
  const [first, ...others] = nodes.filter(({ spot }) => spot);
  const onDemand = nodes.filter(({ spot }) => !spot);
  return [...(first?.node.labels ?? [])].filter(
    ([key, value]) =>
      others.every(({ node }) => node.labels.get(key) === value) &&
      onDemand.every(({ node }) => node.labels.get(key) !== value),
  );
}

function run(question: Question, key: string, value: string): ReturnType<typeof patch> {
  const { manifest, profile, flags } = runOf(question);
  const selecting = manifest.replace(
    /^( +)containers:$/m,
    (line, indent: string) => `${indent}nodeSelector: {${key}: "${value}"}\n${line}`,
  );
  return patch(selecting, profile, flags);
}
