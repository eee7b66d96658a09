import type { ContainerView } from "../../k8s/workload.ts";
import { unknownAccelerators } from "../../workload/accelerators.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { PodSetContext } from "./context.ts";

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
