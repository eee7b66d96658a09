import { declareResource } from "../../gpu/catalog/nearest-resource.ts";
import { type ContainerView, podSetTitle } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import { unknownAccelerators } from "../../workload/accelerators.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { PodSetContext } from "./context.ts";
import { refuse } from "./diagnostics.ts";

/** A resource that a container asks for and that may be a GPU or not. */
export interface UnknownResource {
  readonly container: ContainerView;
  readonly name: string;
  readonly path: FieldPath;
}

/** Every resource of the pod that may be an accelerator or not. */
export function unknownResources({ podSet, catalog }: PodSetContext): readonly UnknownResource[] {
  return podSet.containers.flatMap((container) =>
    unknownAccelerators(container, catalog).map((one) => ({ container, ...one })),
  );
}

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
