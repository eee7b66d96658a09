import { describe, expect, it } from "vitest";
import { admit } from "./admission.ts";
import { readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { PLATFORMS, type Question, runOf, smallestRuns, subjectsOf } from "./questions.ts";

describe("a pod whose manifest already has one of the labels that gpuify would write", () => {
  const facts = readFacts();
  let halves = 0;

  it.each(PLATFORMS)("gets the others on %s, and goes where it would have gone", (platform) => {
    const nodes = nodesOf(facts, platform);
    const faults = new Set<string>();
    for (const subject of subjectsOf(platform))
      for (const { question, pod } of smallestRuns(platform, subject, (one) => run(one, {}))) {
        const labels = [...pod.nodeSelector];
        if (labels.length + (pod.terms?.length ?? 0) < 2) continue;
        for (const [key, value] of labels) {
          halves++;
          const patched = run(question, { [key]: value });
          const found = patched.ok
            ? judge(facts, question, admit(facts, platform, patched.pod), nodes).faults
            : [`it is refused: ${patched.message}`];
          for (const fault of found) faults.add(`${key}, ${subject.model ?? subject.vendor}: ${fault}`);
        }
      }
    expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
  });

  it("had hundreds of such labels", () => {
    expect(halves).toBeGreaterThan(500);
  });
});

function run(question: Question, labels: Readonly<Record<string, string>>): ReturnType<typeof patch> {
  const { manifest, profile, flags } = runOf(question);
  const selecting = manifest.replace(
    /^( +)containers:$/m,
    (line, indent: string) => `${indent}nodeSelector: ${JSON.stringify(labels)}\n${line}`,
  );
  return patch(Object.keys(labels).length === 0 ? manifest : selecting, profile, flags);
}
