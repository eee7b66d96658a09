import { describe, expect, it } from "vitest";
import { decideWorkload } from "../../../src/patch/decide.ts";
import { mergeLayers } from "../../../src/profile/layers.ts";
import type { AutoscalerShape, Layer } from "../../../src/profile/settings.ts";
import { surroundingsOf } from "../../../src/workload/surroundings.ts";
import { catalog, objectsOf, workloadsOf } from "../decide.ts";
import { flatDecision } from "../flat-decision.ts";
import { deployment, gpus } from "../manifests.ts";

const QUEUE = {
  type: "External",
  external: { metric: { name: "queue" }, target: { type: "Value", value: "5" } },
};
const CPU = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } },
};
const SLOW = { scaleDown: { stabilizationWindowSeconds: 900 } };

function run(shape: AutoscalerShape, text = deployment({ container: gpus(1) })) {
  const origin = { kind: "config-profile", name: "calls" } as const;
  const layer: Layer = { autoscaler: { value: shape, origin } };
  const settings = mergeLayers({ name: "calls", base: "bursty", origin }, [layer]);
  const objects = objectsOf(text);
  const [workload] = workloadsOf(text);
  if (workload === undefined) throw new Error("no workload");
  const own = objects[workload.object.id];
  if (own === undefined) throw new Error("no object");
  const context = {
    workload: { ...workload, object: own },
    settings,
    catalog,
    surroundings: surroundingsOf(objects),
  };
  const decision = flatDecision(decideWorkload(context));
  return {
    decision,
    /** Undefined where the decision makes no autoscaler. */
    spec: decision.generated[0]?.object.spec,
    codes: decision.diagnostics.map(({ code }) => code),
  };
}

const ours = (spec: string) => `${deployment({ container: gpus(1) })}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, labels: {app.kubernetes.io/managed-by: gpuify}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 4
${spec}`;

describe("an autoscaler of a profile of one's own", () => {
  it("measures what the profile names, and moves as it says", () => {
    const { spec } = run({ metrics: [QUEUE], behavior: SLOW });
    expect(spec).toMatchObject({ minReplicas: 1, maxReplicas: 4, metrics: [QUEUE] });
    expect(spec).toHaveProperty("behavior", SLOW);
  });

  it("keeps what the profile leaves open", () => {
    expect(run({ metrics: [QUEUE] }).spec).toHaveProperty(
      "behavior.scaleDown.stabilizationWindowSeconds",
      300,
    );
    expect(run({ behavior: SLOW }).spec).toHaveProperty("metrics[0].resource.name", "cpu");
  });

  it("is warned about where a share of CPU requests is measured and there are none", () => {
    const sidecar = deployment({
      container: gpus(1),
      more: "- name: other\n  image: registry.example/other:1",
    });
    expect(run({ metrics: [CPU] }, sidecar).codes).toContain("cpu-metric-without-requests");
    expect(run({ metrics: [QUEUE] }, sidecar).codes).not.toContain("cpu-metric-without-requests");
  });

  it("is not warned about where the same run writes the request that is missing", () => {
    expect(run({ metrics: [CPU] }).decision.operations).toContainEqual(
      expect.objectContaining({ op: "set", path: expect.arrayContaining(["requests", "cpu"]) }),
    );
    expect(run({ metrics: [CPU] }).codes).not.toContain("cpu-metric-without-requests");
  });

  it("changes one that gpuify wrote before, and only where it differs", () => {
    const { decision } = run({ metrics: [QUEUE] }, ours("  metrics: []\n"));
    expect(decision.sideEdits.flatMap(({ operations }) => operations.map(({ path }) => path))).toEqual([
      ["spec", "metrics"],
    ]);
    const same = ours(`  metrics: ${JSON.stringify([QUEUE])}\n`);
    expect(run({ metrics: [QUEUE] }, same).decision.sideEdits).toEqual([]);
  });
});
