import { at, fields, isNullish, text } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { requirementsIn } from "./node-requirements.ts";
import { meetsCondition } from "./node-selector.ts";

/** A selector of nodes knows comparisons besides (kubernetes/apimachinery meta/v1 LabelSelectorOperator). */
const OPERATORS: readonly string[] = ["In", "NotIn", "Exists", "DoesNotExist"];

/**
 * True where a selector of pods, as affinity terms have it, selects these labels. One that is missing matches no pod, an
 * empty one every pod (kubernetes/api core/v1 PodAffinityTerm).
 */
export function selectsLabels(selector: YamlNode | null, labels: ReadonlyMap<string, string>): boolean {
  if (isNullish(selector)) return false;
  const equal = fields(at(selector, ["matchLabels"])).every(
    ({ name, value }) => labels.get(name) === text(value),
  );
  return (
    equal &&
    requirementsIn(selector, [], "matchExpressions").every(
      (one) => OPERATORS.includes(one.operator) && meetsCondition(one, labels.get(one.key)),
    )
  );
}
