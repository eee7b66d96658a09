import type { Fact, MatchExpression, Vendor } from "../../../gpu/types.ts";
import type { Refusal } from "../../../kernel/diagnostic.ts";
import { vendorInUse } from "../../../workload/accelerator-names.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { refuse } from "../../shared/diagnostics.ts";

/** The expression that keeps pods off GPU nodes, where the platform needs one; or why the platform is not known. */
type KeepOff =
  | { readonly ok: true; readonly fact: Fact<MatchExpression> | null }
  | { readonly ok: false; readonly problem: Refusal };

/**
 * Asks the catalog; `generic` resolves by the GPU the workload has or had, else to NVIDIA's, the common case. A GPU
 * that the platform does not offer is no problem here: it goes.
 */
export function keepOffFor(context: PodSetContext, record: RestoreRecord | null): KeepOff {
  const { podSet, settings, catalog } = context;
  const vendor = vendorInUse(podSet, catalog) ?? recordedVendor(context, record) ?? "nvidia";
  const platform = catalog.platform(settings.platform.value, vendor);
  if (platform.ok) return { ok: true, fact: catalog.keepOff(platform.name, vendor) };
  if (platform.problem.code !== "unknown-platform") return { ok: true, fact: null };
  return { ok: false, problem: refuse(podSet, ["kind"], platform.problem) };
}

function recordedVendor({ catalog }: PodSetContext, record: RestoreRecord | null): Vendor | null {
  for (const { limits, requests } of Object.values(record?.containers ?? {}))
    for (const name of Object.keys({ ...limits, ...requests })) {
      const meaning = catalog.resource(name);
      if (meaning !== null && meaning.kind !== "companion") return meaning.vendor;
    }
  return null;
}
