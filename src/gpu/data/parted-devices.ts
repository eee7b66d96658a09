import type { Provenance, Vendor } from "../types.ts";
import { lookedUp, noted } from "./provenance.ts";

/** A node label that says that what a resource counts there are shares or partitions, not whole devices. */
interface PartedRow extends Provenance {
  /** Whose resource. */
  readonly vendor: Vendor;
  readonly keys: readonly string[];
  /** Values that say so. A node of whole devices has other values, or not the label. */
  readonly values: RegExp;
}

/** Labels of nodes that offer parts of devices under the name of whole ones. */
export const PARTED_DEVICES: readonly PartedRow[] = [
  {
    vendor: "nvidia",
    keys: ["cloud.google.com/gke-gpu-sharing-strategy", "cloud.google.com/gke-gpu-partition-size"],
    values: /./,
    ...lookedUp("source-code", "gke-docs-sharing", "gke-labels"),
  },
  {
    // The suffixes of time-slicing and MPS, and of MIG devices of one size (strategy `single`).
    vendor: "nvidia",
    keys: ["nvidia.com/gpu.product"],
    values: /-(?:SHARED|MIG-.+)$/,
    ...noted("official", "gfd", "k8s-dp"),
  },
  {
    vendor: "nvidia",
    keys: ["nvidia.com/gpu.sharing-strategy"],
    values: /^(?:time-slicing|mps)$/,
    ...noted("official", "gfd", "k8s-dp"),
  },
  {
    // 1 is not shared, 0 is a MIG node of the strategy `mixed`.
    vendor: "nvidia",
    keys: ["nvidia.com/gpu.replicas"],
    values: /^(?:[2-9]|[1-9]\d+)$/,
    ...noted("official", "gfd", "k8s-dp"),
  },
  {
    // `spx` is one partition, the whole GPU. The labeller's code and its documentation spell the key differently.
    vendor: "amd",
    keys: ["amd.com/gpu.compute-memory-partition", "amd.com/compute-memory-partition"],
    values: /^(?!spx)[a-z]+px_/i,
    ...noted("source-code", "amd-labeller", "amd-dp"),
  },
];
