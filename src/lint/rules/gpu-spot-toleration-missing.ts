import { spotNodeTolerations } from "../../gpu/catalog/node-tolerations.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import type { KnownTaint, Toleration } from "../../gpu/types.ts";
import { missingTolerations, untoleratedOf } from "../../workload/tolerations.ts";
import { conditionText, spotCondition } from "../placement/conditions.ts";
import { taintText, tolerationsPath } from "../placement/tolerations.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule } from "../rule.ts";

interface MissingSpotToleration {
  readonly toleration: Toleration;
  readonly taint: KnownTaint;
}

/** Only those spot nodes that node auto-provisioning makes are tainted, and it makes none without the toleration. */
const PARTLY = "gke";

/** Spot nodes are selected and not tolerated. */
export const gpuSpotTolerationMissing: Rule = {
  id: "gpu-spot-toleration-missing",
  severity: "error",
  title: "Spot nodes selected but not tolerated",
  fix: "safe",
  about: () => ({
    why: "AKS taints all spot nodes, OKE all preemptible ones, and GKE those that node auto-provisioning makes. A pod that selects them and does not tolerate the taint has no node to go to.",
    advice: "Tolerate the taint that the platform puts on its spot nodes.",
    sources: [
      {
        title: "AKS: spot node pools",
        url: "https://learn.microsoft.com/en-us/azure/aks/spot-node-pool",
      },
      {
        title: "OKE: preemptible capacity",
        url: "https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengusingpreemptiblecapacity.htm",
      },
      {
        title: "GKE's cluster autoscaler: preemption",
        url: "https://github.com/GoogleCloudPlatform/cluster-autoscaler/blob/main/pkg/cloudprovider/gke/preemption/preemption.go",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  nodeSelector:
    kubernetes.azure.com/scalesetpriority: spot
  tolerations:
    - key: sku
      operator: Equal
      value: gpu
      effect: NoSchedule
  containers:
    - name: trainer
      image: ghcr.io/example/trainer:1.0.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  nodeSelector:
    kubernetes.azure.com/scalesetpriority: spot
  tolerations:
    - key: sku
      operator: Equal
      value: gpu
      effect: NoSchedule
    - key: kubernetes.azure.com/scalesetpriority
      operator: Equal
      value: spot
      effect: NoSchedule
  containers:
    - name: trainer
      image: ghcr.io/example/trainer:1.0.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, { catalog }) => {
    const spot = spotCondition(pod, catalog);
    if (spot === null) return [];
    const missing = pod.platforms.map((platform) => missingOn(platform, pod));
    const found = missing.flatMap((one) => one ?? []);
    const [first] = found;
    // Autopilot tolerates its own taint: labels that are its too tell nothing.
    if (first === undefined || found.length < missing.length) return [];
    const isPartly = pod.platforms.some(({ name }) => name === PARTLY);
    const { toleration, taint } = first;
    const path = tolerationsPath(pod);
    return [
      {
        path,
        message: `${conditionText(spot)} is selected, but the taint ${taintText(taint)} is not tolerated, which ${isPartly ? "some " : ""}spot nodes carry`,
        ...(isPartly && { severity: "warning" as const }),
        fix: {
          safety: "safe",
          title: `tolerate ${taintText(taint)}`,
          operations: [{ op: "append", path, value: { ...toleration } }],
        },
      },
    ];
  }),
};

/** The first taint of the platform's own on its spot nodes that the pod does not tolerate. */
function missingOn(platform: PlatformRow, pod: Pod): MissingSpotToleration | null {
  for (const { value: toleration, taints } of missingTolerations(
    pod.tolerations,
    spotNodeTolerations(platform),
  )) {
    const taint = untoleratedOf(pod.tolerations, taints).find(({ by }) => by === "default");
    if (taint !== undefined) return { toleration, taint };
  }
  return null;
}
