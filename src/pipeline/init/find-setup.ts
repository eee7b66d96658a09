import type { Catalog } from "../../gpu/types.ts";
import { surroundingsOf } from "../../workload/surroundings.ts";
import { unhandledAmong } from "../../workload/unhandled-accelerators.ts";
import { allObjects, workloadsAmong } from "../decide-all.ts";
import { type LoadedFile, loadFiles } from "../input/load.ts";
import type { ManifestInput } from "../input/manifest-input.ts";
import type { ClusterFindings, InitFindings, ManifestFindings } from "./findings.ts";
import { type GpuNode, type NodeKinds, sortNodes } from "./gpu-nodes.ts";
import { guessPlatforms, type PlatformEvidence, type PlatformGuesses } from "./guess-platform.ts";
import { manifestEvidence } from "./manifest-evidence.ts";
import { nodeEvidence } from "./node-evidence.ts";
import { groupNodes } from "./node-groups.ts";
import { genericOfVendor, onlyVendor, vendorToName } from "./only-vendor.ts";
import { baseName, proposePlatform } from "./propose-platform.ts";
import { pathBelow, proposeRules } from "./propose-rules.ts";
import { type ClusterNode, readNodes } from "./read-nodes.ts";
import { recogniseAll } from "./recognise.ts";

/**
 * Looks at manifests and, where there are any, at nodes (`kubectl get nodes -o json`), and says what a config for them
 * would hold. Pure. The catalog has to have its models.
 * @throws Failure (cluster) when the text is no list of nodes.
 */
export function findSetup(
  inputs: readonly ManifestInput[],
  nodesJson: string | null,
  catalog: Catalog,
): InitFindings {
  const files = loadFiles(inputs, { strict: false });
  const objects = allObjects(files);
  const { workloads } = workloadsAmong(objects);
  const nodes = nodesJson === null ? null : readNodes(nodesJson);
  const kinds = nodes === null ? null : sortNodes(nodes, catalog);
  const knowledge = { catalog, surroundings: surroundingsOf(objects) };
  const vendor = onlyVendor(kinds, workloads, knowledge);
  const platform = genericOfVendor(
    platformOf(
      nodes === null || kinds === null ? null : nodeEvidence(nodes, kinds.gpu, catalog),
      manifestEvidence(files, workloads, catalog),
    ),
    vendor,
  );
  const recognition = recogniseAll(workloads, knowledge, pathBelow);
  return {
    manifests: {
      ...manifestFindings(files),
      workloads: workloads.length,
      unhandled: unhandledAmong(objects, catalog),
    },
    cluster:
      nodes === null || kinds === null
        ? null
        : clusterFindings(nodes, kinds, platform.best?.platform ?? "generic", catalog),
    platform,
    vendor,
    recognition,
    rules: proposeRules(recognition),
  };
}

/** Nodes know where they are, also by having no provider's labels; manifests may be meant for another cluster too. */
function platformOf(
  ofNodes: readonly PlatformEvidence[] | null,
  ofManifests: readonly PlatformEvidence[],
): PlatformGuesses {
  if (ofNodes === null) return guessPlatforms(ofManifests);
  const byNodes = guessPlatforms(ofNodes);
  const best = byNodes.best ?? { platform: "generic", evidence: [] };
  const { platform } = best;
  const byManifests = guessPlatforms(ofManifests.filter(({ platforms }) => !platforms.includes(platform)));
  const rest = byManifests.best?.platform === "generic" ? [] : [byManifests.best, ...byManifests.others];
  return { best, others: [...byNodes.others, ...rest.filter((one) => one !== null)] };
}

function manifestFindings(files: readonly LoadedFile[]): Omit<ManifestFindings, "workloads" | "unhandled"> {
  const wrong = files.filter(({ problems }) => problems.length > 0);
  const named = wrong.filter(({ input }) => input.named);
  return {
    files: files.filter((file) => file.hasObjects && !wrong.includes(file)).length,
    skipped: wrong.filter(({ input }) => !input.named).map(({ input }) => input.name),
    errors: named.flatMap(({ problems }) => problems),
    sources: new Map(named.flatMap(({ input, source }) => (source === null ? [] : [[input.name, source]]))),
  };
}

function clusterFindings(
  nodes: readonly ClusterNode[],
  kinds: NodeKinds,
  platform: string,
  catalog: Catalog,
): ClusterFindings {
  const baseOf = ({ vendor }: GpuNode): string => baseName(platform, vendor);
  const proposals = proposePlatform(kinds, platform, catalog);
  return {
    ...proposals,
    vendorToName: vendorToName(kinds.gpu, platform, proposals),
    nodes: nodes.length,
    gpuNodes: kinds.gpu.length,
    groups: groupNodes(kinds.gpu, baseOf, catalog),
    kubernetesVersion: oldestVersion(nodes),
    unknownResources: kinds.unknownResources,
  };
}

/** A pod has to run on every node, so the oldest counts. */
function oldestVersion(nodes: readonly ClusterNode[]): string | null {
  const minors = nodes.flatMap(({ kubelet }) => {
    const minor = /^v?1\.(\d{1,3})(?:\D|$)/.exec(kubelet)?.[1];
    return minor === undefined ? [] : [Number(minor)];
  });
  return minors.length === 0 ? null : `1.${Math.min(...minors)}`;
}
