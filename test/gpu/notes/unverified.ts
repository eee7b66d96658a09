import { captures, LEAVES, type Leaf, noted } from "./notes.ts";

/** A statement of the notes' list of what is not verified, with the values that it is about. */
export interface Statement {
  /** How the statement begins. */
  readonly says: string;
  /** Patterns of the values; empty where it is about what the notes do not have at all. */
  readonly about: readonly string[];
}

/** The statements below `unverified`, in their order. */
export const STATEMENTS: readonly Statement[] = [
  { says: "Lambda, Vultr, kind", about: ["platforms > vultr|lambda|kind > **"] },
  { says: "LKE: whether", about: [] },
  { says: "Nebius managed Kubernetes", about: ["platforms > nebius > **"] },
  {
    says: "CoreWeave: exact effect/value",
    about: [
      "platforms > coreweave > default_taints > **",
      "platforms > coreweave > labels > class|model > **",
      "platforms > coreweave > instances > gd-8xa100-i128 > **",
    ],
  },
  { says: "DOKS: gpu-model values", about: [] },
  { says: "OKE: taint VALUE", about: ["platforms > oke > default_taints > 0 > value"] },
  { says: "EKS Auto Mode: instance-gpu-name", about: ["platforms > eks-auto-mode > model_values"] },
  {
    says: "EKS: ExtendedResourceToleration",
    about: ["platforms > eks > auto_toleration > **", "platforms > eks > labels > network_topology > **"],
  },
  {
    says: "AKS: GPU count and memory",
    about: [
      "platforms > aks > instances_counts_not_opened > *",
      "platforms > aks > instances > Standard_NC6s_v3|Standard_NC12s_v3|Standard_NC24s_v3|Standard_NC24rs_v3|Standard_ND40rs_v2 > model",
      "platforms > aks > instances > Standard_NC40ads_H100_v5|Standard_NC80adis_H100_v5|Standard_NCC40ads_H100_v5 > model",
      "platforms > aks > instances > Standard_NC24ads_A100_v4|Standard_NC48ads_A100_v4|Standard_NC96ads_A100_v4|Standard_ND96asr_v4|Standard_ND96amsr_A100_v4 > model",
      "gpu_models > gb200|gb300 > aks_instances > *",
    ],
  },
  { says: "AKS NAP: whether Spot nodes", about: ["platforms > aks-nap > spot > taint"] },
  { says: "Gaudi2/Gaudi3 per-model node labels", about: [] },
  { says: "AMD MI350X sysfs product name", about: ["gpu_models > mi350x > product_names > *"] },
  // The others of this statement are what the notes call source-code: a table of NVIDIA's, and the rule that is applied.
  { says: "GFD strings for", about: ["gpu_models > p4 > gfd_product > *"] },
  { says: "GKE: 'a pod must ask for all TPU chips", about: ["platforms > gke > tpu > chips_request"] },
  { says: "GKE GB300 partition sizes", about: ["platforms > gke > tpu > all_type_values > 0|1"] },
  { says: "Trainium3", about: [] },
  {
    says: "Kubernetes 1.37+",
    about: [
      "kubernetes_features > * > stable_target|beta_target",
      "dra > extended_resource_mapping > stable_target",
    ],
  },
];

/** Values that another row of the notes weighs: the Instance ID is a sample where it is listed. */
const WEIGHED_ELSEWHERE = ["gpu_models > gb200 > coreweave_instances > 0"];

const WEAK = ["sample", "secondary", "general"];

/**
 * True for a value that no selector may be made of: its own confidence, or the nearest one above it, is weaker than
 * source code, or the notes list it as not verified. Values without any say name their sources: those stand.
 */
export function isWeak({ path }: Leaf): boolean {
  const open = [...STATEMENTS.flatMap(({ about }) => about), ...WEIGHED_ELSEWHERE];
  if (open.some((pattern) => captures(pattern, path) !== null)) return true;
  if (path.at(-1) === "memory_gib" && noted(...path.slice(0, -1), "memory_confidence") !== undefined)
    return true;
  for (let depth = path.length - 1; depth > 0; depth--) {
    const confidence = noted(...path.slice(0, depth), "confidence");
    if (typeof confidence === "string") return WEAK.includes(confidence);
  }
  return false;
}

/** The values that stand on a weaker word. */
export const WEAK_LEAVES: readonly Leaf[] = LEAVES.filter(
  (leaf) => leaf.path[0] !== "unverified" && isWeak(leaf),
);
