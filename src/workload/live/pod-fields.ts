import type { PodSet } from "../../k8s/workload.ts";
import { at, items, textAt } from "../../yaml/access.ts";
import type { LiveField } from "./live-field.ts";

/**
 * Fields of a live Pod's spec that its creation added. kubernetes/kubernetes staging/src/k8s.io/api/core/v1/types.go
 * `PodSpec`: the scheduler fills `nodeName`, and a Pod that has one is never scheduled; ephemeral containers "cannot be
 * specified when creating a pod"; the Priority admission plugin (plugin/pkg/admission/priority) writes `priority` and
 * `preemptionPolicy` and rejects others than those of the class; the RuntimeClass plugin does so for `overhead`.
 */
const OF_SPEC: readonly (readonly [name: string, why: string])[] = [
  ["ephemeralContainers", "they are added to a running Pod, and a new Pod must not have any"],
  ["nodeName", "it binds a new Pod to the node of the live one and bypasses the scheduler"],
  ["overhead", "the cluster's RuntimeClass sets it, and any other value is rejected"],
  ["preemptionPolicy", "the cluster's PriorityClass sets it, and any other value is rejected"],
  ["priority", "the cluster's PriorityClass sets it, and any other value is rejected"],
];

/**
 * Name of the volume with a ServiceAccount's token, which each Pod gets with five random letters behind it and mounts in
 * each container. Source: kubernetes/kubernetes plugin/pkg/admission/serviceaccount/admission.go
 * `ServiceAccountVolumeName`, staging/src/k8s.io/apiserver/pkg/storage/names/generate.go.
 */
const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

const ADDED = "every Pod gets its own token volume when it is created";

/** What a Pod that was read from a cluster has beyond what was created. Only for a live one: people write nodeName, too. */
export function podFields({ podSpec, podSpecPath, containers }: PodSet): readonly LiveField[] {
  return [
    ...OF_SPEC.map(([name, why]) => ({ path: [...podSpecPath, name], why })),
    ...tokenFields(podSpec, podSpecPath, containers),
  ];
}

/** The admission plugin adds one volume, and mounts it once in each container. */
function tokenFields(
  podSpec: PodSet["podSpec"],
  podSpecPath: PodSet["podSpecPath"],
  containers: PodSet["containers"],
): readonly LiveField[] {
  const names = items(at(podSpec, ["volumes"])).map((volume) => textAt(volume, ["name"]) ?? "");
  const index = names.findIndex((name) => TOKEN_VOLUME.test(name));
  if (index < 0) return [];
  const mounts = containers.flatMap(({ node, path }) => {
    const mount = items(at(node, ["volumeMounts"])).findIndex(
      (item) => textAt(item, ["name"]) === names[index],
    );
    return mount < 0 ? [] : [{ path: [...path, "volumeMounts", mount], why: ADDED }];
  });
  return [...mounts, { path: [...podSpecPath, "volumes", index], why: ADDED }];
}
