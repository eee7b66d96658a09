import type { NotedMachine } from "./facts.ts";

/**
 * Facts that the notes leave open and that were read in their sources. The catalog has them too; they are written
 * here a second time, from the sources and not from the catalog, so that one is a check of the other.
 */

/** Machines by platform. */
export const MACHINES_BEYOND: Readonly<Record<string, Readonly<Record<string, NotedMachine>>>> = {
  // Azure's size pages: four GPUs behind two Grace CPUs; a V710 whole from 24 CPUs on, in parts below.
  aks: {
    Standard_ND128isr_NDR_GB200_v6: { model: "gb200", gpus: 4, arch: "arm64" },
    Standard_ND128isr_GB300_v6: { model: "gb300", gpus: 4, arch: "arm64" },
    Standard_ND128isrG5_GB300_v6: { model: "gb300", gpus: 4, arch: "arm64" },
    Standard_NV12ads_V710_v5: { model: "v710", gpus: 1, fractional: true, resource: "amd.com/gpu" },
    Standard_NV24ads_V710_v5: { model: "v710", gpus: 1, resource: "amd.com/gpu" },
    Standard_NV28adms_V710_v5: { model: "v710", gpus: 1, resource: "amd.com/gpu" },
  },
  // kubernetes/autoscaler cluster-autoscaler/cloudprovider/coreweave/coreweave_instance_types.go
  coreweave: { "b300-8x": { model: "b300", gpus: 8 } },
  // Oracle's list of compute shapes
  oke: {
    "VM.GPU2.1": { model: "p100", gpus: 1 },
    "BM.GPU2.2": { model: "p100", gpus: 2 },
    "VM.GPU3.1": { model: "v100-16gb", gpus: 1 },
    "VM.GPU3.2": { model: "v100-16gb", gpus: 2 },
    "VM.GPU3.4": { model: "v100-16gb", gpus: 4 },
    "BM.GPU3.8": { model: "v100-16gb", gpus: 8 },
    "VM.GPU.A10.1": { model: "a10", gpus: 1 },
    "VM.GPU.A10.2": { model: "a10", gpus: 2 },
    "BM.GPU.A10.4": { model: "a10", gpus: 4 },
    "BM.GPU.L40S.4": { model: "l40s", gpus: 4 },
  },
};

/**
 * Sizes that node auto-provisioning launches no node for: not among its GPU sizes (Azure/karpenter-provider-azure
 * pkg/utils/supported-gpus.yaml), or without a number of GPUs in Azure's API, by which it counts.
 */
export const NOT_AUTO_PROVISIONED: readonly string[] = [
  "Standard_NCC40ads_H100_v5",
  ...Object.keys(MACHINES_BEYOND.aks ?? {}),
];

/**
 * Label and taint of Oracle's preemptible nodes, which are never bare metal. Source: Oracle's page "Using Preemptible
 * Capacity to Provision Worker Nodes".
 */
export const OKE_PREEMPTIBLE = "oci.oraclecloud.com/oke-is-preemptible";
