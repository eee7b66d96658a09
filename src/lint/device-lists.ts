import type { Vendor } from "../gpu/types.ts";

/** Variables that choose among the devices that a process has, with the vendor of the devices. */
export const DEVICE_LISTS: ReadonlyMap<string, Vendor> = new Map([
  ["CUDA_VISIBLE_DEVICES", "nvidia"],
  ["HIP_VISIBLE_DEVICES", "amd"],
  ["ROCR_VISIBLE_DEVICES", "amd"],
]);
