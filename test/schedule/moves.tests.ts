import { describe, expect, it } from "vitest";
import { admit } from "./admission.ts";
import { type Facts, readFacts } from "./facts.ts";
import { judge } from "./judge.ts";
import { nodesOf } from "./nodes.ts";
import { patch } from "./patched.ts";
import { PLATFORMS, type Question, runOf, smallestRuns, subjectsOf } from "./questions.ts";

/** Selectors that stay although no node of the notes has them on the new platform, each with the reason. */
const KEPT: readonly {
  readonly reason: string;
  readonly applies: (from: Question, to: Question) => boolean;
}[] = [
  {
    reason: "GPU Feature Discovery may run anywhere, and its label already pins the model",
    applies: (from, to) =>
      isDiscovered(from.platform) && !isDiscovered(to.platform) && from.model === to.model,
  },
  {
    reason: "Autopilot's choice among the values of a model is one of GKE's, and stays",
    applies: (from, to) =>
      from.platform === "gke-autopilot" && to.platform === "gke" && from.model === to.model,
  },
  {
    reason: "Intel's node feature rules may run anywhere",
    applies: (from, to) =>
      from.vendor === "habana" && to.vendor === "habana" && from.platform !== to.platform,
  },
];

function isDiscovered(platform: string): boolean {
  return ["generic-nvidia", "openshift", "nebius", "lke", "k3s"].includes(platform);
}

/** A manifest as gpuify wrote it for one platform. */
interface Written {
  readonly question: Question;
  readonly text: string;
}

describe("a pod that moves from one platform to another", () => {
  const facts = readFacts();
  const samples = new Map(PLATFORMS.map((platform) => [platform, samplesOf(platform)]));
  let moves = 0;

  it.each(PLATFORMS)("goes to the nodes of %s as if it had never been elsewhere", (target) => {
    const nodes = nodesOf(facts, target);
    const faults = new Set<string>();
    for (const origin of PLATFORMS)
      for (const from of samples.get(origin) ?? [])
        for (const { question } of samples.get(target) ?? []) {
          if (question.shape !== from.question.shape || keepsCapacity(from.question, question)) continue;
          if (KEPT.some(({ applies }) => applies(from.question, question))) continue;
          moves++;
          for (const fault of faultsOf(facts, from, question, nodes))
            faults.add(`from ${origin} ${from.question.model} to ${question.model}: ${fault}`);
        }
    expect([...faults].slice(0, 12), `${faults.size} faults`).toEqual([]);
  });

  it("was moved thousands of times", () => {
    console.info(`moves: ${moves}`);
    expect(moves).toBeGreaterThan(1000);
  });
});

/** A spot selector or toleration that means something on the new platform too is the user's, and stays. */
function keepsCapacity(from: Question, to: Question): boolean {
  return (
    from.spot &&
    !to.spot &&
    capacityKeys(from.platform).some((key) => capacityKeys(to.platform).includes(key))
  );
}

function capacityKeys(platform: string): readonly string[] {
  if (platform === "aks-nap") return ["karpenter", "azure"];
  if (platform.startsWith("gke")) return ["gke"];
  return [platform === "aks" ? "azure" : /^eks-/.test(platform) ? "karpenter" : platform];
}

/** Of each vendor the first model of a platform, of the first vendor the last too, whose first goes to spot nodes too. */
function samplesOf(platform: string): readonly Written[] {
  const subjects = subjectsOf(platform).filter(({ model }) => model !== null);
  const there = subjects
    .map((subject) => ({ ...subject, runs: smallestRuns(platform, subject, run) }))
    .filter(({ runs }) => runs.length > 0);
  const [first] = there;
  const last = there.findLast(({ vendor }) => vendor === first?.vendor);
  const firsts = there.filter(
    (one, index) => there.findIndex(({ vendor }) => vendor === one.vendor) === index,
  );
  return [...new Set([...firsts, ...(last === undefined ? [] : [last])])].flatMap((one) =>
    one.runs.filter(({ question }) => question.shape !== "trainer" && (one === first || !question.spot)),
  );
}

function run(question: Question): ReturnType<typeof patch> {
  const { manifest, profile, flags } = runOf(question);
  return patch(manifest, profile, flags);
}

function faultsOf(
  facts: Facts,
  from: Written,
  question: Question,
  nodes: ReturnType<typeof nodesOf>,
): readonly string[] {
  const { profile, flags } = runOf(question);
  const moved = patch(from.text, profile, { spot: false, ...flags });
  if (!moved.ok) return [`it is refused: ${moved.message} (${moved.code})`];
  return judge(facts, question, admit(facts, question.platform, moved.pod), nodes).faults;
}
