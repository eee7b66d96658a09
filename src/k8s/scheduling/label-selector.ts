import { at, fields, isNullish, items, text, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";

/**
 * True where a selector of pods, as affinity terms have it, selects these labels. One that is missing matches no pod, an
 * empty one every pod (kubernetes/api core/v1 PodAffinityTerm).
 */
export function selectsLabels(selector: YamlNode | null, labels: ReadonlyMap<string, string>): boolean {
  if (isNullish(selector)) return false;
  const equal = fields(at(selector, ["matchLabels"])).every(
    ({ name, value }) => labels.get(name) === text(value),
  );
  return equal && items(at(selector, ["matchExpressions"])).every((one) => isMet(one, labels));
}

function isMet(expression: YamlNode, labels: ReadonlyMap<string, string>): boolean {
  const found = labels.get(textAt(expression, ["key"]) ?? "");
  const values = items(at(expression, ["values"])).map(text);
  switch (textAt(expression, ["operator"])) {
    case "In":
      return found !== undefined && values.includes(found);
    case "NotIn":
      return found === undefined || !values.includes(found);
    case "Exists":
      return found !== undefined;
    case "DoesNotExist":
      return found === undefined;
    default:
      return false;
  }
}
