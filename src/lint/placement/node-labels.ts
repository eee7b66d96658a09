import type { PodSet } from "../../k8s/workload.ts";
import { at, fields, items, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";

/** A node label that a pod names, wherever it does. */
export interface NodeLabelUse {
  readonly key: string;
  /** Where the key is written; of an entry in `nodeSelector` the entry. */
  readonly path: FieldPath;
  readonly kind: "entry" | "expression" | "topology";
  /** The values it is compared with; empty for a topology. */
  readonly values: readonly string[];
}

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

/** Where a condition on node labels is written: required and preferred ones alike. */
export interface ExpressionPlace {
  readonly node: YamlNode;
  readonly path: FieldPath;
  readonly isRequired: boolean;
}

/** All `matchExpressions` of the pod's node affinity. */
export function nodeExpressions({ podSpec, podSpecPath }: PodSet): readonly ExpressionPlace[] {
  const inPod = (list: string): readonly NodeAtPath[] =>
    each({
      node: at(podSpec, ["affinity", "nodeAffinity", ...list.split(".")]),
      path: [...podSpecPath, "affinity", "nodeAffinity", ...list.split(".")],
    });
  const required = inPod(`${REQUIRED}.nodeSelectorTerms`).map((term) => ({ term, isRequired: true }));
  const preferred = inPod(PREFERRED).map((one) => ({ term: step(one, "preference"), isRequired: false }));
  return [...required, ...preferred].flatMap(({ term, isRequired }) =>
    each(step(term, "matchExpressions")).flatMap(({ node, path }) =>
      node === null ? [] : [{ node, path, isRequired }],
    ),
  );
}

/** All node labels that a pod names: selector, node affinity, affinity between pods and spreading. */
export function nodeLabelUses(podSet: PodSet): readonly NodeLabelUse[] {
  const { podSpec, podSpecPath } = podSet;
  const inPod = (path: FieldPath): NodeAtPath => ({
    node: at(podSpec, path),
    path: [...podSpecPath, ...path],
  });
  const topologies = [
    ...["podAffinity", "podAntiAffinity"].flatMap((kind) => [
      ...each(inPod(["affinity", kind, REQUIRED])),
      ...each(inPod(["affinity", kind, PREFERRED])).map((one) => step(one, "podAffinityTerm")),
    ]),
    ...each(inPod(["topologySpreadConstraints"])),
  ];
  return [
    ...entries(inPod(["nodeSelector"])),
    ...nodeExpressions(podSet).flatMap(expression),
    ...topologies.flatMap(topology),
  ];
}

interface NodeAtPath {
  readonly node: YamlNode | null;
  readonly path: FieldPath;
}

function step({ node, path }: NodeAtPath, name: string): NodeAtPath {
  return { node: at(node, [name]), path: [...path, name] };
}

function each({ node, path }: NodeAtPath): readonly NodeAtPath[] {
  return items(node).map((item, index) => ({ node: item, path: [...path, index] }));
}

function entries({ node, path }: NodeAtPath): readonly NodeLabelUse[] {
  return fields(node).map(({ name }) => ({
    key: name,
    path: [...path, name],
    kind: "entry",
    values: [textAt(node, [name]) ?? ""],
  }));
}

function expression({ node, path }: NodeAtPath): readonly NodeLabelUse[] {
  const key = textAt(node, ["key"]);
  if (key === null) return [];
  const values = items(at(node, ["values"])).flatMap((value) => textAt(value, []) ?? []);
  return [{ key, path: [...path, "key"], kind: "expression", values }];
}

function topology({ node, path }: NodeAtPath): readonly NodeLabelUse[] {
  const key = textAt(node, ["topologyKey"]);
  return key === null ? [] : [{ key, path: [...path, "topologyKey"], kind: "topology", values: [] }];
}
