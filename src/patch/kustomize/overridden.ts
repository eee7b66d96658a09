import type { Json } from "../../edit/operation.ts";
import { items, textAt } from "../../k8s/access.ts";
import { isJsonMap, type JsonMap, jsonOf, sameJson } from "../../k8s/json.ts";
import { objectTitle } from "../../k8s/object.ts";
import { askPart, locatePart, mergeKeyOf, type ObjectPart } from "../../k8s/object-part.ts";
import { covers, tolerationView } from "../../k8s/scheduling/tolerations.ts";
import type { CodeAs } from "../../kernel/codes/code.ts";
import type { Advice, DiagnosticText } from "../../kernel/diagnostic.ts";
import { type FieldPath, formatPath, type YamlNode } from "../../yaml/tree.ts";
import type { DecisionContext } from "../shared/context.ts";
import type { Intent } from "../shared/decision.ts";
import { changeThePart, warnInPart } from "./part-notice.ts";

/**
 * Changes that do not survive the build, because a patch of a kustomization says something else at their place: a
 * value of its own, or a list that replaces the whole list. One warning for each field of a patch.
 */
export function overriddenByParts(
  { workload: { object } }: DecisionContext,
  intents: readonly Intent[],
): readonly Advice[] {
  const found = new Map<YamlNode, Advice>();
  for (const part of object.parts ?? [])
    for (const intent of intents)
      for (const { node, path } of lostIn(part, object.root, intent)) {
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

function lostIn(part: ObjectPart, root: YamlNode, intent: Intent): readonly Lost[] {
  const leaves = intent.op === "set" ? leavesOf(intent.path, intent.value) : [intent.path];
  return leaves.flatMap((path) => {
    const answer = askPart(part, root, path);
    if (answer.kind === "silent" || isKept(answer.node, path, intent)) return [];
    return [{ node: answer.node, path: intent.op === "set" ? path : intent.path }];
  });
}

/** The fields that a value sets; a map is merged field by field. */
function leavesOf(path: FieldPath, value: Json): readonly FieldPath[] {
  if (!isJsonMap(value) || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf([...path, name], inner));
}

/** True where the build has what the change wants all the same. */
function isKept(node: YamlNode, path: FieldPath, intent: Intent): boolean {
  switch (intent.op) {
    case "set":
      return sameJson(jsonOf(node), valueAt(intent.value, path.slice(intent.path.length)));
    case "append":
    case "prepend":
      return isItemKept(node, path, intent.value);
    case "remove":
      return false;
    default:
      return intent satisfies never;
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
