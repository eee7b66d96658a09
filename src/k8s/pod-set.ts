import { asMap, asSeq, at, fields, items, member, textAt } from "../yaml/access.ts";
import type { FieldPath, MapNode } from "../yaml/tree.ts";
import { EACH, type FieldPattern, KEY, type KindRow, type PodSetRow } from "./kind-row.ts";
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
  /** The JobSpec of batch/v1, for kinds that have one, else null. */
  readonly jobSpec: MapNode | null;
}

/** One group of like pods of a workload, with its pod template opened. Paths start at the object's top. */
export interface PodSet extends WorkloadObject {
  readonly row: PodSetRow;
  /** Its part in the workload; empty where the kind has one set of pods that needs no name. */
  readonly role: string;
  /** Where the numbers are whose product is the number of pods, and what counts where one is not written. */
  readonly counts: readonly { readonly path: FieldPath; readonly unset: number }[];
  /** The pod template; for a bare Pod the object itself. */
  readonly template: MapNode | null;
  readonly templatePath: FieldPath;
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
  return matchesOf(workload.object.root, row.at).flatMap(({ path, chosen }): readonly PodSet[] => {
    const template = asMap(at(workload.object.root, path));
    const podSpec = asMap(member(template, "spec"));
    if (podSpec === null) return [];
    const podSpecPath = [...path, "spec"];
    return [
      {
        // Field by field: a spread copy that grows costs more than all the rest.
        object: workload.object,
        kind: workload.kind,
        jobSpec: workload.jobSpec,
        row,
        role: roleOf(workload, row, path, chosen),
        counts: row.pods.map(({ at: pattern, unset }) => ({ path: bound(pattern, chosen), unset })),
        template,
        templatePath: path,
        podSpec,
        podSpecPath,
        containers: [
          ...containersIn(podSpec, podSpecPath, "containers"),
          ...containersIn(podSpec, podSpecPath, "initContainers"),
        ],
      },
    ];
  });
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
