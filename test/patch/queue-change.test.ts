import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { cronJob, job } from "./manifests.ts";

const QUEUE = "kueue.x-k8s.io/queue-name";

describe("another queue", () => {
  const codes = (label: string) =>
    decide(job({ metadata: `name: web\nlabels: {${label}}` }), "training", { queue: "b" }).codes;

  it("is refused by Kueue while a live Job is not suspended, and that is told", () => {
    expect(codes(`${QUEUE}: a`)).toContain("queue-fixed-while-running");
  });

  it("is none where the Job is in it already, or in no queue yet, or is made anew each time", () => {
    expect(codes(`${QUEUE}: b`)).not.toContain("queue-fixed-while-running");
    expect(codes("a: b")).not.toContain("queue-fixed-while-running");
    const of = decide(cronJob({}), "training", { queue: "a" }).text;
    const again = decide(of, "training", { queue: "b" });
    expect(again.changes).not.toEqual([]);
    expect(again.codes).not.toContain("queue-fixed-while-running");
  });
});
