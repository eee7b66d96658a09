import { type KubeObject, labelsOf } from "../../k8s/object.ts";
import { hasWildcard, matchesAnyGlob } from "../../kernel/glob/name-glob.ts";

/** A label selector in kubectl's syntax, parsed: all requirements must hold. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: "=" | "!=" | "in" | "notin" | "exists" | "!exists";
  readonly values: readonly string[];
}

/** One `--select KIND[/NAME]`: globs; case of the kind does not matter. */
export interface WorkloadSelection {
  readonly kind: string;
  readonly name: string | null;
}

/** Which workloads the user wants touched. Empty means the rule for a bare profile. */
export interface Scope {
  readonly all: boolean;
  readonly select: readonly WorkloadSelection[];
  readonly labels: readonly LabelRequirement[];
  readonly namespace: string | null;
  /** Flags win over annotations, `gpuify.dev/skip` among them. */
  readonly override?: boolean;
  /**
   * What becomes of a run whose selection matches nothing: `warn` where nothing else is said. A selection by kind and
   * name that matches nothing is refused unless it is `accept`.
   */
  readonly whenUnmatched?: "refuse" | "warn" | "accept";
  /** Some of the input could not be read, and the rest may be patched: who is alone now may not be the only one. */
  readonly isPartlyUnread?: boolean;
}

/** The flags say which workloads are meant. */
export function isNarrowed(scope: Scope): boolean {
  return scope.select.length > 0 || scope.labels.length > 0 || scope.namespace !== null;
}

/** True where no flag leaves the object out. */
export function isWanted(object: KubeObject, scope: Scope): boolean {
  if (scope.select.length > 0 && !scope.select.some((one) => isSelected(object, one))) return false;
  if (scope.namespace !== null && object.namespace !== scope.namespace) return false;
  const labels = labelsOf(object);
  return scope.labels.every((requirement) => holds(requirement, labels));
}

/** True where the selection means the object. */
export function isSelected(object: KubeObject, one: WorkloadSelection): boolean {
  if (!matchesAnyGlob(one.kind.toLowerCase(), object.kind.toLowerCase())) return false;
  return one.name === null || matchesAnyGlob(one.name, object.name);
}

/** A selection by kind and name without a wildcard: the user means one very object. */
export function isLiteral(one: WorkloadSelection): one is WorkloadSelection & { readonly name: string } {
  return one.name !== null && !hasWildcard(one.kind) && !hasWildcard(one.name);
}

/** True where a literal selection means the object. */
export function isSelectedByName(object: KubeObject, scope: Scope): boolean {
  return scope.select.some((one) => isLiteral(one) && isSelected(object, one));
}

/** As kubectl matches: `!=` and `notin` also hold where the label is missing. */
function holds(requirement: LabelRequirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(requirement.key);
  const { operator, values } = requirement;
  switch (operator) {
    case "=":
    case "in":
      return value !== undefined && values.includes(value);
    case "!=":
    case "notin":
      return value === undefined || !values.includes(value);
    case "exists":
      return value !== undefined;
    case "!exists":
      return value === undefined;
    default:
      return operator satisfies never;
  }
}
