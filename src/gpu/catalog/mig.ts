import { provenanceOf } from "../files/sourced.ts";
import type { Label, ModelRow, PlatformRow } from "../rows.ts";
import type { CatalogDiagnostic, Fact, Vendor } from "../types.ts";
import { migNotForModel, migNotForVendor, migNotOnPlatform, migUnknown } from "./mig-problems.ts";

/** How a pod asks for a GPU, or for a part of one. */
export interface Cut {
  /** Null for a whole GPU: the model's or the platform's resource. */
  readonly resource: string | null;
  /** The label by which the platform offers the part, where it has one. */
  readonly label: Fact<Label> | null;
  /** The MIG profile; null for a whole GPU. */
  readonly profile: string | null;
  /** Parts of one GPU of the model; 1 for a whole GPU and where no model is named. */
  readonly perGpu: number;
}

export type CutResult =
  | { readonly ok: true; readonly cut: Cut }
  | { readonly ok: false; readonly problem: CatalogDiagnostic };

/** Whose GPUs are cut, and where. */
interface Cutting {
  readonly model: ModelRow | null;
  readonly platform: PlatformRow;
  readonly vendor: Vendor;
}

/** A GPU that is not cut. */
export const WHOLE: Cut = { resource: null, label: null, profile: null, perGpu: 1 };

/**
 * How a MIG device is asked for: by a resource of its own where the device plugin's mixed strategy is used, on GKE by
 * a node label beside `nvidia.com/gpu`. The model must be one that MIG cuts so.
 */
export function cutFor(
  profile: string,
  { model, platform, vendor }: Cutting,
  models: readonly ModelRow[],
): CutResult {
  if (vendor !== "nvidia") return { ok: false, problem: migNotForVendor(vendor) };
  const cuttable = models.filter((one) => partsOf(one, profile) !== null);
  if (cuttable.length === 0) return { ok: false, problem: migUnknown(profile, model, models) };
  const perGpu = model === null ? 1 : partsOf(model, profile);
  if (model !== null && perGpu === null)
    return { ok: false, problem: migNotForModel(profile, model, cuttable) };
  const { mig } = platform;
  if (mig === null || mig.offer === "none") return { ok: false, problem: migNotOnPlatform(platform) };
  const whole = { profile, perGpu: perGpu ?? 1 };
  if (mig.offer === "resource")
    return { ok: true, cut: { ...whole, resource: migResource(profile), label: null } };
  const label: Fact<Label> = {
    value: { key: mig.key, value: profile },
    reason: `${platform.title} offers parts of a GPU by this label, and counts them as whole ones`,
    provenance: provenanceOf(mig),
  };
  return { ok: true, cut: { ...whole, resource: "nvidia.com/gpu", label } };
}

/** `1g.10gb+me` is `nvidia.com/mig-1g.10gb.me` (k8s-dp-rm). */
export function migResource(profile: string): string {
  return `nvidia.com/mig-${profile.replaceAll("+", ".")}`;
}

/** How many parts of the profile one GPU gives; null where MIG does not cut the model so, or it is not known. */
export function partsOf(model: ModelRow, profile: string): number | null {
  const rows = (model.mig ?? []).flatMap((row) => row.instances[profile] ?? []);
  return rows.length === 0 ? null : Math.max(...rows);
}
