import type { Provenance, Vendor } from "../types.ts";
import { lookedUp, noted } from "./provenance.ts";

/** A vendor's own domain, in which resources are named, and labels where its components write some. */
interface VendorDomainRow extends Provenance {
  readonly domain: string;
  readonly vendor: Vendor;
  /** The label that its components write on nodes with a device; null where no component does. */
  readonly presence: string | null;
}

/** Nobody but the vendor's components writes keys of these domains, and those that they write are among the labels. */
export const VENDOR_DOMAINS: readonly VendorDomainRow[] = [
  {
    domain: "nvidia.com",
    vendor: "nvidia",
    presence: "nvidia.com/gpu.present",
    ...noted("official", "gfd", "k8s-dp"),
  },
  {
    domain: "amd.com",
    vendor: "amd",
    presence: "feature.node.kubernetes.io/amd-gpu",
    ...noted("source-code", "amd-labeller", "amd-operator"),
  },
  {
    domain: "gpu.intel.com",
    vendor: "intel",
    presence: "intel.feature.node.kubernetes.io/gpu",
    ...noted("source-code", "intel-nfd", "intel-dp"),
  },
  {
    domain: "habana.ai",
    vendor: "habana",
    presence: "intel.feature.node.kubernetes.io/gaudi",
    ...lookedUp("source-code", "intel-dra"),
  },
  {
    domain: "google.com",
    vendor: "google",
    presence: "cloud.google.com/gke-tpu-accelerator",
    ...noted("source-code", "gke-labels", "gke-tpu"),
  },
  { domain: "aws.amazon.com", vendor: "aws", presence: null, ...noted("official", "eks-ml") },
];

/**
 * Labels about a process on the node, which begin like those about its GPU and are none
 * (docs.nvidia.com/datacenter/cloud-native/gpu-operator: GPU driver upgrades; read 2026-11-30).
 */
export const OTHER_LABELS = /^nvidia\.com\/gpu-driver-upgrade/;
