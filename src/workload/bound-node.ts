import { nodeRequirements, type Requirement } from "../k8s/scheduling/node-requirements.ts";
import type { PodSet } from "../k8s/workload.ts";
import { textAt } from "../yaml/access.ts";

/** The label that tells one node from all others (kubernetes.io/docs/reference/labels-annotations-taints). */
export const HOST_NAME = "kubernetes.io/hostname";

/**
 * True for pods that say by name which nodes they run on: `nodeName`, the host name as a selector or in every term of the
 * required affinity, or the field `metadata.name` there. Whoever wrote that chose the nodes.
 */
export function namesItsNodes(podSet: PodSet): boolean {
  if ((textAt(podSet.podSpec, ["nodeName"]) ?? "") !== "") return true;
  const { selector, terms } = nodeRequirements(podSet);
  if (selector.some(namesHost)) return true;
  return (
    terms !== null &&
    terms.length > 0 &&
    terms.every(({ requirements, fields }) => requirements.some(namesHost) || fields.some(isIn))
  );
}

function namesHost(requirement: Requirement): boolean {
  return requirement.key === HOST_NAME && isIn(requirement);
}

function isIn({ operator }: Requirement): boolean {
  return operator === "In";
}
