import type { PodSet } from "../k8s/workload.ts";
import { at, items, textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** An entry of a pod's list that has the name of an earlier one. */
export interface RepeatedName {
  /** Empty for entries without a name, of which there are several. */
  readonly name: string;
  /** Of the name. */
  readonly path: FieldPath;
  readonly first: FieldPath;
}

/**
 * Containers that have the name of an earlier one; init containers come after the others and share their names.
 * Source: kubernetes/kubernetes pkg/apis/core/validation (validateContainers, validateInitContainers).
 */
export function repeatedContainers({ containers }: PodSet): readonly RepeatedName[] {
  return repeatedIn(containers.map(({ name, path }) => ({ name, path: [...path, "name"] })));
}

/** Volumes or claims of a pod that have the name of an earlier one (ValidateVolumes, validatePodResourceClaims). */
export function repeatedEntries(
  { podSpec, podSpecPath }: PodSet,
  list: "volumes" | "resourceClaims",
): readonly RepeatedName[] {
  return repeatedIn(
    items(at(podSpec, [list])).map((entry, index) => ({
      name: textAt(entry, ["name"]) ?? "",
      path: [...podSpecPath, list, index, "name"],
    })),
  );
}

function repeatedIn(entries: readonly Omit<RepeatedName, "first">[]): readonly RepeatedName[] {
  const firsts = new Map<string, FieldPath>();
  const repeated: RepeatedName[] = [];
  for (const { name, path } of entries) {
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, path);
    else repeated.push({ name, path, first });
  }
  return repeated;
}
