import type { KubeObject } from "../k8s/object.ts";
import { matchesOf } from "../k8s/pattern.ts";
import { podSetsIn, type WorkloadObject } from "../k8s/workload.ts";
import { textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { hasAccelerator } from "./accelerators.ts";
import type { Knowledge } from "./knowledge.ts";
import { type Surroundings, workloadsNamed } from "./surroundings.ts";

/** An object over which another one is laid: what is not written in that may be here. */
export interface Base {
  /** Of the name, in the object that is laid over it. */
  readonly path: FieldPath;
  readonly name: string;
  /** What it may be, in words: `ClusterTrainingRuntime or TrainingRuntime`. */
  readonly kinds: string;
  /** Null where it is not in the input. */
  readonly object: KubeObject | null;
  readonly holdsGpus: boolean;
}

/** The objects that a workload names as what it is laid over, in order. */
export function basesOf({ object, kind }: WorkloadObject, surroundings: Surroundings): readonly Base[] {
  return (kind.bases ?? []).flatMap(({ name: pattern, kinds, holdsGpus }) =>
    matchesOf(object.root, pattern).flatMap(({ path }): readonly Base[] => {
      const name = textAt(object.root, path);
      if (name === null || name === "") return [];
      const [found = null] = kinds.flatMap((one) => named(one, name, object, surroundings));
      const words = kinds.map((one) => one.slice(one.indexOf("/") + 1)).join(" or ");
      return [{ path, name, kinds: words, object: found, holdsGpus }];
    }),
  );
}

function named(
  groupAndKind: string,
  name: string,
  { namespace }: KubeObject,
  surroundings: Surroundings,
): readonly KubeObject[] {
  const [group = "", kind = ""] = groupAndKind.split("/");
  return workloadsNamed(surroundings, { apiVersion: `${group}/v1`, kind, name }, namespace);
}

/** True where some pods of the object ask for an accelerator. */
export function hasAcceleratorIn(object: KubeObject, knowledge: Knowledge): boolean {
  return podSetsIn(object).some((one) => hasAccelerator(one, knowledge));
}
