import type { ResourceDomainRow } from "../rows.ts";
import { lookedUp, noted, readOn } from "./provenance.ts";

const hami = lookedUp("source-code", "hami");

/** Vendors that make accelerators alone, by their domains. */
const ACCELERATORS_ALONE = [
  "birentech.com/",
  "cambricon.com/",
  "enflame.com/",
  "iluvatar.ai/",
  "kunlunxin.com/",
  "metax-tech.com/",
  "mthreads.com/",
  "vastaitech.com/",
] as const;

/**
 * What begins the names of extended resources of accelerators, for names that have no row of their own; the first that fits
 * counts. `intel.com/` is not here: SR-IOV device plugins put whatever the administrator chooses behind it.
 */
export const RESOURCE_DOMAINS: readonly ResourceDomainRow[] = [
  {
    prefix: "gpu.intel.com/",
    vendor: "intel",
    holds: "accelerators",
    ...readOn("2026-11-30", "source-code", "intel-gpu-code"),
  },
  {
    prefix: "npu.intel.com/",
    vendor: "other",
    holds: "accelerators",
    ...readOn("2026-11-30", "official", "intel-npu"),
  },
  {
    prefix: "habana.ai/",
    vendor: "habana",
    holds: "accelerators",
    ...noted("source-code", "gaudi-resource"),
  },
  {
    prefix: "aws.amazon.com/neuron",
    vendor: "aws",
    holds: "accelerators",
    ...noted("source-code", "karpenter-aws-labels", "eks-ml"),
  },
  ...ACCELERATORS_ALONE.map(
    (prefix): ResourceDomainRow => ({ prefix, vendor: "other", holds: "accelerators", ...hami }),
  ),
  {
    prefix: "aws.amazon.com/",
    vendor: "aws",
    holds: "mixed",
    ...noted("source-code", "karpenter-aws-labels", "eks-ml"),
  },
  { prefix: "amd.com/", vendor: "amd", holds: "mixed", ...noted("official", "amd-dp") },
  // Network devices are in the same domain as GPUs.
  {
    prefix: "nvidia.com/",
    vendor: "nvidia",
    holds: "mixed",
    ...readOn("2026-11-30", "sample", "network-operator"),
  },
];
