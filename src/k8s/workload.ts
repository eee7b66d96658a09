import type { FieldPath, MapNode, YamlNode } from "../yaml/tree.ts";
import { asMap, at, fields, items, member, textAt } from "./access.ts";
import { type WorkloadKind, workloadKind } from "./kinds.ts";
import type { KubeObject } from "./object.ts";

/** A container of a pod template, with its path from the object's top. */
export interface ContainerView {
  readonly name: string;
  readonly image: string | null;
  readonly node: MapNode;
  readonly path: FieldPath;
  /** `main`: runs beside the others. `init`: runs before and ends. `sidecar`: restartable init container. */
  readonly role: "main" | "init" | "sidecar";
}

/** An entry of `resources.limits` or `resources.requests`. */
export interface ResourceEntry {
  readonly name: string;
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/** A workload with its pod template opened. Paths start at the object's top. */
export interface Workload {
  readonly object: KubeObject;
  readonly kind: WorkloadKind;
  /** The pod template; for a bare Pod the object itself. */
  readonly template: MapNode | null;
  readonly templatePath: FieldPath;
  readonly podSpec: MapNode;
  readonly podSpecPath: FieldPath;
  readonly containers: readonly ContainerView[];
  /** The Job's spec for Job and CronJob, else null. */
  readonly jobSpec: MapNode | null;
}

/** The object as a workload: null when its kind makes no pods; `no-pod-spec` when its pod spec is missing. */
export function asWorkload(object: KubeObject): Workload | "no-pod-spec" | null {
  const kind = workloadKind(object.apiVersion, object.kind);
  if (kind === null) return null;
  const template = asMap(at(object.root, kind.template));
  const podSpec = asMap(member(template, "spec"));
  if (podSpec === null) return "no-pod-spec";
  const podSpecPath = [...kind.template, "spec"];
  return {
    object,
    kind,
    template,
    templatePath: kind.template,
    podSpec,
    podSpecPath,
    containers: [
      ...containersIn(podSpec, podSpecPath, "containers"),
      ...containersIn(podSpec, podSpecPath, "initContainers"),
    ],
    jobSpec: kind.jobSpec === null ? null : asMap(at(object.root, kind.jobSpec)),
  };
}

function containersIn(
  podSpec: MapNode,
  podSpecPath: FieldPath,
  list: "containers" | "initContainers",
): ContainerView[] {
  return items(member(podSpec, list)).flatMap((item, index): ContainerView[] => {
    const node = asMap(item);
    if (node === null) return [];
    const restartable = textAt(node, ["restartPolicy"]) === "Always";
    const role = list === "containers" ? "main" : restartable ? "sidecar" : "init";
    return [
      {
        name: textAt(node, ["name"]) ?? "",
        image: textAt(node, ["image"]),
        node,
        path: [...podSpecPath, list, index],
        role,
      },
    ];
  });
}

/** The entries of a container's limits or requests, in order. */
export function resourceEntries(
  container: ContainerView,
  section: "limits" | "requests",
): readonly ResourceEntry[] {
  return fields(at(container.node, ["resources", section])).map(({ name, key, value }) => ({
    name,
    key,
    value,
  }));
}

/** Labels of the pods that the workload makes. */
export function podMetadata(workload: Workload): MapNode | null {
  return asMap(member(workload.template, "metadata"));
}
