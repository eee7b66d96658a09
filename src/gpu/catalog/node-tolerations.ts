import { provenanceOf } from "../files/sourced.ts";
import type { ModelRow, NodeTaintRow, PlatformRow, Sourced } from "../rows.ts";
import type { Fact, KnownTaint, NeededToleration, Toleration, Vendor } from "../types.ts";
import { injectsToleration } from "./injection.ts";

/** What a pod asks for on a platform. */
interface DeviceQuestion {
  readonly vendor: Vendor;
  /** The extended resource of the platform that the taint may be named like. */
  readonly resource: string;
  /** The resources that the pod's containers ask by; another name than `resource` for parts of a GPU and for claims. */
  readonly asksBy: readonly string[];
}

/** A toleration of GPU nodes; `addedByPlatform` where an admission plugin adds it to this very pod. */
export interface GpuNodeToleration extends NeededToleration {
  readonly addedByPlatform: boolean;
}

/**
 * What a pod must tolerate on the GPU nodes of a platform, spot nodes and other CPUs apart: the platform's row, and what
 * it injects for pods that ask by the name of the taint. `patch` writes those that the row says, and of the injected ones
 * those that this pod does not get. Empty where GPU nodes carry no taint, or where the vendor is not offered.
 */
export function gpuNodeTolerations(
  platform: PlatformRow,
  { vendor, resource, asksBy }: DeviceQuestion,
): readonly GpuNodeToleration[] {
  const injects = injectsToleration(platform);
  const written = (platform.tolerations[vendor] ?? []).map((row) => ({
    ...needed(platform, row, "GPU nodes are tainted with it, by default or by convention"),
    addedByPlatform: injects && asksBy.includes(row.value.key),
  }));
  const { injected } = platform;
  if (injected === null) return written;
  const value = { key: resource, operator: "Exists", effect: "NoSchedule" } as const;
  const reason = `${platform.name} injects it only for pods that ask for ${resource} by that name`;
  const own = { ...needed(platform, { ...provenanceOf(injected), value }, reason) };
  return [{ ...own, addedByPlatform: asksBy.includes(resource) }, ...written];
}

/** True for what `patch` writes: all but what the platform's row leaves to the platform. */
export function isWritten({ addedByPlatform }: GpuNodeToleration, { injected }: PlatformRow): boolean {
  return !addedByPlatform || injected === null;
}

/** What a pod must tolerate on spot nodes of a platform; empty without spot capacity, or where those carry no taint. */
export function spotNodeTolerations(platform: PlatformRow): readonly NeededToleration[] {
  return (platform.spot?.tolerations ?? []).map((row) =>
    needed(platform, row, "spot nodes are tainted with it, always or where the pool says so"),
  );
}

/** What a pod must tolerate because the nodes with a model are arm64; null elsewhere. */
export function arm64NodeToleration(platform: PlatformRow, model: ModelRow | null): NeededToleration | null {
  const { arm64Toleration } = platform;
  if (model?.arch !== "arm64" || arm64Toleration === null) return null;
  return needed(platform, arm64Toleration, "nodes with this GPU are arm64, and tainted for it");
}

function needed(platform: PlatformRow, row: Sourced<Toleration>, reason: string): NeededToleration {
  const fact: Fact<Toleration> = { value: row.value, reason, provenance: provenanceOf(row) };
  return { ...fact, taints: taintsFor(row.value, platform) };
}

/**
 * The taints that a toleration is written for. A platform whose administrators choose the taint has no row for it: then it
 * is a custom, with the value that the toleration compares.
 */
function taintsFor(toleration: Toleration, { taints }: PlatformRow): readonly KnownTaint[] {
  const rows = taints.filter((taint) => isFor(toleration, taint));
  if (rows.length > 0) return rows.map(({ key, value, effect, by }) => ({ key, value, effect, by }));
  const { key, operator, value = "", effect = null } = toleration;
  return [{ key, value: operator === "Equal" ? value : null, effect, by: "custom" }];
}

function isFor({ key, operator, value = "" }: Toleration, taint: NodeTaintRow): boolean {
  return key === taint.key && (operator === "Exists" || taint.value === null || taint.value === value);
}
