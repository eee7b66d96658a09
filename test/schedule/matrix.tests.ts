import { describe, expect, it } from "vitest";
import { admit } from "./admission.ts";
import { INDISTINCT, NOT_REFUSED, REFUSALS } from "./exceptions.ts";
import { type Facts, readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import type { SyntheticNode } from "./node.ts";
import { neighboursOf, nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { omittedReason, PLATFORMS, type Question, questionsOf, runOf, subjectsOf } from "./questions.ts";
import { hasCandidate } from "./verdict.ts";

/** Faults that are printed of one platform, one of each kind; the rest is only counted. */
const SHOWN = 12;

describe("a pod that gpuify wrote", () => {
  const facts = readFacts();
  const total = { written: 0, refused: 0, pairs: 0 };
  const excused = new Set<string>();

  it.each(PLATFORMS)("goes to the nodes that were asked for on %s, and to no other", (platform) => {
    const own = nodesOf(facts, platform);
    const nodes = [...own, ...neighboursOf(facts, platform)];
    const faults = new Map<string, string>();
    let count = 0;
    for (const subject of subjectsOf(platform))
      for (const question of questionsOf(platform, subject)) {
        const { refusal, pairs, found, excuses } = ask(facts, question, { own, nodes });
        for (const excuse of excuses) excused.add(excuse);
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
    console.info(
      `scheduling matrix: ${PLATFORMS.length} platforms, ${total.written} combinations written, ${total.refused} refused, ${total.pairs} pairs of pod and node`,
    );
    expect(total.written).toBeGreaterThan(2000);
    expect(total.pairs).toBeGreaterThan(1_000_000);
  });

  it("needed every exception that the test makes", () => {
    const reasons = [...INDISTINCT, ...NOT_REFUSED, ...REFUSALS].map(({ reason }) => reason);
    expect(reasons.filter((reason) => !excused.has(reason))).toEqual([]);
  });
});

/** What a fault has in common with others: all but the node it is about. */
function kindOf(fault: string): string {
  return fault.replace(/^.*? (?=takes it|does not take it)/, "").replace(/ \(\[.*\]\)/, "");
}

interface Outcome {
  /** Code of the refusal, or null. */
  readonly refusal: string | null;
  readonly pairs: number;
  readonly found: readonly string[];
  /** Reasons of the exceptions that were made. */
  readonly excuses: Iterable<string>;
}

/** One run of gpuify, and what the nodes say to the outcome. */
function ask(
  facts: Facts,
  question: Question,
  { own, nodes }: { readonly own: readonly SyntheticNode[]; readonly nodes: readonly SyntheticNode[] },
): Outcome {
  const { manifest, profile, flags } = runOf(question);
  const patched = patch(manifest, profile, flags);
  if (!patched.ok) return { refusal: patched.code, pairs: 0, ...judgeRefusal(facts, question, own, patched) };
  const pod = admit(facts, question.platform, patched.pod);
  const { faults, excused, pairs } = judge(facts, question, pod, nodes);
  return { refusal: null, pairs, found: faults, excuses: excused };
}

/** A refusal is right where no such node exists, or where a rule or the catalog says why it is not used. */
function judgeRefusal(
  facts: Facts,
  question: Question,
  nodes: readonly SyntheticNode[],
  { code, message }: { readonly code: string; readonly message: string },
): Pick<Outcome, "found" | "excuses"> {
  if (!hasCandidate(facts, question, nodes)) return { found: [], excuses: [] };
  if (code === "model-not-on-platform" && omittedReason(question.platform, question.model) !== null)
    return { found: [], excuses: [] };
  const rule = REFUSALS.find((refusal) => refusal.code === code && refusal.applies(question));
  if (rule !== undefined) return { found: [], excuses: [rule.reason] };
  return { found: [`such a node exists, and gpuify refuses: ${message} (${code})`], excuses: [] };
}
