import type { Facts } from "./facts.ts";
import type { SyntheticNode } from "./node.ts";
import { amdNodes, intelNodes } from "./nodes-amd-intel.ts";
import { autoModeNodes, eksNodes, karpenterNodes } from "./nodes-aws.ts";
import { aksNapNodes, aksNodes } from "./nodes-azure.ts";
import { coreweaveNodes, doksNodes, okeNodes } from "./nodes-clouds.ts";
import { cpuNodes } from "./nodes-cpu.ts";
import { gfdNodes, minikubeNodes } from "./nodes-gfd.ts";
import { autopilotNodes, gkeNodes } from "./nodes-gke.ts";
import { tpuNodes } from "./nodes-tpu.ts";

/**
 * The nodes that can exist on a platform by the research notes, accelerators and none. Nothing in these modules
 * asks the product: an error in its tables, or in the notes, shows as a node that takes or refuses the wrong pod.
 */
export function nodesOf(facts: Facts, platform: string): readonly SyntheticNode[] {
  const known = made.get(facts) ?? new Map<string, readonly SyntheticNode[]>();
  made.set(facts, known);
  const nodes = known.get(platform) ?? [...acceleratedNodes(facts, platform), ...cpuNodes(platform)];
  known.set(platform, nodes);
  return nodes;
}

const made = new WeakMap<Facts, Map<string, readonly SyntheticNode[]>>();

/** Distributions that run on machines of any maker. */
const ANY_MACHINES: readonly string[] = ["openshift", "k3s"];

/** Nodes that are not the platform's own, but can stand in the same cluster: another vendor's components run there. */
export function neighboursOf(facts: Facts, platform: string): readonly SyntheticNode[] {
  const generic = ["generic-nvidia", "generic-amd", "generic-intel"];
  if (![...generic, ...ANY_MACHINES].includes(platform)) return [];
  const own = ANY_MACHINES.includes(platform) ? "generic-nvidia" : platform;
  return generic.filter((name) => name !== own).flatMap((name) => acceleratedNodes(facts, name));
}

function acceleratedNodes(facts: Facts, platform: string): readonly SyntheticNode[] {
  switch (platform) {
    case "generic-amd":
      return amdNodes(facts);
    case "generic-intel":
      return intelNodes(facts);
    case "gke":
      return [...gkeNodes(facts), ...tpuNodes(facts, platform)];
    case "gke-autopilot":
      return [...autopilotNodes(facts), ...tpuNodes(facts, platform)];
    case "eks":
      return eksNodes(facts);
    case "eks-karpenter":
      return karpenterNodes(facts);
    case "eks-auto-mode":
      return autoModeNodes(facts);
    case "aks":
      return aksNodes(facts);
    case "aks-nap":
      return aksNapNodes(facts);
    case "coreweave":
      return coreweaveNodes(facts);
    case "oke":
      return okeNodes(facts);
    case "doks":
      return doksNodes(facts);
    case "minikube":
      return minikubeNodes(facts);
    default:
      return gfdNodes(facts, platform);
  }
}
