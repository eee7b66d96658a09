import { type KubeObject, objectTitle } from "../k8s/object.ts";
import type { Span } from "../kernel/span.ts";
import type { ReasonedOperation } from "../patch/shared/decision.ts";
import { at, nearestExisting } from "../yaml/access.ts";
import { formatPath, type YamlNode } from "../yaml/tree.ts";
import type { Change } from "./outcome.ts";

/** The record of an operation that was made, with the old text and its place; `role` as in `Change`. */
export function changeOf(object: KubeObject, operation: ReasonedOperation, role: string | null): Change {
  const { source, document } = object;
  const existing =
    operation.op === "set" || operation.op === "remove" ? at(object.root, operation.path) : null;
  const node = existing ?? nearestExisting(object.root, operation.path);
  const span = existing === null ? headOf(node) : node.span;
  const { line, column } = source.lines.position(span.start);
  const { title, namespace, base } = object.wrapper ?? {
    title: objectTitle(object),
    namespace: object.namespace,
    base: object.base,
  };
  const steps = [...object.base.slice(base.length), ...operation.path];
  return {
    file: source.name,
    object: title,
    namespace,
    document: document.index,
    role,
    step: operation.step,
    op: operation.op,
    path: formatPath(steps),
    steps,
    base,
    oldText: existing === null ? null : source.text.slice(existing.span.start, existing.span.end),
    newValue: operation.op === "remove" ? null : operation.value,
    reason: operation.reason,
    origin: operation.origin,
    sources: operation.sources ?? [],
    span,
    line,
    column,
  };
}

/** The record of a whole object that was added or removed beside `object`. */
export function objectChange(
  object: KubeObject,
  what: Pick<Change, "op" | "step" | "reason" | "origin" | "newValue"> & { readonly title: string },
): Change {
  const { source, document } = object;
  const span = headOf(object.root);
  const { line, column } = source.lines.position(span.start);
  const { title, ...rest } = what;
  return {
    file: source.name,
    object: title,
    namespace: object.namespace,
    document: document.index,
    role: null,
    path: "",
    steps: [],
    base: object.base,
    oldText: null,
    sources: [],
    span,
    line,
    column,
    ...rest,
  };
}

/** A block collection spans many lines: its first key or item is where a person looks. */
function headOf(node: YamlNode): Span {
  if (node.kind === "map" && !node.flow) return node.entries[0]?.key.span ?? node.span;
  if (node.kind === "seq" && !node.flow) return { start: node.span.start, end: node.span.start + 1 };
  return node.span;
}
