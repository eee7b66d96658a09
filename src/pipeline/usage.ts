import type { Catalog, CatalogCode, CatalogDiagnostic } from "../gpu/types.ts";
import { type Diagnostic, REFUSED, type Refusal } from "../kernel/diagnostic.ts";
import { withSaidBy } from "../patch/said-by.ts";
import { AUTO_MODEL } from "../profile/built-in.ts";
import type { Settings } from "../profile/settings.ts";

/** Problems of the flags alone, whatever the manifests say: a model that the platform has not, a misspelt name. */
const OF_THE_FLAGS: ReadonlySet<CatalogCode> = new Set([
  "unknown-platform",
  "unknown-model",
  "model-not-on-platform",
  "count-not-on-platform",
  "vendor-model-conflict",
  "vendor-not-on-platform",
  "spot-not-on-platform",
  "spot-not-for-model",
  "topology-not-for-model",
  "topology-unknown",
  "mig-unknown",
  "mig-not-for-model",
  "mig-not-on-platform",
]);

/** Problems that another number of GPUs, which the manifest may have, does not have. */
const COUNTED: ReadonlySet<CatalogCode> = new Set(["count-not-on-platform", "topology-unknown"]);

/**
 * What is wrong with vendor, model, platform and count as the user gave them, or null. It is a usage error and
 * told before any manifest is blamed for it.
 */
export function usageProblem(settings: Settings, catalog: Catalog): Diagnostic | null {
  const problem = groupProblem(settings) ?? placementProblem(settings, catalog);
  return problem === null ? null : withSaidBy(problem, settings);
}

/** Pods that must not share a node are those of a group. */
function groupProblem({ base, onePerNode, workers }: Settings): Refusal | null {
  if (onePerNode?.value !== true || (workers !== undefined && workers.value > 1)) return null;
  const isFlag = onePerNode.origin.kind === "flag";
  if (!isFlag && base !== "training") return null;
  const said = workers === undefined ? "no number of workers is given" : "1 worker is one pod";
  return {
    ...REFUSED,
    code: "one-per-node-without-workers",
    message: `${isFlag ? "--one-per-node" : "onePerNode"} has nothing to keep apart: ${said}`,
  };
}

function placementProblem(settings: Settings, catalog: Catalog): Refusal | null {
  const vendor = settings.vendor === undefined ? undefined : catalog.vendor(settings.vendor.value);
  if (vendor !== undefined && !vendor.ok) return usage(vendor.problem);
  const named = vendor === undefined ? {} : { vendor: vendor.vendor };
  if (settings.base === "bursty") {
    const platform = catalog.platform(settings.platform.value, named.vendor ?? "nvidia");
    return platform.ok ? null : usage(platform.problem);
  }
  if (
    settings.platform.origin.kind === "default" &&
    settings.model === undefined &&
    settings.mig === undefined &&
    settings.topology === undefined &&
    settings.spot === undefined
  )
    return null;
  const answer = catalog.placement({
    platform: settings.platform.value,
    count: settings.gpus?.value ?? 1,
    uniform: false,
    spot: settings.spot?.value ?? false,
    ...named,
    // One that is chosen by the command is one that the platform has.
    ...(settings.model === undefined || settings.model.value === AUTO_MODEL
      ? {}
      : { model: settings.model.value }),
    ...(settings.mig === undefined ? {} : { mig: settings.mig.value }),
    ...(settings.topology === undefined ? {} : { topology: settings.topology.value }),
  });
  if (answer.ok || !OF_THE_FLAGS.has(answer.problem.code)) return null;
  if (settings.gpus === undefined && COUNTED.has(answer.problem.code)) return null;
  return usage(answer.problem);
}

function usage(problem: CatalogDiagnostic): Refusal {
  return { ...REFUSED, ...problem };
}
