import { askPart } from "../../k8s/object-part.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import type { Pod } from "../pod.ts";

/** What of a container says which program it starts, and how. */
const SAYING = ["image", "command", "args", "env", "envFrom"] as const;

/** True where a patch of a kustomization changes how a container starts its program: what comes of it is not read. */
export function hasPatchedCommand({ path }: ContainerView, { object }: Pod): boolean {
  return (object.parts ?? []).some((part) =>
    SAYING.some((field) => askPart(part, object.root, [...path, field]).kind !== "silent"),
  );
}
