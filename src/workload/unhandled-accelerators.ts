import type { Catalog } from "../gpu/types.ts";
import { apiGroup, kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { isAssertionKey } from "../k8s/other-tools.ts";
import { asMap, asSeq, type Field, fields, member } from "../yaml/access.ts";
import type { FieldPath, YamlNode } from "../yaml/tree.ts";
import { amountOf, looksLikeAccelerator } from "./accelerators.ts";
import { keysWithoutPods, onlyMentions } from "./data/tables.ts";

/** An accelerator that an object of an unknown kind asks for. */
export interface UnhandledAsk {
  readonly resource: string;
  /** As it is written: `4`, `${GPUS}`. */
  readonly amount: string;
  /** From the object's top to the amount. */
  readonly path: FieldPath;
}

/** An object that asks for accelerators and whose kind has no row in `WORKLOAD_KINDS`. */
export interface UnhandledObject {
  readonly object: KubeObject;
  /** In the order of the text; at least one. */
  readonly asks: readonly UnhandledAsk[];
}

/** The objects of unknown kinds that ask for an accelerator. */
export function unhandledAmong(objects: readonly KubeObject[], catalog: Catalog): readonly UnhandledObject[] {
  return objects.flatMap((object) => {
    const asks = unhandledAsks(object, catalog);
    return asks.length === 0 ? [] : [{ object, asks }];
  });
}

/**
 * What an object of an unknown kind asks for: `limits` or `requests` that name an accelerator, under `resources` or
 * `computeResources`, in a list of containers or elsewhere. In 130 repositories that found nine of ten pods with GPUs of
 * custom resources, and two maps that were none. Empty for kinds that are handled, for kinds that only mention
 * accelerators, and for what tests compare objects with. An amount of zero is none.
 */
export function unhandledAsks(object: KubeObject, catalog: Catalog): readonly UnhandledAsk[] {
  const { apiVersion, kind, root } = object;
  const row = kindOf(object);
  if ((row !== null && row.isByShape !== true) || onlyMentions(apiGroup(apiVersion), kind)) return [];
  const search: Search = { catalog, found: [], left: MOST_NODES, isAssertion: false };
  look(root, [], search);
  return search.isAssertion ? [] : search.found;
}

/** Objects that people write have some hundred nodes; aliases can make few lines stand for many. */
const MOST_NODES = 200_000;
/** As deep as documents are read; aliases can lead deeper. */
const DEEPEST = 100;

interface Search {
  readonly catalog: Catalog;
  readonly found: UnhandledAsk[];
  left: number;
  isAssertion: boolean;
}

function look(node: YamlNode, path: FieldPath, search: Search): void {
  search.left--;
  if (search.left < 0 || path.length > DEEPEST || search.isAssertion) return;
  const items = asSeq(node)?.items ?? [];
  for (const [index, item] of items.entries()) look(item, [...path, index], search);
  for (const field of fields(node)) lookAtField(field, [...path, field.name], search);
}

function lookAtField({ name, value }: Field, path: FieldPath, search: Search): void {
  if (isAssertionKey(name)) {
    search.isAssertion = true;
    return;
  }
  if (keysWithoutPods().has(name)) return;
  const isRequirements = name === "resources" || name === "computeResources";
  const asks = isRequirements ? asksIn(value, path, search.catalog) : [];
  if (asks.length > 0) search.found.push(...asks);
  else look(value, path, search);
}

/** Of resource requirements: the devices, or where there are none the shares of one. */
function asksIn(requirements: YamlNode, path: FieldPath, catalog: Catalog): readonly UnhandledAsk[] {
  if (asMap(requirements) === null) return [];
  const asks = new Map<string, UnhandledAsk & { readonly isShare: boolean }>();
  for (const section of ["limits", "requests"] as const)
    for (const { name, value } of fields(member(requirements, section))) {
      const role = asks.has(name) ? null : roleOf(name, catalog);
      const amount = role === null ? null : amountText(value);
      if (amount === null) continue;
      asks.set(name, {
        resource: name,
        amount,
        path: [...path, section, name],
        isShare: role === "share",
      });
    }
  const devices = [...asks.values()].filter(({ isShare }) => !isShare);
  return (devices.length > 0 ? devices : [...asks.values()]).map(({ resource, amount, path: place }) => ({
    resource,
    amount,
    path: place,
  }));
}

/** Of a resource of unknown vendors only the name tells; memory and cores of a device are shares of it. */
function roleOf(resource: string, catalog: Catalog): "device" | "share" | null {
  const meaning = catalog.resource(resource);
  if (meaning === null) {
    if (!looksLikeAccelerator(resource, catalog)) return null;
    return /mem|core|percent/i.test(resource) ? "share" : "device";
  }
  switch (meaning.kind) {
    case "companion":
      return null;
    case "slice":
      return "share";
    case "whole":
    case "shared":
    case "mig":
    case "partition":
      return "device";
    default:
      return meaning.kind satisfies never;
  }
}

/** Null for zero. */
function amountText(value: YamlNode): string | null {
  const amount = amountOf(value);
  if (amount.kind !== "whole") return amount.text;
  return amount.count === 0 ? null : String(amount.count);
}
