import { describe, expect, it } from "vitest";
import { schedulingPod } from "../../src/k8s/scheduling/scheduling-pod.ts";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import type { PodSet } from "../../src/k8s/workload.ts";
import { workloadsOf } from "../patch/decide.ts";
import { accepting } from "./accepting.ts";
import { admit } from "./admission.ts";
import { CUSTOM_MANIFESTS, type CustomManifest } from "./custom-manifests.ts";
import { type Facts, readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import type { SyntheticNode } from "./node.ts";
import { neighboursOf, nodesOf } from "./nodes.ts";
import { patchText } from "./patched.ts";
import { PLATFORMS, type Question, runOf, subjectsOf } from "./questions.ts";

/** The matrix asks everything of a Deployment and Jobs; here each of its subjects is asked of one custom kind, in turn. */
describe("pods of custom resources", () => {
  const facts = readFacts();
  const asked = new Map<string, number>();

  it.each(PLATFORMS)("go to the nodes that were asked for on %s, and to no other", (platform) => {
    const own = nodesOf(facts, platform);
    const nodes = [...own, ...neighboursOf(facts, platform)];
    const faults: string[] = [];
    for (const [index, subject] of subjectsOf(platform).entries())
      for (const { count, spot } of [
        { count: 1, spot: false },
        { count: 8, spot: false },
        { count: 4, spot: true },
      ]) {
        const kind = (index + PLATFORMS.indexOf(platform)) % CUSTOM_MANIFESTS.length;
        const manifest = CUSTOM_MANIFESTS[kind];
        if (manifest === undefined) continue;
        const shape = manifest.profile === "training" ? "trainers" : "server";
        const question: Question = { platform, ...subject, count, spot, shape };
        const found = ask(facts, question, manifest, nodes);
        if (found === null) continue;
        asked.set(manifest.kind, (asked.get(manifest.kind) ?? 0) + 1);
        faults.push(...found.map((fault) => `${manifest.kind} ${JSON.stringify(question)}: ${fault}`));
      }
    expect(faults.slice(0, 8), `${faults.length} faults`).toEqual([]);
  });

  it("were asked about on every kind", () => {
    const least = CUSTOM_MANIFESTS.map(({ kind }) => `${kind} ${(asked.get(kind) ?? 0) > 10}`);
    expect(least).toEqual(CUSTOM_MANIFESTS.map(({ kind }) => `${kind} true`));
  });
});

/** What is wrong with where the pods go; null where gpuify refuses, which the plain manifest has to be refused too. */
function ask(
  facts: Facts,
  question: Question,
  { text, profile, role, sets }: CustomManifest,
  nodes: readonly SyntheticNode[],
): readonly string[] | null {
  const plain = runOf(question);
  const flags = role === null ? plain.flags : { ...plain.flags, role };
  const patched = patchText(text, profile, flags);
  const expected = patchText(plain.manifest, plain.profile, plain.flags);
  if (!patched.ok)
    return expected.ok || expected.code !== patched.code
      ? [`refused: ${patched.code} ${patched.message}`]
      : null;
  if (!expected.ok) return [`a plain manifest is refused: ${expected.code}`];
  const pods = (workloadsOf(patched.text)[0]?.podSets ?? []).map((podSet) => ({
    podSet,
    pod: podOf(podSet),
  }));
  const onGpus = pods.filter(({ pod }) => [...pod.requests.keys()].some((key) => key.includes("/")));
  const onCpus = pods.filter((one) => !onGpus.includes(one));
  return [
    ...(onGpus.length === sets.gpu && onCpus.length === sets.cpu
      ? []
      : [`${onGpus.length} sets with GPUs, ${onCpus.length} without`]),
    ...onGpus.flatMap(
      ({ pod }) => judge(facts, question, admit(facts, question.platform, pod), nodes).faults,
    ),
    ...onCpus.flatMap(({ podSet, pod }) => cpuFaults(podSet, pod, nodes)),
  ];
}

function podOf(podSet: PodSet): SchedulingPod {
  const read = schedulingPod(podSet);
  if (!read.ok) throw new Error(`the API server would refuse it: ${JSON.stringify(read.problems)}`);
  return read.value;
}

/** Pods that only coordinate still fit on every CPU node. */
function cpuFaults({ role }: PodSet, pod: SchedulingPod, nodes: readonly SyntheticNode[]): readonly string[] {
  const accepted = accepting(pod, nodes);
  const missing = nodes.filter((one) => one.kind === "cpu" && !one.spot && !accepted.has(one));
  return missing.map(({ node }) => `${node.name} does not take ${role}, which has no GPU`);
}
