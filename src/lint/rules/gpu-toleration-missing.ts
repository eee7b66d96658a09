import type { PlatformRow } from "../../gpu/rows.ts";
import type { Toleration, Vendor } from "../../gpu/types.ts";
import { untoleratedOf } from "../../workload/tolerations.ts";
import { textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { repelledFinding, selectionOf } from "../placement/declared.ts";
import {
  askedResources,
  genericPlatform,
  isCustom,
  type Missing,
  missingOn,
  misspeltTaint,
  taintsOfOtherValue,
  taintText,
  takesCare,
  tolerationsPath,
} from "../placement/tolerations.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** GPU nodes repel pods that do not tolerate their taint. */
export const gpuTolerationMissing: Rule = {
  id: "gpu-toleration-missing",
  severity: "warning",
  title: "GPU pod without a toleration for the taint of GPU nodes",
  fix: "safe",
  about: () => ({
    why: "GPU nodes are tainted by some platforms, and by custom elsewhere, so that other pods stay away; a GPU pod that does not tolerate the taint stays Pending although GPUs are free. A NodePool, ResourceFlavor, ComputeClass or Node among the manifests says which taints the nodes have that a pod selects.",
    advice:
      "Add the toleration: where nodes carry no such taint it changes nothing. GKE, EKS and AKS add the one that is named like the resource themselves.",
    sources: [
      {
        title: "Taints and tolerations: dedicated nodes with special hardware",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#example-use-cases",
      },
      {
        title: "Azure/AKS#1449: a pod that moved from GKE stays Pending",
        url: "https://github.com/Azure/AKS/issues/1449",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    node.kubernetes.io/instance-type: BM.GPU.H100.8
    oci.oraclecloud.com/rdma.local_block_id: block-1
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 8
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    node.kubernetes.io/instance-type: BM.GPU.H100.8
    oci.oraclecloud.com/rdma.local_block_id: block-1
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      effect: NoSchedule
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 8
`,
  }),
  check: perPod((pod, context) => {
    // Taints with NoSchedule are the scheduler's business, which a pod with a node does not see.
    if (pod.gpuContainers.length === 0 || textAt(pod.workload.podSpec, ["nodeName"])) return [];
    if (pod.tolerations.some(({ key }) => key !== null && misspeltTaint(key, context.catalog) !== null))
      return [];
    return ofDeclaredNodes(pod, context) ?? pod.vendors.flatMap((vendor) => ofVendor(pod, vendor, context));
  }),
};

/** What the run's own objects say of the nodes that are selected; null where they do not say all. */
function ofDeclaredNodes(pod: Pod, context: LintContext): readonly RuleFinding[] | null {
  const selection = selectionOf(pod, context);
  if (selection === null) return null;
  const found = repelledFinding(pod, selection, "safe");
  if (found !== null) return [found];
  return selection.nodes.every(({ row }) => row.hasAllTaints) ? [] : null;
}

function ofVendor(pod: Pod, vendor: Vendor, context: LintContext): readonly RuleFinding[] {
  const isKnown = pod.platforms.length > 0 && !pod.platforms.some(isGeneric);
  const platforms = pod.platforms.length > 0 ? pod.platforms : genericPlatform(vendor, context);
  const missing = platforms.map((platform) => toReport(platform, vendor, pod));
  const [first] = missing;
  if (first === undefined || missing.some((one) => one.length === 0)) return [];
  if (!isKnown && takesCare(pod, first)) return [];
  const certain = missing.every((one) =>
    one.some(({ needed }) => needed.taints.some(({ by, effect }) => by === "default" && effect !== null)),
  );
  return [finding(pod, vendor, first, { isKnown, isCertain: certain })];
}

/** `generic` says whose components run, and not which cluster it is. */
function isGeneric({ name }: PlatformRow): boolean {
  return name.startsWith("generic-");
}

/**
 * What is missing, but for what the platform adds by itself, what gpu-toleration-misspelt finds as a wrong value, and, where
 * nobody says which platform it is, taints that only some clusters have.
 */
function toReport(platform: PlatformRow, vendor: Vendor, pod: Pod): readonly Missing[] {
  return missingOn(platform, vendor, pod).filter(({ needed }) => {
    if (needed.addedByPlatform) return false;
    if (pod.platforms.length === 0 && isCustom({ platform, needed })) return false;
    return !pod.tolerations.some((toleration) =>
      taintsOfOtherValue(toleration, pod).some(({ taint }) => taint.key === needed.value.key),
    );
  });
}

function finding(
  pod: Pod,
  vendor: Vendor,
  missing: readonly Missing[],
  { isKnown, isCertain }: { readonly isKnown: boolean; readonly isCertain: boolean },
): RuleFinding {
  const [first] = missing;
  const taints = missing.flatMap(({ needed }) =>
    untoleratedOf(pod.tolerations, needed.taints).map(taintText),
  );
  const where = isKnown && first !== undefined ? ` of ${first.platform.title}` : "";
  const path = tolerationsPath(pod);
  return {
    path,
    message: `${whatIsAsked(pod, vendor)} is asked for, but the taint ${taints.join(" and ")} that GPU nodes${where} ${
      isCertain ? "carry by default" : "often carry"
    } is not tolerated`,
    advice: `Add ${missing.map(({ needed }) => inWords(needed.value)).join(" and ")} to the pod's tolerations; where no node has the taint it changes nothing.`,
    ...(!isCertain && { severity: "info" }),
    fix: {
      safety: "safe",
      title: `tolerate ${taints.join(" and ")}`,
      operations: missing.map(({ needed }) => ({ op: "append", path, value: { ...needed.value } })),
    },
  };
}

/** Devices by their resources, else the shares that go without one, by resource or by annotation. */
function whatIsAsked(pod: Pod, vendor: Vendor): string {
  const devices = askedResources(pod, vendor);
  if (devices.length > 0) return devices.join(", ");
  const slices = pod.gpuContainers.flatMap(({ asked }) => asked.map(({ resource }) => resource));
  return slices.length === 0 ? "a share of a GPU" : [...new Set(slices)].join(", ");
}

function inWords({ key, operator, value, effect }: Toleration): string {
  const parts = [`key: ${key}`, `operator: ${operator}`, ...(value === undefined ? [] : [`value: ${value}`])];
  return `\`{${[...parts, ...(effect === undefined ? [] : [`effect: ${effect}`])].join(", ")}}\``;
}
