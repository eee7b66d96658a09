import { isPartOfProduct } from "../../gpu/catalog/whole-gpus.ts";
import { tellsPart } from "../../gpu/labels/tells-part.ts";
import { isPositive } from "../../k8s/scheduling/node-requirements.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import { writtenConditions } from "./conditions.ts";

/** Where GPUs are shared or cut a node offers more of them than it has, and each is less than a GPU. */
export function selectsParts(pod: Pod, { catalog }: LintContext): boolean {
  return writtenConditions(pod).some(
    (one) => isPositive(one) && (tellsPart(catalog.label(one.key)) || one.values.some(isPartOfProduct)),
  );
}
