import { at, integer, items, textAt } from "../k8s/access.ts";
import { type KubeObject, labelsOf } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { FieldPath } from "../yaml/tree.ts";
import type { Surroundings } from "./surroundings.ts";
import { objectsAimingAt } from "./surroundings.ts";

/** Label and value of every object that gpuify generates. */
export const MANAGED_BY = { key: "app.kubernetes.io/managed-by", value: "gpuify" } as const;

/** An autoscaler of the input that aims at a workload. */
export interface Autoscaler {
  readonly object: KubeObject;
  readonly kind: "HorizontalPodAutoscaler" | "ScaledObject";
  readonly min: number;
  readonly max: number;
  /** Where it scales by CPU use, or null. An HPA without metrics scales by CPU (autoscaling/v2 default, 80 %). */
  readonly cpuMetric: FieldPath | null;
  /** Written by gpuify for another profile. */
  readonly ours: boolean;
}

/** The HorizontalPodAutoscalers and ScaledObjects in the input whose target is this workload. */
export function autoscalersOf(workload: Workload, surroundings: Surroundings): readonly Autoscaler[] {
  return objectsAimingAt(surroundings, workload.object).flatMap((object) => {
    if (object.kind === "HorizontalPodAutoscaler") return [fromHpa(object)];
    return object.kind === "ScaledObject" ? [fromScaledObject(object)] : [];
  });
}

function fromHpa(object: KubeObject): Autoscaler {
  const spec = at(object.root, ["spec"]);
  const min = integer(at(spec, ["minReplicas"])) ?? 1;
  return {
    object,
    kind: "HorizontalPodAutoscaler",
    min,
    max: integer(at(spec, ["maxReplicas"])) ?? min,
    cpuMetric: hpaCpuMetric(object),
    ours: isGenerated(object),
  };
}

function hpaCpuMetric(object: KubeObject): FieldPath | null {
  if (at(object.root, ["spec", "targetCPUUtilizationPercentage"]) !== null)
    return ["spec", "targetCPUUtilizationPercentage"];
  const metrics = items(at(object.root, ["spec", "metrics"]));
  if (metrics.length === 0) return ["spec"];
  const index = metrics.findIndex(
    (metric) =>
      textAt(metric, ["resource", "name"]) === "cpu" ||
      textAt(metric, ["containerResource", "name"]) === "cpu",
  );
  return index < 0 ? null : ["spec", "metrics", index];
}

/** KEDA's defaults: `minReplicaCount` 0, `maxReplicaCount` 100 (keda.sh/docs: ScaledObject specification). */
function fromScaledObject(object: KubeObject): Autoscaler {
  const triggers = items(at(object.root, ["spec", "triggers"]));
  const index = triggers.findIndex((trigger) => textAt(trigger, ["type"]) === "cpu");
  return {
    object,
    kind: "ScaledObject",
    min: integer(at(object.root, ["spec", "minReplicaCount"])) ?? 0,
    max: integer(at(object.root, ["spec", "maxReplicaCount"])) ?? 100,
    cpuMetric: index < 0 ? null : ["spec", "triggers", index],
    ours: isGenerated(object),
  };
}

/** True for an object that gpuify itself put into the stream. */
export function isGenerated(object: KubeObject): boolean {
  return labelsOf(object).get(MANAGED_BY.key) === MANAGED_BY.value;
}
