import { expect, it } from "vitest";
import { run, textAfter } from "../pipeline/run.ts";
import { deployment, job } from "./manifests.ts";

it.each([
  ["training", job()],
  ["continuous", deployment()],
])(
  "pod metadata that bursty took with its last annotation comes again above the spec: %s",
  (profile, text) => {
    const annotated = text.replace(
      "template:\n",
      'template:\n    metadata:\n      annotations:\n        cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n        karpenter.sh/do-not-disrupt: "true"\n',
    );
    const once = textAfter(run(annotated, { profile }));
    const cpu = textAfter(run(once, { profile: "bursty" }));
    expect(cpu).not.toContain("do-not-disrupt: ");
    const again = textAfter(run(cpu, { profile }));
    expect(again).toContain("    metadata:\n      annotations:\n");
    expect(again.indexOf("\n    metadata:")).toBeLessThan(again.indexOf("\n    spec:"));
  },
);
