import { at, isNullish, items, text, textAt } from "../../k8s/access.ts";
import { jobPods } from "../../workload/job-pods.ts";
import type { FieldPath, MapNode, YamlNode } from "../../yaml/tree.ts";
import type { Pod } from "../pod.ts";

/** A Job that runs on accelerators: its spec, and where that is. */
export interface GpuJob {
  readonly spec: MapNode;
  readonly path: FieldPath;
  readonly restartPolicy: string | null;
  /** Pods that run at once, at least 1: a Job that is held back runs them later. */
  readonly pods: number;
  /** Pods that must succeed; null where the first success ends the Job. */
  readonly completions: number | null;
}

/** The Job of a pod that asks for accelerators; null for every other pod. */
export function gpuJob({ workload, gpuContainers }: Pod): GpuJob | null {
  const { jobSpec, kind, podSpec } = workload;
  if (jobSpec === null || kind.jobSpec === null || gpuContainers.length === 0) return null;
  const { atOnce, completions } = jobPods(jobSpec);
  return {
    spec: jobSpec,
    path: kind.jobSpec,
    restartPolicy: textAt(podSpec, ["restartPolicy"]),
    pods: Math.max(1, atOnce),
    completions,
  };
}

/** Most rules a podFailurePolicy may have (kubernetes/api batch/v1 PodFailurePolicy). */
export const MOST_RULES = 20;

/** Exit codes of a container that was told to stop (SIGTERM) and then killed (SIGKILL). */
const KILLED = ["137", "143"];

/** What a Job's podFailurePolicy does about pods that were preempted, drained or evicted. */
export type DisruptionPolicy =
  | { readonly kind: "ignored" }
  /** The rules say otherwise on purpose. */
  | { readonly kind: "own" }
  /** A rule before the one that ignores them matches first. */
  | { readonly kind: "hidden"; readonly path: FieldPath; readonly action: string }
  | { readonly kind: "counted"; readonly rules: number };

/** Reads the policy; rules match in order (kubernetes.io/docs: Pod failure policy). */
export function disruptionPolicy({ spec, path }: GpuJob): DisruptionPolicy {
  const rules = items(at(spec, ["podFailurePolicy", "rules"]));
  const index = rules.findIndex(isAboutDisruptions);
  if (index < 0) return { kind: "counted", rules: rules.length };
  if (textAt(rules[index] ?? null, ["action"]) !== "Ignore") return { kind: "own" };
  const before = rules.slice(0, index).findIndex(takesKilledPods);
  if (before < 0) return { kind: "ignored" };
  return {
    kind: "hidden",
    path: [...path, "podFailurePolicy", "rules", before],
    action: textAt(rules[before] ?? null, ["action"]) ?? "",
  };
}

function isAboutDisruptions(rule: YamlNode): boolean {
  return items(at(rule, ["onPodConditions"])).some(
    (condition) =>
      textAt(condition, ["type"]) === "DisruptionTarget" &&
      (textAt(condition, ["status"]) ?? "True") === "True",
  );
}

function takesKilledPods(rule: YamlNode): boolean {
  if (textAt(rule, ["action"]) === "Ignore") return false;
  const codes = at(rule, ["onExitCodes"]);
  if (isNullish(codes)) return false;
  const values = items(at(codes, ["values"])).map(text);
  const isIn = textAt(codes, ["operator"]) === "In";
  return KILLED.some((code) => values.includes(code) === isIn);
}
