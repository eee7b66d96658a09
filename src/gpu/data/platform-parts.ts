import type { NeverLaunched } from "../admission-rows.ts";
import type { NodeTaintRow, PlatformRow, Sourced } from "../rows.ts";
import type { Provenance, Toleration } from "../types.ts";
import { lookedUp, noted } from "./provenance.ts";
import type { SourceId } from "./sources.ts";

/** Pieces that several platforms share. */

/** What most platforms do not have. */
export const PLAIN = {
  taints: [],
  injected: null,
  arm64Toleration: null,
  vendorLabel: {},
  modelRequired: {},
  spot: null,
  capacity: [],
  labelPairs: [],
  mig: null,
  remarks: [],
} as const satisfies Partial<PlatformRow>;

/** Tolerates a taint whatever its value: values differ from platform to platform. */
export function tolerates(key: string, provenance: Provenance): Sourced<Toleration> {
  return { value: { key, operator: "Exists", effect: "NoSchedule" }, ...provenance };
}

/** A taint against pods that do not belong. */
export function noSchedule(
  taint: Pick<NodeTaintRow, "key" | "value" | "by" | "on">,
  provenance: Provenance,
): NodeTaintRow {
  return { ...taint, effect: "NoSchedule", ...provenance };
}

/** NVIDIA's own components tolerate this key, which has made it the custom. */
export const nvidiaToleration = tolerates("nvidia.com/gpu", noted("official", "k8s-dp-values"));

export const amdToleration = tolerates(
  "amd.com/gpu",
  noted("source-code", "amd-labeller", "amd-dp", "amd-operator"),
);

/** A part is a resource of its own where the device plugin runs with the mixed strategy. */
export const migByResource = {
  offer: "resource",
  ...noted("source-code", "k8s-dp-rm", "gpu-operator-mig"),
} as const;

/** Karpenter counts the resources that it knows, and these are not among them (karpenter-aws-labels). */
export function noMig(reason: string, provenance: Provenance) {
  return { offer: "none", reason, ...provenance } as const;
}

/** GPU nodes whose default runtime gives GPUs: the guides' pods name no class, and clusters come without one. */
export function noRuntimeClass(...guides: readonly SourceId[]) {
  return { value: null, ...lookedUp("official", ...guides), date: "2026-11-30" } as const;
}
/**
 * Karpenter ignores a pod with a condition on one of these, whatever the condition says: also one that the host must not
 * be (kubernetes-sigs/karpenter#3214, open in August 2026).
 */
export const KARPENTER_NEVER: Sourced<NeverLaunched> = {
  value: {
    keys: ["kubernetes.io/hostname"],
    domain: "karpenter.sh",
    except: ["karpenter.sh/nodepool", "karpenter.sh/capacity-type"],
  },
  source: ["karpenter-core", "karpenter-core-provisioner"],
  date: "2026-11-30",
  confidence: "source-code",
};

export const karpenterSpotLabel = {
  value: { key: "karpenter.sh/capacity-type", value: "spot" },
  ...noted("source-code", "karpenter-core", "karpenter-aws-labels"),
};
