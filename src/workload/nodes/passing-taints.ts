/** Set while a node comes up, goes down, is repaired or repartitioned, and on the control plane. */
const PASSING =
  /^(?:node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node-role\.kubernetes\.io|node\.cilium\.io|karpenter\.sh|node\.cluster\.x-k8s\.io)\/|^(?:ToBeDeleted|DeletionCandidate)|not-?ready|start-?up|unhealthy|agent-|^amd-dcm$/i;

/** True for a taint that comes and goes with the state of a node, or is not on nodes for pods: nothing to tolerate. */
export function isPassingTaint(key: string): boolean {
  return PASSING.test(key);
}
