import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import { type Diagnostic, INFORMED, REFUSED, WARNED } from "../../kernel/diagnostic.ts";
import { nearest } from "../../kernel/suggest.ts";
import {
  isLiteral,
  isNarrowed,
  isSelected,
  isWanted,
  type Scope,
  type WorkloadSelection,
} from "./selection.ts";
import { listTitles } from "./titles.ts";

type Literal = WorkloadSelection & { readonly name: string };

/**
 * What to say of flags that match nothing among the objects that they could mean; null where all is well. An error is a
 * usage error: an unpatched stream must not go on to the cluster because a name was mistyped. A selection by kind and
 * name must always match; a glob, labels and a namespace only where the scope says so.
 */
export function unmatchedNote(scope: Scope, objects: readonly KubeObject[]): Diagnostic | null {
  const literals = scope.select
    .filter(isLiteral)
    .filter((one) => !objects.some((object) => isWanted(object, { ...scope, select: [one] })));
  if (literals.length > 0) return notFound(literals, scope, objects);
  if (!isNarrowed(scope) || objects.some((object) => isWanted(object, scope))) return null;
  return nothingWanted(scope, objects);
}

function notFound(
  literals: readonly Literal[],
  { whenUnmatched }: Scope,
  objects: readonly KubeObject[],
): Diagnostic {
  const names = literals.map((one) => `--select ${objectTitle(one)}`).join(" and ");
  const isAccepted = whenUnmatched === "accept";
  const hints = [...new Set(literals.map((one) => hintFor(one, objects)))];
  return {
    ...(isAccepted ? INFORMED : REFUSED),
    code: "selection-not-found",
    message: `${names} ${literals.length === 1 ? "matches" : "match"} no workload in the input`,
    advice: [...hints, ...(isAccepted ? [] : [ALLOW])].join(" "),
  };
}

const ALLOW = "Pass --allow-empty if the workload may be missing.";

function hintFor(literal: Literal, objects: readonly KubeObject[]): string {
  const leftOut = objects.find((object) => isSelected(object, literal));
  if (leftOut !== undefined) return `${objectTitle(leftOut)} is in the input, but -n or -l excludes it.`;
  const near = nearestObject(literal, objects);
  if (near !== undefined) return `Did you mean ${objectTitle(near)}?`;
  return objects.length === 0
    ? "The input has no workloads."
    : `The workloads in the input are ${listTitles(objects.filter(({ role }) => role !== "part"))}.`;
}

/** A name like it of the same kind, else the very name of another kind, else a name like it of any kind. */
function nearestObject({ kind, name }: Literal, objects: readonly KubeObject[]): KubeObject | undefined {
  const ofKind = objects.filter((object) => object.kind.toLowerCase() === kind.toLowerCase());
  return (
    namedNearly(name, ofKind) ?? objects.find((object) => object.name === name) ?? namedNearly(name, objects)
  );
}

function namedNearly(name: string, objects: readonly KubeObject[]): KubeObject | undefined {
  const near = nearest(
    name,
    objects.map((object) => object.name),
  );
  return near === undefined ? undefined : objects.find((object) => object.name === near);
}

const HOW_BAD = { refuse: REFUSED, warn: WARNED, accept: INFORMED } as const;

function nothingWanted(scope: Scope, objects: readonly KubeObject[]): Diagnostic {
  const whenUnmatched = scope.whenUnmatched ?? "warn";
  const advice = [
    ...namespaceHints(scope, objects),
    ...(whenUnmatched === "refuse" ? ["Pass --allow-empty if the selection may match nothing."] : []),
  ];
  return {
    ...HOW_BAD[whenUnmatched],
    code: "nothing-to-patch",
    message: "no workload of the input matches the selection",
    ...(whenUnmatched === "refuse" && { why: "The manifests would be passed on unpatched." }),
    ...(advice.length > 0 && { advice: advice.join(" ") }),
  };
}

function namespaceHints({ namespace }: Scope, objects: readonly KubeObject[]): readonly string[] {
  if (namespace === null) return [];
  const known = new Set(objects.flatMap((object) => object.namespace ?? []));
  const near = known.has(namespace) ? undefined : nearest(namespace, known);
  return [
    ...(near === undefined ? [] : [`Did you mean the namespace ${near}?`]),
    "Objects without metadata.namespace do not match -n/--namespace.",
  ];
}
