import type { Json } from "../../edit/operation.ts";
import type { MatchExpression } from "../../gpu/types.ts";

/** A condition on nodes as it is written. */
export function expressionJson({ key, operator, values }: MatchExpression): Json {
  return values === undefined ? { key, operator } : { key, operator, values: [...values] };
}
