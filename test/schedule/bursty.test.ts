import { describe, expect, it } from "vitest";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import { accepting } from "./accepting.ts";
import { admit } from "./admission.ts";
import { type Facts, HAS_FACTS, NO_FACTS, readFacts } from "./facts.ts";
import { openReason } from "./keep-off.ts";
import type { SyntheticNode } from "./node.ts";
import { nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { PLATFORMS, type Question, runOf, smallestRuns, subjectsOf } from "./questions.ts";

describe.skipIf(!HAS_FACTS)("a pod that came off the GPU", () => {
  const facts = HAS_FACTS ? readFacts() : NO_FACTS;
  const total = { pods: 0, pairs: 0 };

  it.each(PLATFORMS)("goes to CPU nodes on %s, and to no GPU node that says what it is", (platform) => {
    const nodes = nodesOf(facts, platform);
    const faults = new Set<string>();
    let pods = 0;
    for (const { question, pod } of fallenPods(facts, platform)) {
      pods++;
      total.pairs += nodes.length;
      for (const fault of faultsOf(question, pod, nodes)) faults.add(fault);
    }
    total.pods += pods;
    expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
    expect(pods, "some pod was patched twice").toBeGreaterThan(0);
  });

  it("was looked at on very many pairs with a node", () => {
    console.info(`off the GPU: ${total.pods} pods, ${total.pairs} pairs of pod and node`);
    expect(total.pairs).toBeGreaterThan(100_000);
  });
});

/** The pods that went onto the GPUs of a platform and came back. */
function* fallenPods(
  facts: Facts,
  platform: string,
): Generator<{ readonly question: Question; readonly pod: SchedulingPod }> {
  const run = (question: Question) => {
    const { manifest, profile, flags } = runOf(question);
    return patch(manifest, profile, flags);
  };
  for (const subject of subjectsOf(platform))
    for (const { question, text } of smallestRuns(platform, subject, run)) {
      const down = patch(text, "bursty", { platform });
      if (!down.ok) throw new Error(`${JSON.stringify(question)} does not come off the GPU: ${down.message}`);
      yield { question, pod: admit(facts, platform, down.pod) };
    }
}

function faultsOf(
  question: Question,
  pod: SchedulingPod,
  nodes: readonly SyntheticNode[],
): readonly string[] {
  const { platform, vendor } = question;
  const faults: string[] = [...pod.requests.keys()]
    .filter((key) => key.includes("/"))
    .map((key) => `${JSON.stringify(question)} still asks for ${key}`);
  const accepted = accepting(pod, nodes);
  for (const one of nodes) {
    const { name } = one.node;
    const takes = accepted.has(one);
    if (one.kind === "cpu") {
      if (!takes && one.spot === question.spot)
        faults.push(`${JSON.stringify(question)}: ${name} does not take it`);
    } else if (takes && openReason(platform, vendor, one) === null)
      faults.push(`${name} takes a pod without GPU`);
  }
  return faults;
}
