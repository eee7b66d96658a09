import { type AffinityTerm, matchingTerms, nodeRequirements } from "../k8s/scheduling/node-requirements.ts";
import type { SelectorRequirement } from "../k8s/scheduling/types.ts";
import type { PodSet } from "../k8s/workload.ts";
import { textAt } from "../yaml/access.ts";

/** The label with the name of a node (kubernetes.io: Well-Known Labels). */
export const HOST_NAME = "kubernetes.io/hostname";

/** True for pods that somebody bound to nodes by name: by `nodeName`, or by a required condition on the host's name. */
export function isBoundToNode(podSet: PodSet): boolean {
  if (textAt(podSet.podSpec, ["nodeName"])) return true;
  const now = nodeRequirements(podSet);
  if (now.selector.some(namesHost)) return true;
  const real = matchingTerms(now);
  return real.length > 0 && real.every(namesNode);
}

function namesNode({ requirements, fields }: AffinityTerm): boolean {
  return (
    requirements.some(namesHost) ||
    fields.some(({ key, operator }) => key === "metadata.name" && operator === "In")
  );
}

function namesHost({ key, operator }: SelectorRequirement): boolean {
  return key === HOST_NAME && operator === "In";
}
