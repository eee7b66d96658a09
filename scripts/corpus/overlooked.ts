import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import type { StreamObject } from "./objects.ts";
import { fieldOf, textOf } from "./value.ts";

/** Kinds that make pods: API groups and where the pod's spec is. Kept apart from gpuify's own table on purpose. */
const WORKLOADS: Readonly<Record<string, readonly [groups: string, podSpec: string]>> = {
  Pod: ["", "spec"],
  PodTemplate: ["", "template.spec"],
  ReplicationController: ["", "spec.template.spec"],
  ReplicaSet: ["apps extensions", "spec.template.spec"],
  Deployment: ["apps extensions", "spec.template.spec"],
  StatefulSet: ["apps", "spec.template.spec"],
  Job: ["batch", "spec.template.spec"],
  CronJob: ["batch", "spec.jobTemplate.spec.template.spec"],
};

/** What makes Helm or Argo CD run an object at a point of a release; kept apart from gpuify's own list on purpose. */
const HOOKS = ["helm.sh/hook", "argocd.argoproj.io/hook"];

/**
 * Workloads that the independent reader sees and gpuify did nothing about, not even refuse. DaemonSets are left
 * out: the profiles touch them only when they are selected by name; and hooks without a GPU, which nobody means.
 */
export function overlooked(objects: readonly StreamObject[], outcome: PatchOutcome): readonly string[] {
  const known = new Map<string, number>();
  for (const { object, namespace } of outcome.workloads) {
    const key = `${object} ${namespace}`;
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return objects
    .filter((object) => isWorkload(object) && !isHook(object))
    .flatMap(({ title, namespace }) => {
      const key = `${title} ${namespace}`;
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      return left > 0 ? [] : [`${title} was overlooked`];
    });
}

function isHook({ value }: StreamObject): boolean {
  const annotations = fieldOf(fieldOf(value, "metadata"), "annotations");
  return HOOKS.some((key) => fieldOf(annotations, key) !== undefined);
}

function isWorkload({ value }: StreamObject): boolean {
  const row = WORKLOADS[textOf(fieldOf(value, "kind")) ?? ""];
  if (row === undefined) return false;
  const apiVersion = textOf(fieldOf(value, "apiVersion")) ?? "";
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  if (!row[0].split(" ").includes(group)) return false;
  return row[1].split(".").reduce<typeof value | undefined>(fieldOf, value) instanceof Map;
}
