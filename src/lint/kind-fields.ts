import { hasField, type PodSet } from "../k8s/workload.ts";
import { at } from "../yaml/access.ts";
import { startsWith } from "../yaml/field-path.ts";
import type { FieldPath } from "../yaml/tree.ts";
import type { RuleFinding } from "./rule.ts";

/**
 * What was found, without what is missing where the kind has no field for it, and without fixes that would write one: in
 * a kind that flattens its pods, such as a resource list beside a model's name.
 */
export function withFieldsOf(podSet: PodSet, found: readonly RuleFinding[]): readonly RuleFinding[] {
  if (podSet.row.fields === undefined || found.length === 0) return found;
  return found.flatMap(({ fix, ...rest }) => {
    if (lacks(podSet, rest.path)) return [];
    const isWritable = fix?.operations.every(({ path }) => !lacks(podSet, path)) === true;
    return [isWritable ? { ...rest, fix } : rest];
  });
}

/** True for a field of the pod spec or of a container that the kind does not have and the manifest does not write. */
function lacks(podSet: PodSet, path: FieldPath): boolean {
  const bases = [...podSet.containers.map((container) => container.path), podSet.podSpecPath];
  const base = bases.find((one) => path.length > one.length && startsWith(path, one));
  const name = base === undefined ? undefined : path[base.length];
  if (base === undefined || typeof name !== "string" || hasField(podSet, name)) return false;
  return at(podSet.object.root, [...base, name]) === null;
}
