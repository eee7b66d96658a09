import type { Json } from "../../edit/operation.ts";
import { isJsonMap, type JsonMap, jsonOf, sameJson } from "../../k8s/json.ts";
import { objectTitle } from "../../k8s/object.ts";
import { askPart, locatePart, mergeKeyOf, type ObjectPart } from "../../k8s/object-part.ts";
import { covers, tolerationView } from "../../k8s/scheduling/tolerations.ts";
import type { CodeAs } from "../../kernel/codes/code.ts";
import type { Advice, DiagnosticText } from "../../kernel/diagnostic.ts";
import { items, textAt } from "../../yaml/access.ts";
import { type FieldPath, formatPath, type YamlNode } from "../../yaml/tree.ts";
import type { DecisionContext } from "../shared/context.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { changeThePart, warnInPart } from "./part-diagnostics.ts";

/**
 * Changes that do not survive the build, because a patch of a kustomization says something else at their place: a
 * value of its own, or a list that replaces the whole list. One warning for each field of a patch.
 */
export function overriddenByParts(
  { workload: { object } }: DecisionContext,
  operations: readonly ReasonedOperation[],
): readonly Advice[] {
  const found = new Map<YamlNode, Advice>();
  for (const part of object.parts ?? [])
    for (const operation of operations)
      for (const { node, path } of lostIn(part, object.root, operation)) {
        if (found.has(node)) continue;
        const title = objectTitle(object);
        const notice: DiagnosticText<CodeAs<"warning">> = {
          code: "kustomize-part-wins",
          message: `${part.source.name} sets ${formatPath(path)} of ${title}, so the build drops the change to it in ${object.source.name}`,
          advice: changeThePart(part.source.name),
        };
        found.set(node, warnInPart(locatePart(part, node), notice));
      }
  return [...found.values()];
}

interface Lost {
  readonly node: YamlNode;
  readonly path: FieldPath;
}

function lostIn(part: ObjectPart, root: YamlNode, operation: ReasonedOperation): readonly Lost[] {
  const leaves = operation.op === "set" ? leavesOf(operation.path, operation.value) : [operation.path];
  return leaves.flatMap((path) => {
    const answer = askPart(part, root, path);
    if (answer.kind === "silent" || isKept(answer.node, path, operation)) return [];
    return [{ node: answer.node, path: operation.op === "set" ? path : operation.path }];
  });
}

/** The fields that a value sets; a map is merged field by field. */
function leavesOf(path: FieldPath, value: Json): readonly FieldPath[] {
  if (!isJsonMap(value) || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf([...path, name], inner));
}

/** True where the build has what the change wants all the same. */
function isKept(node: YamlNode, path: FieldPath, operation: ReasonedOperation): boolean {
  switch (operation.op) {
    case "set":
      return sameJson(jsonOf(node), valueAt(operation.value, path.slice(operation.path.length)));
    case "append":
    case "prepend":
      return isItemKept(node, path, operation.value);
    case "remove":
      return false;
    default:
      return operation satisfies never;
  }
}

function valueAt(value: Json, path: FieldPath): Json {
  let current = value;
  for (const step of path) current = isJsonMap(current) ? ((current as JsonMap)[step] ?? null) : null;
  return current;
}

/** A merged list keeps an item whose key the patch does not name; a replaced one must have it, or one that does its work. */
function isItemKept(list: YamlNode, path: FieldPath, item: Json): boolean {
  const same = items(list).some((own) => sameJson(jsonOf(own), item));
  if (same) return true;
  const key = mergeKeyOf(path.at(-1));
  if (key !== null) {
    const name = isJsonMap(item) ? item[key] : undefined;
    return !items(list).some((own) => textAt(own, [key]) === String(name));
  }
  if (path.at(-1) !== "tolerations" || !isJsonMap(item)) return false;
  const text = (name: string): string | null => (item[name] === undefined ? null : String(item[name]));
  const wanted = {
    key: text("key"),
    operator: text("operator"),
    value: text("value"),
    effect: text("effect"),
  };
  return items(list).some((own) => covers(tolerationView(own), wanted));
}
