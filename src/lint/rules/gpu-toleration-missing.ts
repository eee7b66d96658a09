import { injectsToleration } from "../../gpu/injection.ts";
import type { NodeTaintRow, PlatformRow } from "../../gpu/rows.ts";
import type { Toleration, Vendor } from "../../gpu/types.ts";
import { textAt } from "../../k8s/access.ts";
import { annotationsOf, labelsOf } from "../../k8s/object.ts";
import { tolerates } from "../../k8s/scheduling/tolerations.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";
import type { LintContext } from "../context.ts";
import { isFilledInLater, misspeltTaint, taintText, tolerationsPath } from "../placement/tolerations.ts";
import type { Pod } from "../pod.ts";
import { type Found, perPod, type Rule } from "../rule.ts";

/** A label; in manifests of the first releases of Kueue an annotation. */
const QUEUE = "kueue.x-k8s.io/queue-name";

/** A toleration that is not there, with the taint it is for. */
interface Missing {
  readonly toleration: Toleration;
  readonly taint: NodeTaintRow;
  readonly platform: PlatformRow;
}

/** GPU nodes repel pods that do not tolerate their taint. */
export const gpuTolerationMissing: Rule = {
  id: "gpu-toleration-missing",
  severity: "warning",
  title: "GPU pod without a toleration for the taint of GPU nodes",
  fix: "safe",
  about: () => ({
    why: "GPU nodes are tainted by some platforms, and by custom elsewhere, so that other pods stay away; a GPU pod that does not tolerate the taint stays Pending although GPUs are free.",
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
    return pod.vendors.flatMap((vendor) => ofVendor(pod, vendor, context));
  }),
};

function ofVendor(pod: Pod, vendor: Vendor, context: LintContext): readonly Found[] {
  const isKnown = pod.platforms.length > 0 && !pod.platforms.some(isGeneric);
  if (!isKnown && takesCare(pod)) return [];
  const platforms = isKnown ? pod.platforms : genericPlatform(vendor, context);
  const missing = platforms.map((platform) => missingOn(platform, vendor, pod));
  const [first] = missing;
  if (first === undefined || missing.some((one) => one.length === 0)) return [];
  const certain = missing.every((one) =>
    one.some(({ taint }) => taint.by === "default" && taint.effect !== null),
  );
  return [finding(pod, vendor, first, { isKnown, isCertain: certain })];
}

/** `generic` says whose components run, and not which cluster it is. */
function isGeneric({ name }: PlatformRow): boolean {
  return name.startsWith("generic-");
}

/** Tolerations of its own, or a queue that adds those of its flavor: somebody has thought of taints. */
function takesCare({ tolerations, object }: Pod): boolean {
  return (
    tolerations.some(({ key }) => key === null || !/^node\.kubernetes\.io\/|^CriticalAddons/.test(key)) ||
    labelsOf(object).has(QUEUE) ||
    annotationsOf(object).has(QUEUE)
  );
}

function genericPlatform(vendor: Vendor, { catalog, platforms }: LintContext): readonly PlatformRow[] {
  const found = catalog.platform("generic", vendor);
  return found.ok ? platforms.filter(({ name }) => name === found.name) : [];
}

function missingOn(platform: PlatformRow, vendor: Vendor, pod: Pod): readonly Missing[] {
  const resource = platform.resources[vendor];
  return (platform.tolerations[vendor] ?? []).flatMap(({ value: toleration }): Missing[] => {
    if (toleration.key === resource && injectsToleration(platform)) return [];
    const taint = platform.taints.find(({ key }) => key === toleration.key);
    if (taint === undefined) return [];
    const isTolerated = pod.tolerations.some((existing) => isFor(existing, toleration, taint));
    return isTolerated ? [] : [{ toleration, taint, platform }];
  });
}

/** The wrong value for the right key is found as such, by gpu-toleration-misspelt. */
function isFor(existing: TolerationView, { key }: Toleration, taint: NodeTaintRow): boolean {
  if (isFilledInLater(existing)) return true;
  if (existing.key === null) return tolerates(existing, { key, value: "", effect: effectOf(taint) });
  return existing.key === key && (existing.effect === null || existing.effect === effectOf(taint));
}

function effectOf({ effect }: NodeTaintRow): NonNullable<NodeTaintRow["effect"]> {
  return effect ?? "NoSchedule";
}

function finding(
  pod: Pod,
  vendor: Vendor,
  missing: readonly Missing[],
  { isKnown, isCertain }: { readonly isKnown: boolean; readonly isCertain: boolean },
): Found {
  const resources = pod.gpuContainers.flatMap(({ asked }) =>
    asked
      .filter(({ meaning }) => meaning.vendor === vendor && meaning.kind !== "slice")
      .map(({ resource }) => resource),
  );
  const [first] = missing;
  const taints = missing.map(({ toleration, taint }) =>
    taintText({
      ...toleration,
      value: taint.value ?? toleration.value ?? null,
      effect: taint.effect ?? toleration.effect ?? null,
    }),
  );
  const where = isKnown && first !== undefined ? ` of ${first.platform.title}` : "";
  const path = tolerationsPath(pod);
  return {
    path,
    message: `${[...new Set(resources)].join(", ")} is asked for, but the taint ${taints.join(" and ")} that GPU nodes${where} ${
      isCertain ? "carry by default" : "often carry"
    } is not tolerated`,
    advice: `Add ${missing.map(({ toleration }) => inWords(toleration)).join(" and ")} to the pod's tolerations; where no node has the taint it changes nothing.`,
    ...(!isCertain && { severity: "info" }),
    fix: {
      safety: "safe",
      title: `tolerate ${taints.join(" and ")}`,
      operations: missing.map(({ toleration }) => ({
        op: "append",
        path,
        value: {
          key: toleration.key,
          operator: toleration.operator,
          ...(toleration.value !== undefined && { value: toleration.value }),
          ...(toleration.effect !== undefined && { effect: toleration.effect }),
        },
      })),
    },
  };
}

function inWords({ key, operator, value, effect }: Toleration): string {
  const parts = [`key: ${key}`, `operator: ${operator}`, ...(value === undefined ? [] : [`value: ${value}`])];
  return `\`{${[...parts, ...(effect === undefined ? [] : [`effect: ${effect}`])].join(", ")}}\``;
}
