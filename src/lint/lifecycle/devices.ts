import { wholeNumber } from "../../k8s/quantity.ts";
import { podRequests } from "../../k8s/scheduling/pod-requests.ts";
import type { Pod } from "../pod.ts";

/** Devices by resource name, such as 2 of `nvidia.com/gpu`. */
export type Devices = ReadonlyMap<string, number>;

/**
 * What one pod takes of every accelerator resource, as the scheduler adds it up: an init container's devices are not
 * added to those of the main ones. Empty where an amount cannot be read or nothing is asked for.
 */
export function devicesPerPod({ workload, gpuContainers }: Pod): Devices {
  const requests = podRequests(workload);
  const devices = new Map<string, number>();
  if (!requests.ok) return devices;
  for (const { resource } of gpuContainers.flatMap(({ devices: asks }) => asks)) {
    const amount = requests.value.get(resource);
    const count = amount === undefined ? null : wholeNumber(amount);
    if (count !== null && count > 0) devices.set(resource, count);
  }
  return devices;
}

/** `2 nvidia.com/gpu`, for that many pods. */
export function deviceList(devices: Devices, pods = 1): string {
  return [...devices].map(([resource, count]) => `${count * pods} ${resource}`).join(" and ");
}
