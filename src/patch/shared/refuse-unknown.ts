import { declareResource } from "../../gpu/catalog/nearest-resource.ts";
import { podSetTitle } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import type { PodSetContext } from "./context.ts";
import { refuse } from "./diagnostics.ts";
import type { UnknownResource } from "./unknown-resources.ts";

/** A refusal that names the resource, and the key of the config that says what it is. */
export function refuseUnknown(
  { podSet }: PodSetContext,
  { container, name, path }: UnknownResource,
  stake: { readonly why: string; readonly otherwise: string },
): Refusal {
  return refuse(podSet, path, {
    code: "resource-unclear",
    message: `container "${container.name}" of ${podSetTitle(podSet)} asks for ${name}, but gpuify does not know whether that is a GPU`,
    why: stake.why,
    advice: declareResource(name, `, or ${stake.otherwise}`),
  });
}
