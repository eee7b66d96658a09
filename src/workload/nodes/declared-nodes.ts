import { platformsOfDomain, platformsOfGroupDomain } from "../../gpu/labels/key-domains.ts";
import type { Catalog, Vendor } from "../../gpu/types.ts";
import { apiGroup } from "../../k8s/kinds.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import { meetsCondition } from "../../k8s/scheduling/node-selector.ts";
import { taintsIn } from "../../k8s/scheduling/scheduling-node.ts";
import type { SelectorRequirement, Taint } from "../../k8s/scheduling/types.ts";
import { memoized } from "../../kernel/memoized.ts";
import { at, fields, items, stringMap, text, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { type NodeKindRow, nodeKinds } from "../data/tables.ts";
import type { Knowledge } from "../knowledge.ts";
import type { Surroundings } from "../surroundings.ts";
import { isPassingTaint } from "./passing-taints.ts";

/** A label of declared nodes. */
export interface DeclaredLabel {
  /** What its value may be; null: anything. Empty: the nodes do not have the label. */
  readonly values: readonly string[] | null;
  /** `written`: the object puts it on its nodes. `required`: it makes only nodes that have it. */
  readonly by: "written" | "required";
}

/** Nodes as an object of the run declares them: one that is there, or those that a pool, a class or a flavor stands for. */
export interface DeclaredNodes {
  readonly object: KubeObject;
  readonly row: NodeKindRow;
  readonly labels: ReadonlyMap<string, DeclaredLabel>;
  /** Those that stay. */
  readonly taints: readonly Taint[];
}

/** The nodes that the objects of a run declare, in order; empty in most runs. */
export function declaredNodes({ nodes }: Surroundings): readonly DeclaredNodes[] {
  return nodes.length === 0 ? [] : readAll(nodes);
}

const readAll = memoized((objects: readonly KubeObject[]): readonly DeclaredNodes[] =>
  objects.flatMap((object) => {
    const row = nodeKinds().find(
      ({ group, kind }) => kind === object.kind && group === apiGroup(object.apiVersion),
    );
    return row === undefined ? [] : [declared(object, row)];
  }),
);

function declared(object: KubeObject, row: NodeKindRow): DeclaredNodes {
  const { root } = object;
  const required =
    row.requirements === undefined ? [] : items(at(root, row.requirements)).flatMap(requiredLabel);
  const written = [...stringMap(at(root, row.labels))].map(([key, value]) => [key, own([value])] as const);
  const named = [
    ...(row.nameLabel === undefined ? [] : [[row.nameLabel, own([object.name])] as const]),
    ...nodeClassLabel(root),
  ];
  return {
    object,
    row,
    labels: new Map([...required, ...written, ...named]),
    taints: taintsIn(at(root, row.taints)).filter(({ key }) => !isPassingTaint(key)),
  };
}

function own(values: readonly string[]): DeclaredLabel {
  return { values: values.some(isPlaceholder) ? null : values, by: "written" };
}

/** `NotIn`, and comparisons with numbers, leave open which labels the nodes have. */
function requiredLabel(node: YamlNode): readonly (readonly [string, DeclaredLabel])[] {
  const key = textAt(node, ["key"]);
  if (key === null) return [];
  const values = items(at(node, ["values"])).flatMap((value) => text(value) ?? []);
  switch (textAt(node, ["operator"])) {
    case "In":
      return [[key, { values: values.some(isPlaceholder) ? null : values, by: "required" }]];
    case "Exists":
    case "Gt":
    case "Lt":
    case "Gte":
    case "Lte":
      return [[key, { values: null, by: "required" }]];
    case "DoesNotExist":
      return [[key, { values: [], by: "required" }]];
    default:
      return [];
  }
}

/** Karpenter labels nodes with their class, by its group and kind (kubernetes-sigs/karpenter pkg/apis/v1/labels.go: NodeClassLabelKey). */
function nodeClassLabel(root: YamlNode): readonly (readonly [string, DeclaredLabel])[] {
  const reference = at(root, ["spec", "template", "spec", "nodeClassRef"]);
  const [group, kind, name] = ["group", "kind", "name"].map((field) => textAt(reference, [field]));
  return group && kind && name ? [[`${group}/${kind.toLowerCase()}`, own([name])]] : [];
}

/** Whose accelerators all of the nodes have; null where some may have none, and `other` where nobody can tell whose. */
export function vendorOfNodes(nodes: DeclaredNodes, catalog: Catalog): Vendor | null {
  const { root } = nodes.object;
  const counted = fields(at(root, ["status", "capacity"])).flatMap(({ name, value }) => {
    const meaning = /^0?$/.test(text(value) ?? "") ? null : catalog.resource(name);
    return meaning === null || meaning.kind === "companion" ? [] : [meaning.vendor];
  });
  const [first] = [...counted, ...vendorsByLabel(nodes, catalog), ...vendorsByPriority(root, catalog)];
  return first ?? null;
}

function vendorsByLabel({ labels }: DeclaredNodes, catalog: Catalog): readonly Vendor[] {
  return [...labels].flatMap(([key, { values }]) => {
    const meaning = catalog.label(key);
    if (meaning === null) return [];
    const isGpu =
      values === null
        ? meaning.gpuOnly
        : values.length > 0 && values.every((value) => catalog.isGpuLabelValue(key, value));
    return isGpu ? [meaning.vendor ?? "other"] : [];
  });
}

/** The machines of a ComputeClass, one entry for each choice: all of them must have accelerators. */
function vendorsByPriority(root: YamlNode, catalog: Catalog): readonly Vendor[] {
  const choices = items(at(root, ["spec", "priorities"])).map((choice): Vendor | null => {
    if (at(choice, ["gpu", "type"]) !== null) return "nvidia";
    if (at(choice, ["tpu", "type"]) !== null) return "google";
    const type = textAt(choice, ["machineType"]) ?? "";
    const family = textAt(choice, ["machineFamily"]) ?? "";
    const isGpu =
      catalog.isGpuLabelValue("node.kubernetes.io/instance-type", type) ||
      catalog.isGpuLabelValue("cloud.google.com/machine-family", family);
    return isGpu ? "other" : null;
  });
  return choices.every((choice) => choice !== null) ? choices : [];
}

/** True for a condition on labels that some nodes meet by what an object of the run says of them. */
export function isDeclared(condition: SelectorRequirement, surroundings: Surroundings): boolean {
  return declaredNodes(surroundings).some((nodes) => says(nodes, condition));
}

/** What an object says of its nodes meets a condition, or may. */
function says({ labels }: DeclaredNodes, condition: SelectorRequirement): boolean {
  const label = labels.get(condition.key);
  return label !== undefined && mayHave(label, condition);
}

/** The first of the nodes with that label, where all of them have GPUs; null where some have none, or none is declared. */
export function gpuNodesWith(
  key: string,
  value: string,
  { catalog, surroundings }: Knowledge,
): DeclaredNodes | null {
  const condition = { key, operator: "In", values: [value] };
  const found = declaredNodes(surroundings).filter((nodes) => says(nodes, condition));
  return found.every((nodes) => vendorOfNodes(nodes, catalog) !== null) ? (found[0] ?? null) : null;
}

/** True where nodes with the label may meet a condition on it. */
export function mayHave({ values }: DeclaredLabel, condition: SelectorRequirement): boolean {
  if (values === null) return condition.operator !== "DoesNotExist";
  if (values.length === 0) return meetsCondition(condition, undefined);
  return values.some((value) => meetsCondition(condition, value));
}

/** The platforms whose nodes they are, as their kind or their labels tell; null where they tell none. */
export function platformsOfNodes({ object, labels }: DeclaredNodes): readonly string[] | null {
  const group = platformsOfGroupDomain(apiGroup(object.apiVersion));
  if (group !== null) return group;
  for (const key of labels.keys()) {
    const found = platformsOfDomain(key);
    if (found !== null) return found;
  }
  return null;
}
