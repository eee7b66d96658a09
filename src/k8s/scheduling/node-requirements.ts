import { memoized } from "../../kernel/memoized.ts";
import { asMap, at, fields, isNullish, items, member, text, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { PodSet } from "../workload.ts";
import type { SelectorRequirement } from "./types.ts";

/** One condition on nodes that a pod must meet, and where it is written: an entry of `nodeSelector`, or one of the affinity. */
export interface Requirement extends SelectorRequirement {
  readonly path: FieldPath;
}

/** A term of the required node affinity. Terms are OR-ed, the requirements of one term AND-ed. */
export interface AffinityTerm {
  readonly path: FieldPath;
  /** Conditions on labels. */
  readonly requirements: readonly Requirement[];
  /** Conditions on node fields such as the name. */
  readonly fields: readonly Requirement[];
  /** It also matches on node fields. */
  readonly hasFields: boolean;
}

/** What a pod says about its nodes. */
export interface NodeRequirements {
  readonly selector: readonly Requirement[];
  /** Null where there is no required node affinity at all. */
  readonly terms: readonly AffinityTerm[] | null;
  readonly requiredPath: FieldPath;
}

/** What `nodeSelector` and the required node affinity say. */
export const nodeRequirements = memoized(readNodeRequirements);

function readNodeRequirements(podSet: PodSet): NodeRequirements {
  const { podSpec, podSpecPath } = podSet;
  const inPod: FieldPath = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
  const required = asMap(at(podSpec, inPod));
  const requiredPath = [...podSpecPath, ...inPod];
  const termsPath = [...requiredPath, "nodeSelectorTerms"];
  const terms = items(member(required, "nodeSelectorTerms")).map((term, index): AffinityTerm => {
    const path = [...termsPath, index];
    const onFields = requirementsIn(term, path, "matchFields");
    return {
      path,
      requirements: requirementsIn(term, path, "matchExpressions"),
      fields: onFields,
      hasFields: onFields.length > 0,
    };
  });
  const selectorPath = [...podSpecPath, "nodeSelector"];
  return {
    selector: fields(member(podSpec, "nodeSelector")).map(({ name, value }) => ({
      key: name,
      operator: "In",
      values: [text(value) ?? ""],
      path: [...selectorPath, name],
    })),
    terms: required === null ? null : terms,
    requiredPath,
  };
}

/** The conditions in a list of a term, with their places. */
export function requirementsIn(
  term: YamlNode | null,
  termPath: FieldPath,
  list: "matchExpressions" | "matchFields",
): readonly Requirement[] {
  return items(member(term, list)).map((condition, index) => ({
    key: textAt(condition, ["key"]) ?? "",
    operator: textAt(condition, ["operator"]) ?? "",
    values: items(member(condition, "values")).flatMap((value) =>
      isNullish(value) ? "" : (text(value) ?? []),
    ),
    path: [...termPath, list, index],
  }));
}

/** A term without any condition matches no node at all (kubernetes/api core/v1 NodeSelectorTerm). */
export function isVoidTerm(term: AffinityTerm): boolean {
  return term.requirements.length === 0 && !term.hasFields;
}

/** The terms that some node could match. */
export function matchingTerms({ terms }: NodeRequirements): readonly AffinityTerm[] {
  return (terms ?? []).filter((term) => !isVoidTerm(term));
}

/** All conditions on labels as they are written, those of all terms: with several terms none of theirs must hold. */
export function allRequirements({ selector, terms }: NodeRequirements): readonly Requirement[] {
  return [...selector, ...(terms ?? []).flatMap(({ requirements }) => requirements)];
}

/** True for a condition that no node without the label meets. */
export function isPositive({ operator }: SelectorRequirement): boolean {
  return ["In", "Exists", "Gt", "Lt"].includes(operator);
}

/** True for a condition that nodes without the label meet too: it keeps pods off nodes and selects none. */
export function isAvoidance({ operator }: Pick<SelectorRequirement, "operator">): boolean {
  return operator === "NotIn" || operator === "DoesNotExist";
}

/** Requirements of a required affinity that has one term: with several, none of them must hold. */
export function commonRequirements({ terms }: NodeRequirements): readonly Requirement[] {
  const [only, ...others] = terms ?? [];
  return only === undefined || others.length > 0 ? [] : only.requirements;
}

/** True for a pod that only some of the nodes can run, by its selector or its required affinity. */
export function selectsNodes(nodes: NodeRequirements): boolean {
  return nodes.selector.length > 0 || commonRequirements(nodes).length > 0;
}
