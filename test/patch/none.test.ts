import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { deployment, gpus } from "./manifests.ts";

const PLACED = `nodeSelector:
  nvidia.com/gpu.product: NVIDIA-L4
tolerations:
- key: nvidia.com/gpu
  operator: Exists`;

const warnings = (manifest: string): readonly string[] =>
  decide(manifest, "none").decision.diagnostics.flatMap(({ severity, code, message }) =>
    severity === "warning" ? [`${code}: ${message}`] : [],
  );

describe("none", () => {
  it.each([
    ["a whole GPU", gpus(1)],
    ["a part of one", "resources:\n  limits:\n    nvidia.com/mig-1g.10gb: 1"],
    ["a claim", "resources:\n  claims:\n  - name: gpu"],
  ])("warns where placement goes and %s stays", (_, container) => {
    expect(warnings(deployment({ container, pod: PLACED }))).toEqual([
      "accelerator-stays: Deployment/web loses tolerations and nodeSelector for GPU nodes, but its pods still ask for an accelerator",
    ]);
  });

  it("has nothing to warn about where no accelerator stays, or nothing goes", () => {
    expect(warnings(deployment({ pod: PLACED }))).toEqual([]);
    expect(warnings(deployment({ container: gpus(1) }))).toEqual([]);
  });
});
