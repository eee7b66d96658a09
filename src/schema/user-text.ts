import { MOST_QUOTED, shortened } from "../kernel/words.ts";
import { type FieldPath, formatPath } from "../yaml/tree.ts";

/** A field in a message, such as `rules[0].match`. */
export function fieldName(path: FieldPath): string {
  return `\`${formatPath(path.map((step) => (typeof step === "number" ? step : shortened(step, MOST_QUOTED))))}\``;
}
