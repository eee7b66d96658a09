import { asScalar, fields } from "../../yaml/access.ts";
import { toJson } from "../../yaml/to-json.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import { addQuantities, compareQuantities, parseQuantity, type Quantity, roundedUp } from "../quantity.ts";
import { isExtendedResource } from "./resource-names.ts";
import type { SchedulingRejection } from "./types.ts";

/** Amounts by resource name. */
export type Amounts = ReadonlyMap<string, Quantity>;

/** The amounts of a map of resources and the problems with the others. */
export interface AmountsRead {
  readonly amounts: Amounts;
  readonly problems: readonly SchedulingRejection[];
}

const ZERO: Quantity = { numerator: 0n, denominator: 1n };

/**
 * Reads `limits`, `requests`, `overhead`, `allocatable` and the like as the API server does: scalars judged as
 * kubectl judges them, null is zero, and every amount is rounded up to a thousandth. What the server refuses
 * is a problem: no quantity, a negative one, a fraction of an extended resource.
 * Sources: kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go (UnmarshalJSON),
 * pkg/apis/core/v1/defaults.go (SetDefaults_ResourceList), pkg/apis/core/validation/validation.go
 * (ValidateResourceQuantityValue).
 */
export function readAmounts(node: YamlNode | null, path: FieldPath): AmountsRead {
  return readEntries(fields(node).map(({ name, value }) => ({ name, value, path: [...path, name] })));
}

/** The same of entries that were collected before. */
export function readEntries(
  entries: readonly { readonly name: string; readonly value: YamlNode; readonly path: FieldPath }[],
): AmountsRead {
  const amounts = new Map<string, Quantity>();
  const problems: SchedulingRejection[] = [];
  for (const { name, value, path } of entries) {
    const quantity = readQuantity(value);
    const kind = problemWith(name, quantity);
    if (kind === null && quantity !== null) amounts.set(name, roundedUp(quantity, 1000n));
    else if (kind !== null) problems.push({ kind, resource: name, text: asScalar(value)?.text ?? "", path });
  }
  return { amounts, problems };
}

function readQuantity(node: YamlNode): Quantity | null {
  const json = toJson(node);
  if (!json.ok) return null;
  if (json.text === "null") return ZERO;
  return parseQuantity(json.text.startsWith('"') ? (JSON.parse(json.text) as string) : json.text);
}

function problemWith(
  resource: string,
  quantity: Quantity | null,
): "unreadable" | "negative" | "fraction" | null {
  if (quantity === null) return "unreadable";
  if (quantity.numerator < 0n) return "negative";
  const isWhole = quantity.numerator % quantity.denominator === 0n;
  return isExtendedResource(resource) && !isWhole ? "fraction" : null;
}

/** Both amounts together, resource by resource. */
export function sum(a: Amounts, b: Amounts): Amounts {
  return combined(a, b, addQuantities);
}

/** The larger amount of each resource. */
export function larger(a: Amounts, b: Amounts): Amounts {
  return combined(a, b, (left, right) => (compareQuantities(left, right) < 0 ? right : left));
}

function combined(a: Amounts, b: Amounts, combine: (left: Quantity, right: Quantity) => Quantity): Amounts {
  const result = new Map(a);
  for (const [resource, quantity] of b) {
    const other = result.get(resource);
    result.set(resource, other === undefined ? quantity : combine(other, quantity));
  }
  return result;
}
