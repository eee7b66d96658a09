import type { Json, Operation } from "../../edit/operation.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { at, boolean, type Field, fields, integer, items, text } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";

const STABLE = "resource.k8s.io/v1";

/** Fields of a request that is no choice, in one line each; others can have comments and blocks of text in them. */
const PLAIN = new Map<string, (field: Field) => Json | null>([
  ["deviceClassName", ({ value }) => text(value)],
  ["allocationMode", ({ value }) => text(value)],
  ["count", ({ value }) => integer(value)],
  ["adminAccess", ({ value }) => boolean(value)],
]);

/**
 * What makes an object of a beta version of DRA one of `resource.k8s.io/v1`, or null where that cannot be said in a few
 * edits. v1beta2 has the same fields; v1beta1 has in the request itself what is under `exactly` in v1
 * (kubernetes/kubernetes api/openapi-spec).
 */
export function stableOperations(object: KubeObject): readonly Operation[] | null {
  const version: Operation = { op: "set", path: ["apiVersion"], value: STABLE };
  if (object.apiVersion === `${STABLE}beta2`) return [version];
  if (object.apiVersion !== `${STABLE}beta1`) return null;
  if (object.kind === "DeviceClass") return [version];
  const spec = object.kind === "ResourceClaimTemplate" ? ["spec", "spec"] : ["spec"];
  const path = [...spec, "devices", "requests"];
  const moved = items(at(object.root, path)).map((request, index) =>
    movedUnderExactly(fields(request), [...path, index]),
  );
  if (moved.some((operations) => operations === null)) return null;
  return [version, ...moved.flatMap((operations) => operations ?? [])];
}

function movedUnderExactly(request: readonly Field[], path: FieldPath): readonly Operation[] | null {
  const own = request.filter(({ name }) => name !== "name" && name !== "firstAvailable");
  const values = own.map((field): readonly [string, Json | null] => [
    field.name,
    PLAIN.get(field.name)?.(field) ?? null,
  ]);
  if (values.some(([, value]) => value === null)) return null;
  if (values.length === 0) return [];
  return [
    ...own.map(({ name }) => ({ op: "remove", path: [...path, name] }) as const),
    { op: "set", path: [...path, "exactly"], value: Object.fromEntries(values) },
  ];
}
