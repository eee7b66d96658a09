import type { CatalogProblem, Placement, Vendor } from "../gpu/types.ts";
import { objectTitle } from "../k8s/object.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { isExplicit } from "../profile/origin.ts";
import type { DecisionContext } from "./context.ts";
import { inform, refuse } from "./notice.ts";

/** What the plan knows when it asks the catalog. */
export interface Hints {
  /** Vendor of what the pod has or had. */
  readonly vendor: Vendor | null;
  /** The pod's own accelerator stays: a catalog without an answer is no reason to refuse. */
  readonly keepsAccelerator: boolean;
  readonly count: number;
  readonly uniform: boolean;
}

export type Answer =
  | { readonly ok: true; readonly placement: Placement | null; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly problem: Diagnostic };

/** Asks the catalog where the pod belongs; null where it keeps an accelerator that the catalog cannot place. */
export function askPlacement(context: DecisionContext, hints: Hints): Answer {
  const { settings, catalog, workload } = context;
  const vendor = wantedVendor(context, hints);
  if (vendor !== null && typeof vendor === "object") return { ok: false, problem: vendor };
  const result = catalog.placement({
    platform: settings.platform.value,
    ...(vendor === null ? {} : { vendor }),
    ...(settings.model === undefined ? {} : { model: settings.model.value }),
    count: hints.count,
    uniform: hints.uniform,
    spot: settings.spot?.value ?? false,
  });
  if (result.ok) return { ok: true, placement: result.placement, notes: [] };
  if (hints.keepsAccelerator && isAboutWhatStays(context, result.problem))
    return { ok: true, placement: null, notes: [notPlaced(context, result.problem)] };
  const { code, message, why, advice } = result.problem;
  return {
    ok: false,
    problem: refuse(workload, workload.podSpecPath, {
      code,
      message,
      ...(why === undefined ? {} : { why }),
      advice,
    }),
  };
}

/** The vendor to ask for; a model tells its own, and a wrong name is a problem. */
function wantedVendor(context: DecisionContext, hints: Hints): Vendor | Diagnostic | null {
  const { settings, catalog, workload } = context;
  if (settings.vendor !== undefined) {
    const named = catalog.vendor(settings.vendor.value);
    if (named.ok) return named.vendor;
    return refuse(workload, workload.podSpecPath, { code: "unknown-vendor", ...named.problem });
  }
  return settings.model === undefined ? hints.vendor : null;
}

/** A vendor without a row on the platform: nothing the user asked for in this run. */
function isAboutWhatStays(context: DecisionContext, problem: CatalogProblem): boolean {
  const { settings } = context;
  if (isExplicit(settings.model) || isExplicit(settings.vendor) || isExplicit(settings.spot)) return false;
  return problem.code === "vendor-not-on-platform" || problem.code === "vendor-model-conflict";
}

function notPlaced(context: DecisionContext, problem: CatalogProblem): Diagnostic {
  const { workload } = context;
  return inform(workload, workload.podSpecPath, {
    code: "placement-left-alone",
    message: `${objectTitle(workload.object)} keeps its accelerator, and its placement is left alone: ${problem.message}`,
  });
}
