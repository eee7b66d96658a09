import { at, fields, text } from "../../k8s/access.ts";
import { hasComment } from "../../k8s/comments.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import { forbidsEviction } from "../forbids-eviction.ts";

/** The annotations against eviction at the end of the pod's, as the training profile writes them: without a comment. */
export function lastEvictionAnnotations({ workload, catalog }: DecisionContext): readonly FieldPath[] {
  const path = [...workload.templatePath, "metadata", "annotations"];
  const all = fields(at(workload.template, ["metadata", "annotations"]));
  const isTheirs = ({ name, value }: (typeof all)[number]) =>
    catalog.isEvictionAnnotation(name) &&
    forbidsEviction(name, text(value) ?? "") &&
    !hasComment(workload.object, [...path, name]);
  const others = all.findLastIndex((field) => !isTheirs(field));
  return all.slice(others + 1).map(({ name }) => [...path, name]);
}
