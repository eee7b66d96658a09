import { asMap, at, boolean, isNullish, textAt } from "../yaml/access.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";
import { type ContainerView, containersOf } from "./container-view.ts";
import { type Computes, type CountTerm, EACH, KEY, type KindRow, type PodSetRow } from "./kind-row.ts";
import { apiVersionName, type WorkloadKind } from "./kinds.ts";
import type { KubeObject } from "./object.ts";
import { bound, matchesOf, type PatternMatch } from "./pattern.ts";

export type { ContainerView } from "./container-view.ts";

/** An object that makes pods, with the row of its kind. */
export interface WorkloadObject {
  readonly object: KubeObject;
  readonly kind: WorkloadKind;
}

/** One group of like pods of a workload, with its pod template opened. Paths start at the object's top. */
export interface PodSet extends WorkloadObject {
  readonly row: PodSetRow;
  /** Its part in the workload; empty where the kind has one set of pods that needs no name. */
  readonly role: string;
  readonly computes: Computes;
  /** The numbers whose product is the number of pods, with the items and keys of this set in their paths. */
  readonly counts: readonly CountTerm[];
  /** The JobSpec of batch/v1 that makes the pods, or null; and where it is, for kinds that have one. */
  readonly jobSpec: MapNode | null;
  readonly jobPath: FieldPath | null;
  /** The pod template: what holds the pod spec; for a bare Pod the object itself. */
  readonly templatePath: FieldPath;
  /** The items and keys that stand for `EACH` and `KEY` in the patterns of the row. */
  readonly chosen: FieldPath;
  /** Where labels and annotations of the pods are; null where the kind has no place for them. */
  readonly labelsPath: FieldPath | null;
  readonly annotationsPath: FieldPath | null;
  /** Fields outside of resources that decide about GPUs, as far as they are written. */
  readonly elsewhere: readonly FieldPath[];
  readonly podSpec: MapNode;
  readonly podSpecPath: FieldPath;
  readonly containers: readonly ContainerView[];
}

/** The pod sets of one row, in the order of the manifest; none where the object has no pod spec there. */
export function podSetsOf(workload: WorkloadObject, row: PodSetRow): readonly PodSet[] {
  const { object, kind } = workload;
  if (row.versions !== undefined && !row.versions.includes(apiVersionName(object.apiVersion))) return [];
  return matchesOf(object.root, row.at).flatMap(({ path, chosen }): readonly PodSet[] => {
    if (row.without !== undefined && at(object.root, bound(row.without, chosen)) !== null) return [];
    const podSpecPath = row.form === "spec" ? path : [...path, "spec"];
    const podSpec = asMap(at(object.root, podSpecPath));
    if (podSpec === null) return [];
    const role = roleOf(workload, row, path, chosen);
    const containers = containersOf(object.root, { podSpec, podSpecPath, row, role, chosen });
    if (row.form === "spec" && containers.length === 0) return [];
    const jobPath = row.job === undefined ? null : bound(row.job, chosen);
    return [
      {
        // Field by field: a spread copy that grows costs more than all the rest.
        object,
        kind,
        row,
        role,
        computes: computesOf(object.root, row, role, chosen),
        counts: row.pods.map((term) => boundTerm(term, chosen)),
        jobSpec: jobPath === null ? null : asMap(at(object.root, jobPath)),
        jobPath,
        templatePath: path,
        chosen,
        labelsPath: metadataPath(row, { path, chosen }, "labels"),
        annotationsPath: metadataPath(row, { path, chosen }, "annotations"),
        elsewhere: elsewhereOf(object.root, row, chosen),
        podSpec,
        podSpecPath,
        containers,
      },
    ];
  });
}

function metadataPath(
  row: PodSetRow,
  { path, chosen }: PatternMatch,
  field: "labels" | "annotations",
): FieldPath | null {
  if (row.form !== "spec") return [...path, "metadata", field];
  const own = row[field];
  return own === undefined ? null : bound(own, chosen);
}

function elsewhereOf(root: MapNode, { elsewhere }: PodSetRow, chosen: FieldPath): readonly FieldPath[] {
  if (elsewhere === undefined) return [];
  const found = matchesOf(root, bound(elsewhere.at, chosen)).map(({ path }) => path);
  return found.filter((path) => !isNullish(at(root, path)));
}

function computesOf(root: MapNode, row: PodSetRow, role: string, chosen: FieldPath): Computes {
  const { computes, computesByName = {}, computesBy, noUnless } = row;
  const value = computesBy === undefined ? null : textAt(root, bound(computesBy.at, chosen));
  const byName = Object.hasOwn(computesByName, role.toLowerCase())
    ? computesByName[role.toLowerCase()]
    : null;
  const said = value !== null && computesBy?.no.includes(value) === true ? "no" : (byName ?? computes);
  const isUndone = said === "no" && noUnless !== undefined && boolean(at(root, noUnless)) === true;
  return isUndone ? computes : said;
}

/** Where an object of a kind has its pod templates; a path without `EACH` or `KEY` is included even if nothing is there. */
export function templatePathsOf(root: MapNode, kind: Pick<KindRow, "podSets">): readonly FieldPath[] {
  return kind.podSets.flatMap((row) => matchesOf(root, row.at).map(({ path }) => path));
}

function boundTerm(term: CountTerm, chosen: FieldPath): CountTerm {
  if (chosen.length === 0) return term;
  const { unset, at: pattern, ...others } = term;
  const paths = Object.entries(others).map(([name, path]) => [name, bound(path, chosen)] as const);
  return { at: bound(pattern, chosen), unset, ...Object.fromEntries(paths) };
}

/** The role's own name; of a group without a name its key, or its place in the list. */
function roleOf(
  { object }: WorkloadObject,
  { role, at: pattern }: PodSetRow,
  path: FieldPath,
  chosen: FieldPath,
): string {
  if (typeof role === "string") return role;
  const depth = pattern.findLastIndex((step) => step === EACH || step === KEY) + 1;
  const named = role.from.length === 0 ? null : textAt(object.root, [...path.slice(0, depth), ...role.from]);
  return named ?? String(chosen.at(-1) ?? "");
}
