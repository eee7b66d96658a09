import { lazy } from "../../kernel/lazy.ts";
import { platformFiles, providerFiles, vendorFiles } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { RuntimeClassRow, TaintRow } from "../rows.ts";
import type { MatchExpression, Provenance, Toleration, Vendor } from "../types.ts";
import { platformRows } from "./platforms.ts";

/**
 * Taints of accelerator nodes whose key is not the name of a resource. (A key that is one, such as `nvidia.com/gpu`,
 * needs no row.) Spot and team taints are not here: CPU pods have them too.
 */
export const tellingTaints: () => readonly TaintRow[] = lazy(() =>
  platformFiles().flatMap(({ taints = [] }) =>
    taints.flatMap((taint): readonly TaintRow[] => {
      const { key, value, tells } = taint;
      if (tells === undefined) return [];
      const isOne = value !== null && tells.anyValue !== true;
      return [{ key, ...(isOne && { value }), vendor: tells.vendor, ...provenanceOf(taint) }];
    }),
  ),
);

/** Runtime classes that only GPU containers need. */
export const runtimeClasses: () => readonly RuntimeClassRow[] = lazy(() =>
  vendorFiles().flatMap(({ vendor, runtimeClasses: groups = [] }) =>
    groups.flatMap((group) => group.names.map((name) => ({ name, vendor, ...provenanceOf(group) }))),
  ),
);

/** Everything that is written against taints of spot nodes, on whatever platform. */
export const spotTolerations: () => readonly Toleration[] = lazy(() =>
  different(platformRows().flatMap(({ spot }) => (spot?.tolerations ?? []).map(({ value }) => value))),
);

/** Every expression that is written for whole GPUs, on any platform. */
export const wholeGpuExpressions: () => readonly MatchExpression[] = lazy(() =>
  different(
    platformRows().flatMap(({ wholeGpus }) =>
      Object.values(wholeGpus ?? {}).flatMap(({ expressions }) => expressions.map(({ value }) => value)),
    ),
  ),
);

function different<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** A node label that says that what a resource counts there are shares or partitions, not whole devices. */
export interface PartedRow extends Provenance {
  /** Whose resource. */
  readonly vendor: Vendor;
  readonly keys: readonly string[];
  /** Values that say so. A node of whole devices has other values, or not the label. */
  readonly values: RegExp;
}

/** Labels of nodes that offer parts of devices under the name of whole ones. */
export const partedDevices: () => readonly PartedRow[] = lazy(() => [
  ...providerFiles().flatMap(({ parts = [] }) => parts.flatMap((entry) => partedRow(entry, entry.vendor))),
  ...vendorFiles().flatMap(({ parts = [], vendor }) => parts.flatMap((entry) => partedRow(entry, vendor))),
]);

function partedRow(
  entry: Provenance & { readonly keys: readonly string[]; readonly values: string },
  vendor: Vendor | undefined,
): readonly PartedRow[] {
  if (vendor === undefined) return [];
  return [{ vendor, keys: entry.keys, values: new RegExp(entry.values), ...provenanceOf(entry) }];
}
