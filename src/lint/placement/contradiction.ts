import { RENAMED_LABELS } from "../../k8s/renamed-labels.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { isUnfilled } from "./conditions.ts";

/** The clouds' own label prefixes, which nobody else may write. */
const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^cloud\.google\.com\//, "GKE"],
  [/^(?:karpenter\.k8s\.aws|eks\.amazonaws\.com)\//, "EKS"],
  [/^(?:kubernetes|karpenter)\.azure\.com\//, "AKS"],
  [/^doks\.digitalocean\.com\//, "DigitalOcean"],
  [/^oci\.oraclecloud\.com\//, "OKE"],
];

/** Two conditions that no node meets both, with the reason. */
export interface Contradiction {
  readonly first: Requirement;
  readonly second: Requirement;
  /** A clause. */
  readonly reason: string;
}

/** The first pair of conditions, in the order given, that exclude each other; null where there is none. */
export function contradictionIn(conditions: readonly Requirement[]): Contradiction | null {
  for (const [index, second] of conditions.entries())
    for (const first of conditions.slice(0, index)) {
      const reason = sameKey(first, second) ? excludes(first, second) : otherCloud(first, second);
      if (reason !== null) return { first, second, reason };
    }
  return null;
}

function sameKey(a: Requirement, b: Requirement): boolean {
  return newName(a.key) === newName(b.key);
}

function newName(key: string): string {
  return RENAMED_LABELS.get(key) ?? key;
}

function excludes(a: Requirement, b: Requirement): string | null {
  if ([...a.values, ...b.values].some(isUnfilled)) return null;
  return oneWay(a, b) ?? oneWay(b, a) ?? range(a, b) ?? range(b, a);
}

function oneWay(a: Requirement, b: Requirement): string | null {
  if (b.operator === "DoesNotExist" && ["In", "Exists", "Gt", "Lt"].includes(a.operator))
    return "the label must be there, and must not";
  if (a.operator !== "In" || a.values.length === 0) return null;
  const left = a.values.filter((value) => isMet(value, b));
  return left.length > 0 ? null : "no value meets both";
}

function isMet(value: string, { operator, values }: Requirement): boolean {
  switch (operator) {
    case "In":
      return values.length === 0 || values.includes(value);
    case "NotIn":
      return !values.includes(value);
    case "Gt":
      return compare(value, values[0], (found, limit) => found > limit);
    case "Lt":
      return compare(value, values[0], (found, limit) => found < limit);
    default:
      return true;
  }
}

function compare(
  value: string,
  limit: string | undefined,
  holds: (found: bigint, limit: bigint) => boolean,
): boolean {
  if (limit === undefined || !isInteger(limit)) return true;
  return isInteger(value) && holds(BigInt(value), BigInt(limit));
}

function range(above: Requirement, below: Requirement): string | null {
  const [low, high] = [above.values[0], below.values[0]];
  if (above.operator !== "Gt" || below.operator !== "Lt" || low === undefined || high === undefined)
    return null;
  if (!isInteger(low) || !isInteger(high)) return null;
  return BigInt(high) - BigInt(low) > 1n ? null : "no number is between them";
}

/** A node belongs to one cloud. */
function otherCloud(a: Requirement, b: Requirement): string | null {
  if (!isPositive(a) || !isPositive(b)) return null;
  const [one, other] = [cloudOf(a.key), cloudOf(b.key)];
  if (one === null || other === null || one === other) return null;
  return `nodes of ${one} carry the one, and nodes of ${other} the other`;
}

function cloudOf(key: string): string | null {
  return CLOUDS.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}

function isInteger(text: string): boolean {
  return /^-?\d{1,18}$/.test(text);
}
