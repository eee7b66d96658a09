/** Set while a node comes up, goes down, is repaired or repartitioned, and on the control plane. */
const PASSING = [
  /^(?:node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node-role\.kubernetes\.io|node\.cilium\.io|karpenter\.sh|node\.cluster\.x-k8s\.io)\//,
  /^(?:ToBeDeleted|DeletionCandidate)/,
  // Agents that have to start first: `ebs.csi.aws.com/agent-not-ready`, and what GPU operators write while they work.
  /(?:^|[/.-])agent-not-?ready$|(?:^|\/)(?:not-?ready|unhealthy|startup)$|-unhealthy$|^amd-dcm$/i,
];

/** True for a taint that comes and goes with the state of a node, or is not on nodes for pods: nothing to tolerate. */
export function isPassingTaint(key: string): boolean {
  return PASSING.some((pattern) => pattern.test(key));
}
