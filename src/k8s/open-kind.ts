import type { FieldPath } from "../yaml/tree.ts";
import { EACH, KEY, type KindRow, type PodSetRow } from "./kind-row.ts";

/** A kind that makes pods, with what follows from its row. Paths start at the object's top. */
export interface WorkloadKind extends KindRow {
  /** All names that kubectl takes for it, in lower case: short, singular, plural. */
  readonly names: readonly string[];
  /** Path to the number of pods, for a kind with one pod set that a single number counts; else null. */
  readonly replicas: FieldPath | null;
}

/** A row with what follows from it. */
export function openKind(row: KindRow): WorkloadKind {
  const [podSet, ...others] = row.podSets;
  const singular = row.kind.toLowerCase();
  return {
    ...row,
    names: [...new Set([...row.names, singular, `${singular}s`])],
    replicas: others.length > 0 ? null : loneCount(podSet),
  };
}

/** Where one number counts all pods of a set that stands at a fixed place; null otherwise. */
function loneCount(podSet: PodSetRow | undefined): FieldPath | null {
  const [count, ...factors] = podSet?.pods ?? [];
  if (count === undefined || factors.length > 0 || count.oneLessWith !== undefined) return null;
  return count.at.some((step) => step === EACH || step === KEY) ? null : count.at;
}
