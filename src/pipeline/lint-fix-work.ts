import type { Operation, PlacedOperation } from "../edit/operation.ts";
import type { Finding } from "../lint/finding.ts";
import type { OwnedOperation } from "./apply.ts";

/** What a finding's fix does to its document; empty where it has none. */
export function operationsOf(finding: Finding): readonly OwnedOperation<Finding>[] {
  const { object, fix } = finding;
  if (object === null || fix === null) return [];
  return fix.operations.map((operation) => ({ base: object.base, operation, owner: finding }));
}

/**
 * Fixes of one document that have nothing to do with each other, the first of those that have: no path of one lies
 * within a path of another, but two additions to one list may go together.
 */
export function compatible(findings: readonly Finding[]): readonly Finding[] {
  const taken: Place = { claim: null, below: new Map() };
  return findings.filter((finding) => {
    const own = operationsOf(finding).flatMap(claimsOf);
    if (own.some((claim) => collides(claim, taken))) return false;
    for (const claim of own) take(claim, taken);
    return true;
  });
}

/** A place that an operation needs for itself. */
interface Claim {
  readonly path: readonly (string | number)[];
  readonly op: Operation["op"];
}

/** What is taken at a path and below it. */
interface Place {
  claim: Operation["op"] | null;
  readonly below: Map<string | number, Place>;
}

/** A rename needs the place of its new name too: two fixes may give the same one. */
function claimsOf({ base, operation }: PlacedOperation): readonly Claim[] {
  const { op } = operation;
  const path = [...base, ...operation.path];
  return op === "rename"
    ? [path, [...path.slice(0, -1), operation.name]].map((one) => ({ path: one, op }))
    : [{ path, op }];
}

function collides({ path, op }: Claim, taken: Place): boolean {
  let place = taken;
  for (const step of path) {
    if (place.claim !== null) return true;
    const next = place.below.get(step);
    if (next === undefined) return false;
    place = next;
  }
  return place.below.size > 0 || (place.claim !== null && !(isAddition(op) && isAddition(place.claim)));
}

function take({ path, op }: Claim, taken: Place): void {
  let place = taken;
  for (const step of path) {
    const next = place.below.get(step) ?? { claim: null, below: new Map() };
    place.below.set(step, next);
    place = next;
  }
  place.claim ??= op;
}

function isAddition(op: Operation["op"]): boolean {
  return op === "append" || op === "prepend";
}
