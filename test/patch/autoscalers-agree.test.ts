import { describe, expect, test } from "vitest";
import { lint } from "../lint/kit.ts";
import { decide } from "./decide.ts";
import { deployment, gpus } from "./manifests.ts";

const IDS = ["hpa-cpu-metric-on-gpu", "hpa-gpu-maximum"];

const hpa = (spec: string): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
${spec}
`;

const scaled = (spec: string): string => `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: web}
spec:
  scaleTargetRef: {name: web}
${spec}
`;

const CPU = "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}";
const QUEUE = "{type: Pods, pods: {metric: {name: waiting}, target: {type: AverageValue, averageValue: 5}}}";

describe("patch and lint say the same about an autoscaler", () => {
  test.each<[string, string, readonly string[]]>([
    ["by CPU", hpa(`  maxReplicas: 4\n  metrics: [${CPU}]`), IDS],
    ["without metrics", hpa("  maxReplicas: 4"), IDS],
    ["by CPU and by load", hpa(`  maxReplicas: 4\n  metrics: [${CPU}, ${QUEUE}]`), ["hpa-gpu-maximum"]],
    ["that never grows", hpa(`  minReplicas: 4\n  maxReplicas: 4\n  metrics: [${QUEUE}]`), []],
    ["without a maximum", hpa(`  metrics: [${QUEUE}]`), []],
    ["of KEDA by CPU", scaled('  triggers: [{type: cpu, metadata: {value: "60"}}]'), IDS],
    [
      "of KEDA by load",
      scaled("  maxReplicaCount: 3\n  triggers: [{type: prometheus}, {type: cpu}]"),
      ["hpa-gpu-maximum"],
    ],
  ])("%s", (_, autoscaler, expected) => {
    const manifest = `${deployment({ container: gpus(1) })}${autoscaler}`;
    const { findings } = lint({ "a.yaml": manifest }, { only: IDS });
    expect([...new Set(findings.map(({ rule }) => rule.id))].sort()).toEqual(expected);
    const { codes } = decide(manifest, "continuous");
    expect([...new Set(codes.filter((code) => IDS.includes(code)))].sort()).toEqual(expected);
  });
});
