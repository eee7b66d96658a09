import { describe, expect, it } from "vitest";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import { accepting } from "./accepting.ts";
import { admit } from "./admission.ts";
import { type Facts, readFacts } from "./facts.ts";
import { OWN_POOLS, openReason, saysGpu } from "./keep-off.ts";
import type { SyntheticNode } from "./node.ts";
import { neighboursOf, nodesOf } from "./nodes.ts";
import { CRON_JOB, job, patch, SERVER } from "./patched.ts";
import { type PreferredTerm, preferredTerms, score } from "./preferred.ts";
import { PLATFORMS, runOf, smallestRuns, subjectsOf } from "./questions.ts";

describe("a pod for CPUs", () => {
  const facts = readFacts();
  const total = { pods: 0, pairs: 0, required: 0, preferred: 0 };

  it.each(PLATFORMS)(
    "goes to CPU nodes on %s, and keeps off GPU nodes that say what they are",
    (platform) => {
      const nodes = [...nodesOf(facts, platform), ...neighboursOf(facts, platform)];
      const faults = new Set<string>();
      let pods = 0;
      for (const one of [...cpuPods(facts, platform), ...fallenPods(facts, platform)]) {
        pods++;
        total.pairs += nodes.length;
        total[one.preferred.length > 0 ? "preferred" : "required"]++;
        for (const fault of faultsOf(platform, one, nodes)) faults.add(fault);
      }
      total.pods += pods;
      expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
      expect(pods, "some pod was patched twice").toBeGreaterThan(3);
    },
  );

  it("was looked at on very many pairs with a node", () => {
    const { pods, pairs, required, preferred } = total;
    console.info(
      `for CPUs: ${pods} pods, ${pairs} pairs of pod and node; ${preferred} prefer CPU nodes, ${required} require them or need not`,
    );
    expect(pairs).toBeGreaterThan(100_000);
    expect(preferred).toBeGreaterThan(100);
    expect(required).toBeGreaterThan(100);
  });
});

/** A pod that gpuify wrote for CPUs. */
interface CpuPod {
  readonly name: string;
  readonly pod: SchedulingPod;
  readonly preferred: readonly PreferredTerm[];
  /** It may run on spot nodes, and on no others. */
  readonly spot: boolean;
}

/** Pods that never had a GPU, of every kind that ends or runs on. */
function cpuPods(facts: Facts, platform: string): readonly CpuPod[] {
  return [SERVER, job(1), job(2), CRON_JOB].map((manifest) => {
    const name = /kind: (\w+)/.exec(manifest)?.[1] ?? "";
    return cpuPod(facts, platform, { name: `a ${name} that never had a GPU`, manifest, spot: false });
  });
}

/** The pods that went onto the GPUs of a platform and came back. */
function* fallenPods(facts: Facts, platform: string): Generator<CpuPod> {
  for (const subject of subjectsOf(platform))
    for (const { question, text } of smallestRuns(platform, subject, (one) => {
      const { manifest, profile, flags } = runOf(one);
      return patch(manifest, profile, flags);
    }))
      yield cpuPod(facts, platform, {
        name: JSON.stringify(question),
        manifest: text,
        spot: question.spot,
      });
}

function cpuPod(
  facts: Facts,
  platform: string,
  { name, manifest, spot }: { readonly name: string; readonly manifest: string; readonly spot: boolean },
): CpuPod {
  const down = patch(manifest, "bursty", { platform });
  if (!down.ok) throw new Error(`${name} is not made for CPUs: ${down.message}`);
  return { name, pod: admit(facts, platform, down.pod), preferred: preferredTerms(down.text), spot };
}

function faultsOf(
  platform: string,
  { name, pod, preferred, spot }: CpuPod,
  nodes: readonly SyntheticNode[],
): readonly string[] {
  const faults: string[] = [...pod.requests.keys()]
    .filter((key) => key.includes("/"))
    .map((key) => `${name} still asks for ${key}`);
  const accepted = accepting(pod, nodes);
  const cpu = nodes.filter((one) => one.kind === "cpu" && one.spot === spot);
  for (const one of cpu) if (!accepted.has(one)) faults.push(`${name}: ${one.node.name} does not take it`);
  const scores = scoresOf(preferred, nodes);
  const least = Math.min(...cpu.map((one) => scores.get(one) ?? 0));
  for (const one of nodes) {
    if (one.kind === "cpu" || openReason(platform, one) !== null) continue;
    const isTainted = one.node.taints.some(({ effect }) => effect !== "PreferNoSchedule");
    if (OWN_POOLS.includes(platform)) {
      if (accepted.has(one)) faults.push(`${name}: ${one.node.name} takes a pod without GPU`);
    } else if (!isTainted && saysGpu(platform, one)) {
      if ((scores.get(one) ?? 0) >= least) faults.push(`${name}: ${one.node.name} is as good as a CPU node`);
      if (!accepted.has(one)) faults.push(`${name}: ${one.node.name} takes no pod when CPU nodes are full`);
    } else if (accepted.has(one)) faults.push(`${name}: ${one.node.name} takes a pod without GPU`);
  }
  return faults;
}

const known = new WeakMap<readonly SyntheticNode[], Map<string, ReadonlyMap<SyntheticNode, number>>>();

/** The points of all nodes. Pods that prefer the same are scored once. */
function scoresOf(
  preferred: readonly PreferredTerm[],
  nodes: readonly SyntheticNode[],
): ReadonlyMap<SyntheticNode, number> {
  const ofNodes = known.get(nodes) ?? new Map<string, ReadonlyMap<SyntheticNode, number>>();
  known.set(nodes, ofNodes);
  const key = JSON.stringify(preferred);
  const scores = ofNodes.get(key) ?? new Map(nodes.map((one) => [one, score(preferred, one.node)]));
  ofNodes.set(key, scores);
  return scores;
}
