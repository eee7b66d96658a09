import type { MachineFamilyRow } from "../rows.ts";
import { noted } from "./provenance.ts";

/** EC2 families with accelerators, fractional ones (`g6f`, `gr6f`) included: none of them is a CPU machine. */
export const AWS_FAMILIES: readonly string[] = [
  "dl1",
  "g4ad",
  "g4dn",
  "g5",
  "g5g",
  "g6",
  "g6e",
  "g6f",
  "g7",
  "g7e",
  "gr6",
  "gr6f",
  "inf1",
  "inf2",
  "p3",
  "p3dn",
  "p4d",
  "p4de",
  "p5",
  "p5e",
  "p5en",
  "p6-b200",
  "p6-b300",
  "p6e-gb200",
  "trn1",
  "trn1n",
  "trn2",
];

/** Karpenter's instance categories of these families: what stands before the generation's digit. */
export const AWS_CATEGORIES: readonly string[] = ["dl", "g", "gr", "inf", "p", "trn"];

/** Compute Engine families with accelerators. GPUs attached to N1 machines do not show in the machine type. */
export const GOOGLE_FAMILIES: readonly string[] = [
  "a2",
  "a3",
  "a4",
  "a4x",
  "ct4p",
  "ct5lp",
  "ct5p",
  "ct6e",
  "g2",
  "g4",
  "tpu7x",
];

/**
 * Instance types that have accelerators, as patterns small enough to be always loaded. A test holds them against
 * the full tables, and against CPU types.
 */
export const MACHINE_FAMILIES: readonly MachineFamilyRow[] = [
  {
    cloud: "aws",
    pattern: `(?:${AWS_FAMILIES.join("|")})\\.[a-z0-9-]+`,
    ...noted("source-code", "karpenter-aws-types", "eks-ml"),
  },
  {
    cloud: "google",
    pattern:
      "a[234]x?-[a-z]+gpu-[0-9]+g[a-z0-9-]*|g[24]-standard-[0-9]+|ct[0-9][a-z]*-[a-z]+-[0-9]+t|tpu7x-standard-[0-9]+t",
    ...noted("source-code", "gke-machines", "gke-gpu-machines", "gke-tpu"),
  },
  {
    // N is Azure's family of machines with accelerators; NC, NCC, ND and NV are its GPU lines.
    cloud: "azure",
    pattern: "Standard_N(?:CC?|D|V)[0-9][A-Za-z0-9_]*",
    ...noted("source-code", "ca-azure", "aks-karp-labels"),
  },
  {
    cloud: "coreweave",
    pattern: "gd-[0-9]+x[a-z0-9-]+|g?b[23]00-[0-9]+x[a-z0-9-]*|rtxp6000-[0-9]+x[a-z0-9-]*",
    ...noted("official", "cw-sched", "ca-coreweave"),
  },
  {
    cloud: "oracle",
    pattern: "(?:BM|VM)\\.GPU[0-9A-Za-z.-]*",
    ...noted("official", "oke-hpc", "ca-oci"),
  },
];
