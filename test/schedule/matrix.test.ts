import { describe, expect, it } from "vitest";
import { admit } from "./admission.ts";
import { REFUSALS } from "./exceptions.ts";
import { type Facts, HAS_FACTS, NO_FACTS, readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import type { SyntheticNode } from "./node.ts";
import { neighboursOf, nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { omittedReason, PLATFORMS, type Question, questionsOf, runOf, subjectsOf } from "./questions.ts";
import { hasCandidate } from "./verdict.ts";

if (!HAS_FACTS)
  console.warn("the research notes are not beside the project: nothing proves that pods schedule");

/** Faults that are printed of one platform, one of each kind; the rest is only counted. */
const SHOWN = 12;

describe.skipIf(!HAS_FACTS)("a pod that gpuify wrote", () => {
  const facts = HAS_FACTS ? readFacts() : NO_FACTS;
  const total = { written: 0, refused: 0, pairs: 0 };
  const begin = performance.now();

  it.each(PLATFORMS)("goes to the nodes that were asked for on %s, and to no other", (platform) => {
    const own = nodesOf(facts, platform);
    const nodes = [...own, ...neighboursOf(facts, platform)];
    const faults = new Map<string, string>();
    let count = 0;
    for (const subject of subjectsOf(platform))
      for (const question of questionsOf(platform, subject)) {
        const { refusal, pairs, found } = ask(facts, question, { own, nodes });
        total[refusal === null ? "written" : "refused"]++;
        total.pairs += pairs;
        count += found.length;
        for (const fault of found)
          if (!faults.has(`${subject.model} ${kindOf(fault)}`))
            faults.set(`${subject.model} ${kindOf(fault)}`, `${JSON.stringify(question)}: ${fault}`);
        // Neither count nor capacity nor shape brings a model to a platform that does not have it.
        if (refusal === "model-not-on-platform") break;
      }
    expect([...faults.values()].slice(0, SHOWN), `${count} faults`).toEqual([]);
  });

  it("was asked about in thousands of combinations, on millions of pairs with a node", () => {
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.info(
      `scheduling matrix: ${PLATFORMS.length} platforms, ${total.written} combinations written, ${total.refused} refused, ${total.pairs} pairs of pod and node, ${seconds} s`,
    );
    expect(total.written).toBeGreaterThan(2000);
    expect(total.pairs).toBeGreaterThan(1_000_000);
  });
});

/** What a fault has in common with others: all but the node it is about. */
function kindOf(fault: string): string {
  return fault.replace(/^.*? (?=takes it|does not take it)/, "").replace(/ \(\[.*\]\)/, "");
}

/** One run of gpuify, and what the nodes say to the outcome. */
function ask(
  facts: Facts,
  question: Question,
  { own, nodes }: { readonly own: readonly SyntheticNode[]; readonly nodes: readonly SyntheticNode[] },
): { readonly refusal: string | null; readonly pairs: number; readonly found: readonly string[] } {
  const { manifest, profile, flags } = runOf(question);
  const patched = patch(manifest, profile, flags);
  if (!patched.ok)
    return { refusal: patched.code, pairs: 0, found: refusalFaults(facts, question, own, patched) };
  const { faults, pairs } = judge(facts, question, admit(facts, question.platform, patched.pod), nodes);
  return { refusal: null, pairs, found: faults };
}

/** Left out there, or on the platform that it has its labels from. */
function isOmitted(facts: Facts, { platform, model }: Question): boolean {
  const origin = facts.platforms[platform]?.labels_from ?? platform;
  return omittedReason(platform, model) !== null || omittedReason(origin, model) !== null;
}

/** A refusal is right where no such node exists, or where a rule or the catalog says why it is not used. */
function refusalFaults(
  facts: Facts,
  question: Question,
  nodes: readonly SyntheticNode[],
  { code, message }: { readonly code: string; readonly message: string },
): readonly string[] {
  if (!hasCandidate(facts, question, nodes)) return [];
  if (code === "model-not-on-platform" && isOmitted(facts, question)) return [];
  if (REFUSALS.some((refusal) => refusal.code === code && refusal.applies(question))) return [];
  return [`such a node exists, and gpuify refuses: ${message} (${code})`];
}
