import { asMap, asSeq, at, fields, items, member, textAt } from "../yaml/access.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";
import {
  type Computes,
  type CountTerm,
  EACH,
  type FieldPattern,
  KEY,
  type KindRow,
  type PodSetRow,
} from "./kind-row.ts";
import type { WorkloadKind } from "./kinds.ts";
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
  /** Where labels and annotations of the pods are; null where the kind has no place for them. */
  readonly labelsPath: FieldPath | null;
  readonly annotationsPath: FieldPath | null;
  readonly podSpec: MapNode;
  readonly podSpecPath: FieldPath;
  readonly containers: readonly ContainerView[];
}

/** A place that a pattern leads to: its path, and the items and keys that stand for `EACH` and `KEY` in it. */
interface PatternMatch {
  readonly path: FieldPath;
  readonly chosen: FieldPath;
}

/** The pod sets of one row, in the order of the manifest; none where the object has no pod spec there. */
export function podSetsOf(workload: WorkloadObject, row: PodSetRow): readonly PodSet[] {
  const { object, kind } = workload;
  if (row.versions !== undefined && !row.versions.includes(apiVersionOf(object))) return [];
  return matchesOf(object.root, row.at).flatMap(({ path, chosen }): readonly PodSet[] => {
    const podSpecPath = row.form === "spec" ? path : [...path, "spec"];
    const podSpec = asMap(at(object.root, podSpecPath));
    if (podSpec === null) return [];
    const role = roleOf(workload, row, path, chosen);
    const containers = [
      ...mainContainer(podSpec, podSpecPath, row, role),
      ...containersIn(podSpec, podSpecPath, "containers"),
      ...containersIn(podSpec, podSpecPath, "initContainers"),
    ];
    if (row.form === "spec" && containers.length === 0) return [];
    const jobPath = row.job === undefined ? null : bound(row.job, chosen);
    return [
      {
        // Field by field: a spread copy that grows costs more than all the rest.
        object,
        kind,
        row,
        role,
        computes: row.computesByName?.[role.toLowerCase()] ?? row.computes,
        counts: row.pods.map((term) => boundTerm(term, chosen)),
        jobSpec: jobPath === null ? null : asMap(at(object.root, jobPath)),
        jobPath,
        templatePath: path,
        labelsPath: metadataPath(row, path, "labels"),
        annotationsPath: metadataPath(row, path, "annotations"),
        podSpec,
        podSpecPath,
        containers,
      },
    ];
  });
}

/** The version in an apiVersion: `v1` of `apps/v1`. */
function apiVersionOf({ apiVersion }: KubeObject): string {
  return apiVersion.slice(apiVersion.indexOf("/") + 1);
}

function metadataPath(row: PodSetRow, path: FieldPath, field: "labels" | "annotations"): FieldPath | null {
  if (row.form !== "spec") return [...path, "metadata", field];
  const own = row[field];
  return own === undefined || own === null ? null : [...path, ...own];
}

/** Where an object of a kind has its pod templates; a path without `EACH` or `KEY` is included even if nothing is there. */
export function templatePathsOf(root: MapNode, kind: Pick<KindRow, "podSets">): readonly FieldPath[] {
  return kind.podSets.flatMap((row) => matchesOf(root, row.at).map(({ path }) => path));
}

/** True for a path that a pattern leads to, or that leads on from there. */
export function startsWithPattern(path: FieldPath, pattern: FieldPattern): boolean {
  return pattern.every((step, index) => {
    if (step === EACH) return typeof path[index] === "number";
    return step === KEY ? typeof path[index] === "string" : path[index] === step;
  });
}

/** Every place that a pattern leads to. */
function matchesOf(root: MapNode, pattern: FieldPattern): readonly PatternMatch[] {
  const start: readonly PatternMatch[] = [{ path: [], chosen: [] }];
  return pattern.reduce<readonly PatternMatch[]>(
    (matches, step) =>
      matches.flatMap(({ path, chosen }) =>
        stepsAt(root, path, step).map((one) => ({
          path: [...path, one],
          chosen: step === EACH || step === KEY ? [...chosen, one] : chosen,
        })),
      ),
    start,
  );
}

function stepsAt(root: MapNode, path: FieldPath, step: string | number): FieldPath {
  if (step === EACH) return (asSeq(at(root, path))?.items ?? []).map((_, index) => index);
  return step === KEY ? fields(at(root, path)).map(({ name }) => name) : [step];
}

function boundTerm(term: CountTerm, chosen: FieldPath): CountTerm {
  if (chosen.length === 0) return term;
  const { at: pattern, oneLessWith, least, most, unset } = term;
  return {
    at: bound(pattern, chosen),
    unset,
    ...(oneLessWith !== undefined && { oneLessWith: bound(oneLessWith, chosen) }),
    ...(least !== undefined && { least: bound(least, chosen) }),
    ...(most !== undefined && { most: bound(most, chosen) }),
  };
}

/** A pattern with the items and keys of a pod set in place of its own `EACH` and `KEY`. */
function bound(pattern: FieldPattern, chosen: FieldPath): FieldPath {
  let next = 0;
  return pattern.map((step) => (step === EACH || step === KEY ? (chosen[next++] ?? step) : step));
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

/** The container that stands beside the list of containers, under a name of its own. */
function mainContainer(
  podSpec: MapNode,
  podSpecPath: FieldPath,
  { main = [], mainName }: PodSetRow,
  role: string,
): readonly ContainerView[] {
  for (const field of main) {
    const isPod = field === POD_ITSELF;
    const node = isPod ? podSpec : asMap(member(podSpec, field));
    if (node === null) continue;
    const name = textAt(node, ["name"]) ?? mainName ?? (isPod ? role : field);
    const path = isPod ? podSpecPath : [...podSpecPath, field];
    return [{ name, image: textAt(node, ["image"]), node, path, role: "main" }];
  }
  return [];
}

/** Stands in `PodSetRow.main` for a pod and its container in one map. */
const POD_ITSELF = ".";

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
