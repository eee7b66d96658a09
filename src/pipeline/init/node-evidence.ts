import type { Catalog } from "../../gpu/types.ts";
import type { GpuNode } from "./gpu-nodes.ts";
import { guessPlatforms, type PlatformEvidence } from "./guess-platform.ts";
import { COMPONENTS, platformsOfKey, platformsOfVersion } from "./platform-marks.ts";
import type { ClusterNode } from "./read-nodes.ts";

/**
 * What nodes say about the platform, one piece each: the platform that explains most of a node's labels. A cluster
 * has nodes of several makes (Karpenter runs on a node group), so where there are GPU nodes only they count.
 */
export function nodeEvidence(
  nodes: readonly ClusterNode[],
  gpus: readonly GpuNode[],
  catalog: Catalog,
): readonly PlatformEvidence[] {
  const ofGpus = gpus.flatMap(({ node }) => ofNode(node, catalog) ?? []);
  return ofGpus.length > 0 ? ofGpus : nodes.flatMap((node) => ofNode(node, catalog) ?? []);
}

function ofNode(node: ClusterNode, catalog: Catalog): PlatformEvidence | null {
  const byLabel = [...node.labels].map(([key, value]): PlatformEvidence => {
    const platforms = platformsOfKey(key, [value], catalog);
    const shown = catalog.label(key) === null ? key : `${key}=${value}`;
    return { platforms, text: `node ${node.name} has the label ${shown}` };
  });
  const byTaint = node.taints.map(
    ({ key }): PlatformEvidence => ({
      platforms: platformsOfKey(key, [], catalog),
      text: `node ${node.name} has the taint ${key}`,
    }),
  );
  const byVersion: PlatformEvidence = {
    platforms: platformsOfVersion(node.kubelet),
    text: `node ${node.name} runs kubelet ${node.kubelet}`,
  };
  const byName: PlatformEvidence = {
    // GKE calls the nodes of Autopilot so (docs.cloud.google.com: kubernetes-engine, Autopilot).
    platforms: node.name.startsWith("gk3-") ? ["gke-autopilot"] : [],
    text: `the name of node ${node.name} begins with gk3-`,
  };
  const { best } = guessPlatforms([...byLabel, ...byTaint, byVersion, byName]);
  if (best === null) return null;
  const [first] = [...best.evidence].sort((a, b) => a.platforms.length - b.platforms.length);
  const platforms = best.platform === "generic" ? COMPONENTS : [best.platform];
  return first === undefined ? null : { platforms, text: first.text };
}
