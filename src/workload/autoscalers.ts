import { annotationsOf, type KubeObject, labelsOf } from "../k8s/object.ts";
import type { WorkloadObject } from "../k8s/workload.ts";
import { at, count, integer, isNullish } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { driverOf, objectsAimingAt, type Surroundings } from "./surroundings.ts";

/** Label and value of every object that gpuify generates. */
export const MANAGED_BY = { key: "app.kubernetes.io/managed-by", value: "gpuify" } as const;

/** An autoscaler of the input that aims at a workload. */
export interface Autoscaler {
  readonly object: KubeObject;
  readonly kind: "HorizontalPodAutoscaler" | "ScaledObject";
  readonly min: number;
  readonly max: number;
  /** A ScaledObject that somebody holds by an annotation: it changes nothing, or sets one number. */
  readonly paused: boolean;
  /** Written by gpuify for another profile. */
  readonly ours: boolean;
}

/** True for an object that scales workloads by their number of pods. */
export function isAutoscaler({ kind }: Pick<KubeObject, "kind">): boolean {
  return kind === "HorizontalPodAutoscaler" || kind === "ScaledObject";
}

/** The HorizontalPodAutoscalers and ScaledObjects in the input whose target is this workload. */
export function autoscalersOf(workload: WorkloadObject, surroundings: Surroundings): readonly Autoscaler[] {
  const driver = driverOf(surroundings, workload.object);
  const aiming = [workload.object, ...(driver === null ? [] : [driver])].flatMap((object) =>
    objectsAimingAt(surroundings, object),
  );
  return aiming.flatMap((object) => {
    if (object.kind === "HorizontalPodAutoscaler") return [fromHpa(object)];
    return object.kind === "ScaledObject" ? [fromScaledObject(object)] : [];
  });
}

function fromHpa(object: KubeObject): Autoscaler {
  const spec = at(object.root, ["spec"]);
  const min = count(at(spec, ["minReplicas"])) ?? 1;
  return {
    object,
    kind: "HorizontalPodAutoscaler",
    min,
    max: count(at(spec, ["maxReplicas"])) ?? min,
    paused: false,
    ours: isGenerated(object),
  };
}

/** KEDA's defaults: `minReplicaCount` 0, `maxReplicaCount` 100 (keda.sh/docs: ScaledObject specification). */
function fromScaledObject(object: KubeObject): Autoscaler {
  return {
    object,
    kind: "ScaledObject",
    min: count(at(object.root, ["spec", "minReplicaCount"])) ?? 0,
    max: count(at(object.root, ["spec", "maxReplicaCount"])) ?? 100,
    paused: isPaused(object),
    ours: isGenerated(object),
  };
}

/** The field that bounds an autoscaler from above, as a place in its object. */
export interface Maximum {
  readonly path: FieldPath;
  /** False for a ScaledObject without the field, which KEDA bounds. */
  readonly isWritten: boolean;
}

/**
 * What bounds an autoscaler that may start more pods than it starts with; null for one that never grows, and where the
 * bound is missing in an HPA (the API server rejects it) or no number.
 */
export function growthOf({ object, kind, min, max }: Autoscaler): Maximum | null {
  const path = ["spec", kind === "ScaledObject" ? "maxReplicaCount" : "maxReplicas"];
  const node = at(object.root, path);
  const isWritten = !isNullish(node);
  if (isWritten ? integer(node) === null : kind === "HorizontalPodAutoscaler") return null;
  return max <= Math.max(min, 1) ? null : { path, isWritten };
}

/**
 * True for a ScaledObject with KEDA's annotations against scaling; of a value that is no boolean KEDA takes `true`
 * (kedacore/keda apis/keda/v1alpha1/scaledobject_types.go: NeedToBePausedByAnnotation).
 */
function isPaused(object: KubeObject): boolean {
  const annotations = annotationsOf(object);
  if (annotations.has("autoscaling.keda.sh/paused-replicas")) return true;
  const paused = annotations.get("autoscaling.keda.sh/paused");
  return paused !== undefined && !/^(?:0|f|F|false|False|FALSE)$/.test(paused);
}

/**
 * True where the autoscaler changes the number of a workload that says `replicas`. At 0 an HPA does nothing until
 * somebody scales up, unless its own minimum is 0 (kubernetes.io: Horizontal Pod Autoscaling, implicit maintenance-mode
 * deactivation; kubernetes/kubernetes pkg/controller/podautoscaler/horizontal.go). KEDA starts pods from 0, which is
 * what it is for (kedacore/keda pkg/scaling/executor/scale_scaledobjects.go).
 */
export function actsAt({ kind, min, paused }: Autoscaler, replicas: number): boolean {
  return kind === "ScaledObject" ? !paused : replicas > 0 || min === 0;
}

/** True for an object that gpuify itself put into the stream. */
export function isGenerated(object: KubeObject): boolean {
  return labelsOf(object).get(MANAGED_BY.key) === MANAGED_BY.value;
}
