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

/** Conditions that nodes have to meet besides others, ready to be held against those. */
export interface EarlierConditions {
  readonly count: number;
  /** By label. */
  readonly onLabel: ReadonlyMap<string, readonly Earlier[]>;
  /** The first that only nodes of a cloud meet. */
  readonly ofCloud: ReadonlyMap<string, Earlier>;
}

const NONE: EarlierConditions = { count: 0, onLabel: new Map(), ofCloud: new Map() };

/** Conditions as what comes before others. */
export function earlierConditions(conditions: readonly Requirement[]): EarlierConditions {
  const found = new Collected(NONE);
  for (const condition of conditions) found.add(condition);
  return found.all();
}

/**
 * The first pair of conditions, in the order given, that exclude each other; null where there is none. The second of it is
 * one of `conditions`, the first may be one of those before.
 */
export function contradictionIn(
  conditions: readonly Requirement[],
  before: EarlierConditions = NONE,
): Contradiction | null {
  const found = new Collected(before);
  for (const second of conditions) {
    const name = newName(second.key);
    for (const { condition: first } of found.rivalsOf(second)) {
      const reason = newName(first.key) === name ? excludes(first, second) : otherCloud(first, second);
      if (reason !== null) return { first, second, reason };
    }
    found.add(second);
  }
  return null;
}

/** Conditions one after the other, on top of those before, which are not copied. */
class Collected {
  readonly #before: EarlierConditions;
  readonly #onLabel = new Map<string, Earlier[]>();
  readonly #ofCloud = new Map<string, Earlier>();
  #count: number;

  constructor(before: EarlierConditions) {
    this.#before = before;
    this.#count = before.count;
  }

  add(condition: Requirement): void {
    const earlier = { index: this.#count++, condition };
    const same = this.#onLabel.get(newName(condition.key));
    if (same === undefined) this.#onLabel.set(newName(condition.key), [earlier]);
    else if (same.length < MAX_ON_A_LABEL) same.push(earlier);
    const cloud = cloudBehind(condition);
    if (cloud !== null && !this.#ofCloud.has(cloud)) this.#ofCloud.set(cloud, earlier);
  }

  /** Those that may exclude a condition, in order: on the same label, or only on nodes of other clouds. */
  rivalsOf(condition: Requirement): readonly Earlier[] {
    const name = newName(condition.key);
    const cloud = cloudBehind(condition);
    const clouds = cloud === null ? [] : [...this.#before.ofCloud, ...this.#ofCloud];
    return [
      ...(this.#before.onLabel.get(name) ?? []),
      ...(this.#onLabel.get(name) ?? []),
      ...clouds.flatMap(([other, earlier]) => (other === cloud ? [] : [earlier])),
    ].sort((a, b) => a.index - b.index);
  }

  all(): EarlierConditions {
    return { count: this.#count, onLabel: this.#onLabel, ofCloud: this.#ofCloud };
  }
}

function cloudBehind(condition: Requirement): string | null {
  return isPositive(condition) ? cloudOf(condition.key) : null;
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
