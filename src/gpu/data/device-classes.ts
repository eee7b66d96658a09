import type { DeviceClassRow } from "../rows.ts";
import type { Provenance, Vendor } from "../types.ts";
import { lookedUp, noted } from "./provenance.ts";

const nvidia = noted("source-code", "nv-dra");
const amd = noted("source-code", "amd-dra");
const intel = noted("source-code", "intel-dra");
/** Read in their sources when classes of other devices were added. */
const readLater = (...about: Parameters<typeof lookedUp>): Provenance => ({
  ...lookedUp(...about),
  date: "2026-11-30",
});

function gpus(
  vendor: Vendor,
  part: "whole" | "mig" | null,
  provenance: Provenance,
  ...names: readonly string[]
): readonly DeviceClassRow[] {
  return names.map((name) => ({ name, ...provenance, meaning: { kind: "gpu", vendor, part } }));
}

function others(
  what: string,
  provenance: Provenance,
  ...names: readonly string[]
): readonly DeviceClassRow[] {
  return names.map((name) => ({ name, ...provenance, meaning: { kind: "other", what } }));
}

/**
 * Device classes (DRA) that drivers and clouds install under these names. An administrator may define more under
 * any name; what those hand out is not known from the name.
 */
export const DEVICE_CLASSES: readonly DeviceClassRow[] = [
  ...gpus("nvidia", "whole", nvidia, "gpu.nvidia.com", "vfio.gpu.nvidia.com"),
  ...gpus("nvidia", "mig", nvidia, "mig.nvidia.com"),
  ...gpus("amd", "whole", amd, "gpu.amd.com"),
  ...gpus("intel", "whole", intel, "gpu.intel.com", "gpu-vfio.intel.com"),
  ...gpus("habana", "whole", intel, "gaudi.intel.com"),
  ...gpus("aws", "whole", noted("official", "eks-ml"), "neuron.aws.com"),
  ...gpus("google", "whole", lookedUp("official", "tpu-dra"), "tpu.google.com"),
  // Channels let processes share memory with GPUs of other nodes; the GPUs themselves are asked for beside them.
  ...others(
    "IMEX channels",
    readLater("source-code", "nv-dra"),
    "compute-domain-default-channel.nvidia.com",
    "compute-domain-daemon.nvidia.com",
    "imex.nvidia.com",
  ),
  ...others("network devices", readLater("official", "gke-dranet"), "mrdma.google.com", "netdev.google.com"),
  ...others("network devices", readLater("official", "eks-ml"), "efa.networking.k8s.aws"),
  ...others("network devices", readLater("source-code", "sriov-dra"), "sriovnetwork.k8snetworkplumbingwg.io"),
  ...others("QAT devices", readLater("source-code", "intel-dra"), "qat.intel.com"),
  ...others("CPUs", readLater("official", "cpu-dra"), "dra.cpu"),
];

/**
 * DRA drivers by the name that a DeviceClass selects by (`device.driver == "…"`). A driver of GPUs may hand out whole
 * ones and parts of them, which the class does not always say.
 */
export const DEVICE_DRIVERS: readonly DeviceClassRow[] = [
  ...gpus("nvidia", null, nvidia, "gpu.nvidia.com"),
  ...gpus("amd", null, amd, "gpu.amd.com"),
  ...gpus("intel", null, intel, "gpu.intel.com"),
  ...gpus("habana", null, intel, "gaudi.intel.com"),
  ...others("IMEX channels", readLater("source-code", "nv-dra"), "compute-domain.nvidia.com"),
  ...others("network devices", readLater("official", "eks-ml"), "dra.net"),
  ...others("network devices", readLater("source-code", "sriov-dra"), "sriovnetwork.k8snetworkplumbingwg.io"),
  ...others("QAT devices", readLater("source-code", "intel-dra"), "qat.intel.com"),
  ...others("CPUs", readLater("official", "cpu-dra"), "dra.cpu"),
];
