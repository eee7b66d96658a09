import type { Workload } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { ANNOTATION_PREFIX } from "../../profile/annotations.ts";
import { asScalar, at, fields } from "../../yaml/access.ts";
import { toJson } from "../../yaml/to-json.ts";
import { isNullScalar } from "../../yaml/tree.ts";
import { warn } from "../shared/diagnostics.ts";

/**
 * gpuify's annotations whose values are numbers or truth values to kubectl: the API server takes text only
 * (`cannot unmarshal number into Go struct field ObjectMeta.metadata.annotations of type string`).
 */
export function withoutQuotes({ object }: Workload): readonly Advice[] {
  const place = ["metadata", "annotations"];
  return fields(at(object.root, place)).flatMap(({ name, value }) => {
    const scalar = asScalar(value);
    if (!name.startsWith(ANNOTATION_PREFIX) || scalar === null || isNullScalar(scalar)) return [];
    const json = toJson(scalar);
    if (json.ok && json.text.startsWith('"')) return [];
    return [
      warn({ object }, [...place, name], {
        code: "annotation-not-text",
        message: `${name}: ${scalar.text} is not text, and the API server takes annotations as text only`,
        advice: `Put it in quotes: ${name}: "${scalar.text}".`,
      }),
    ];
  });
}
