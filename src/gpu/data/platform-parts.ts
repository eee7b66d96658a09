import { noted } from "../provenance.ts";
import type { NodeTaintRow, PlatformRow, Sourced } from "../rows.ts";
import type { Provenance, Toleration } from "../types.ts";

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

export const karpenterSpotLabel = {
  value: { key: "karpenter.sh/capacity-type", value: "spot" },
  ...noted("source-code", "karpenter-core", "karpenter-aws-labels"),
};
