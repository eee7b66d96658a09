import { gpuMemoryTable } from "./data.ts";

/** GiB of a device that programs can use: at least `low`, at most `high`. */
export interface UsableMemory {
  readonly low: number;
  readonly high: number;
  /** `reported`: what CUDA reports; `nominal`: a part of the advertised size; `stated`: a limit that the cluster sets. */
  readonly origin: "reported" | "nominal" | "stated";
}

/**
 * What a GPU model has.
 * @param key of the catalog's GPU model
 * @param nominal GiB that the catalog has for it; null for none
 * @returns null where neither is known
 */
export function usableMemory(key: string, nominal: number | null): UsableMemory | null {
  const { gpus, parts } = gpuMemoryTable();
  const row = gpus.find((gpu) => gpu.key === key);
  if (row !== undefined) return { low: row.torch_gib[0], high: row.torch_gib[1], origin: "reported" };
  return nominal !== null && nominal > 0 ? partOf(nominal, parts.gpu) : null;
}

/** What a MIG device has, by the number in its profile: 10 for `1g.10gb`. */
export function migMemory(profileGb: number): UsableMemory {
  return partOf(profileGb, gpuMemoryTable().parts.mig);
}

/** What a pod has if a separate resource sets its share, such as `nvidia.com/gpumem` in MiB. */
export function statedMemory(mib: number): UsableMemory {
  return { low: mib / 1024, high: mib / 1024, origin: "stated" };
}

function partOf(nominal: number, part: { readonly low: number; readonly high: number }): UsableMemory {
  return { low: nominal * part.low, high: nominal * part.high, origin: "nominal" };
}
