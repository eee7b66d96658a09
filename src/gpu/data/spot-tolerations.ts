import type { Sourced } from "../rows.ts";
import type { Toleration } from "../types.ts";
import { lookedUp, noted } from "./provenance.ts";

/** GKE's spot nodes, where the pool is tainted. */
export const GKE_SPOT_TOLERATION: Sourced<Toleration> = {
  value: { key: "cloud.google.com/gke-spot", operator: "Equal", value: "true", effect: "NoSchedule" },
  ...noted("source-code", "gke-preempt"),
};

/** AKS's spot pools. */
export const AKS_SPOT_TOLERATION: Sourced<Toleration> = {
  value: {
    key: "kubernetes.azure.com/scalesetpriority",
    operator: "Equal",
    value: "spot",
    effect: "NoSchedule",
  },
  ...noted("official", "aks-spot"),
};

/** OKE's preemptible nodes. */
export const OKE_SPOT_TOLERATION: Sourced<Toleration> = {
  value: { key: "oci.oraclecloud.com/oke-is-preemptible", operator: "Exists", effect: "NoSchedule" },
  ...lookedUp("official", "oke-preemptible", "oke-kpo"),
};

/** Everything that is written against taints of spot nodes, on whatever platform. */
export const SPOT_TOLERATIONS: readonly Toleration[] = [
  GKE_SPOT_TOLERATION,
  AKS_SPOT_TOLERATION,
  OKE_SPOT_TOLERATION,
].map(({ value }) => value);
