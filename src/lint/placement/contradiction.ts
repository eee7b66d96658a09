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

/** How many conditions on one label are held against each other: far more than anybody writes. */
const MAX_ON_A_LABEL = 50;

/** A condition that was there before, and where. */
interface Earlier {
  readonly index: number;
  readonly condition: Requirement;
}

/** The first pair of conditions, in the order given, that exclude each other; null where there is none. */
export function contradictionIn(conditions: readonly Requirement[]): Contradiction | null {
  const onLabel = new Map<string, Earlier[]>();
  const ofCloud = new Map<string, Earlier>();
  for (const [index, second] of conditions.entries()) {
    const name = newName(second.key);
    const cloud = isPositive(second) ? cloudOf(second.key) : null;
    const same = onLabel.get(name) ?? [];
    const found = [...same, ...otherClouds(cloud, ofCloud)].sort((a, b) => a.index - b.index);
    for (const { condition: first } of found) {
      const reason = newName(first.key) === name ? excludes(first, second) : otherCloud(first, second);
      if (reason !== null) return { first, second, reason };
    }
    if (same.length < MAX_ON_A_LABEL) onLabel.set(name, [...same, { index, condition: second }]);
    if (cloud !== null && !ofCloud.has(cloud)) ofCloud.set(cloud, { index, condition: second });
  }
  return null;
}

/** The first condition for each of the other clouds. */
function otherClouds(cloud: string | null, ofCloud: ReadonlyMap<string, Earlier>): readonly Earlier[] {
  return cloud === null
    ? []
    : [...ofCloud].filter(([other]) => other !== cloud).map(([, earlier]) => earlier);
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
  const others = new Set(b.values);
  const left = a.values.filter((value) => isMet(value, b, others));
  return left.length > 0 ? null : "no value meets both";
}

/** `all` are the values of the condition, to look up. */
function isMet(value: string, { operator, values }: Requirement, all: ReadonlySet<string>): boolean {
  switch (operator) {
    case "In":
      return all.size === 0 || all.has(value);
    case "NotIn":
      return !all.has(value);
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
