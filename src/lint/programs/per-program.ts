import { askPart } from "../../k8s/object-part.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import { mayStartCounted } from "../../workload/programs/first-look.ts";
import type { LintContext } from "../context.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { type Check, perContainer, type RuleFinding } from "../rule.ts";

/** Fields of a container that say which program it starts, and how. */
const START_FIELDS = ["image", "command", "args", "env", "envFrom"] as const;

/**
 * A check of every container that may start a known program, and whose command is all in the manifest.
 * @param mayStart a first look at the container, without the tables of programs
 */
export function perProgram(
  find: (container: PodContainerView, pod: Pod, context: LintContext) => readonly RuleFinding[],
  mayStart: (container: ContainerView) => boolean = mayStartCounted,
): Check {
  return perContainer((container, pod, context) =>
    mayStart(container.view) && !hasPatchedCommand(container.view, pod) ? find(container, pod, context) : [],
  );
}

/** True if a patch of a kustomization changes how the container starts its program: the result is not read. */
function hasPatchedCommand({ path }: ContainerView, { object }: Pod): boolean {
  return (object.parts ?? []).some((part) =>
    START_FIELDS.some((field) => askPart(part, object.root, [...path, field]).kind !== "silent"),
  );
}
