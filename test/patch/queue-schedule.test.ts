import { describe, expect, it } from "vitest";
import { accepting } from "../schedule/accepting.ts";
import { admit } from "../schedule/admission.ts";
import { readFacts } from "../schedule/facts.ts";
import { nodesOf } from "../schedule/nodes.ts";
import { job, patch } from "../schedule/patched.ts";
import { PLATFORMS } from "../schedule/questions.ts";

describe("a pod that Kueue admits", () => {
  const facts = readFacts();
  let compared = 0;

  it.each(PLATFORMS)("fits the GPU nodes of %s, and agrees with whatever a flavor adds", (platform) => {
    const nodes = nodesOf(facts, platform);
    const alone = patch(job(2), "training", { platform });
    const queued = patch(job(2), "training", { platform, queue: "team-a", workers: 2 });
    expect(queued.ok).toBe(alone.ok);
    if (!alone.ok || !queued.ok) return;
    compared++;
    const pod = admit(facts, platform, queued.pod);
    const before = accepting(admit(facts, platform, alone.pod), nodes);
    const after = accepting(pod, nodes);
    expect(before.size).toBeGreaterThan(0);
    for (const node of before) {
      expect(after, "a selector that is left out takes no node away").toContain(node);
      const byFlavor = { ...pod, nodeSelector: new Map([...pod.nodeSelector, ...node.node.labels]) };
      expect([...accepting(byFlavor, nodes)], "the flavor's labels and the pod's agree").toContain(node);
    }
    expect(queued.pod.nodeSelector.size).toBe(0);
    expect(queued.pod.terms).toBeNull();
    expect(queued.pod.tolerations).toEqual(alone.pod.tolerations);
  });

  it("was looked at on most platforms", () => {
    expect(compared).toBeGreaterThan(PLATFORMS.length / 2);
  });
});
