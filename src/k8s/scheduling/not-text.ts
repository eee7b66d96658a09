import { asScalar, at, fields, items, member } from "../../yaml/access.ts";
import { toJson } from "../../yaml/to-json.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { PodSet } from "../workload.ts";
import type { NodeRequirements, Requirement } from "./node-requirements.ts";
import type { SchedulingRejection } from "./types.ts";

/**
 * The values among a pod's conditions on nodes and tolerations that lack their quotes: kubectl sends `"80"` and `80`,
 * `"true"` and `yes` as different things, and the API server takes text only. Null counts as empty text.
 */
export function notText(podSet: PodSet, { terms }: NodeRequirements): readonly SchedulingRejection[] {
  const { podSpec, podSpecPath } = podSet;
  const conditions = (terms ?? []).flatMap((term) => [...term.requirements, ...term.fields]);
  const tolerations = items(member(podSpec, "tolerations")).flatMap((toleration, index) =>
    fieldsThatAreNot(
      toleration,
      [...podSpecPath, "tolerations", index],
      ["key", "operator", "value", "effect"],
    ),
  );
  const nodeName = fieldsThatAreNot(podSpec, podSpecPath, ["nodeName"]);
  const selector = fieldsThatAreNot(at(podSpec, ["nodeSelector"]), [...podSpecPath, "nodeSelector"]);
  return [
    ...nodeName,
    ...selector,
    ...conditions.flatMap((condition) => valuesThatAreNot(podSet, condition)),
    ...tolerations,
  ];
}

function valuesThatAreNot(podSet: PodSet, { path }: Requirement): readonly SchedulingRejection[] {
  const condition = at(podSet.object.root, path);
  const values = items(member(condition, "values")).flatMap((value, index) =>
    problemWith(value, [...path, "values", index]),
  );
  return [...fieldsThatAreNot(condition, path, ["key", "operator"]), ...values];
}

/** Of all fields of the map, or of those that are named. */
function fieldsThatAreNot(
  node: YamlNode | null,
  path: FieldPath,
  names?: readonly string[],
): readonly SchedulingRejection[] {
  return fields(node)
    .filter(({ name }) => names === undefined || names.includes(name))
    .flatMap(({ name, value }) => problemWith(value, [...path, name]));
}

function problemWith(node: YamlNode, path: FieldPath): readonly SchedulingRejection[] {
  const json = toJson(node);
  if (json.ok && (json.text === "null" || json.text.startsWith('"'))) return [];
  return [{ kind: "not-text", text: asScalar(node)?.text ?? "", path }];
}
