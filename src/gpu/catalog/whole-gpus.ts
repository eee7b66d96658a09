import { WHOLE_GPU_EXPRESSIONS } from "../data/whole-gpus.ts";
import type { MatchExpression } from "../types.ts";

/** True for an expression that is written, just so, to keep a pod that asks for whole GPUs off parts of them. */
export function isWholeGpuExpression({ key, operator, values = [] }: MatchExpression): boolean {
  return WHOLE_GPU_EXPRESSIONS.some((one) => {
    const own = one.values ?? [];
    const isAlike = own.length === values.length && own.every((value) => values.includes(value));
    return one.key === key && one.operator === operator && isAlike;
  });
}
