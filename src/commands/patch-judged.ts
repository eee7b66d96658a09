import type { Catalog } from "../gpu/types.ts";
import type { InputSet } from "../io/ports.ts";
import type { Arrival } from "../patch/scope.ts";
import type { RunSources } from "../pipeline/assign.ts";
import type { PatchOutcome, PatchRequest } from "../pipeline/outcome.ts";
import { patchManifests } from "../pipeline/patch.ts";
import { isStream } from "./stream-input.ts";

/**
 * Patches manifests; where a bare profile for GPUs came upon a lone workload without one, looks whether that is a
 * database. What knows databases is loaded only then, and only for one of them is everything decided again.
 */
export async function patchJudged(
  inputs: InputSet,
  request: PatchRequest,
  catalog: Catalog,
  sources: RunSources,
): Promise<PatchOutcome> {
  const outcome = patchManifests(inputs.files, request, catalog, sources);
  if (outcome.unjudged == null) return outcome;
  const { cpuStoreOf } = await import("../patch/auto/cpu-store.ts");
  if (cpuStoreOf(outcome.unjudged, catalog) === null) return outcome;
  const lone = { storeOf: cpuStoreOf, arrival: arrivalOf(inputs) };
  return patchManifests(inputs.files, request, catalog, { ...sources, lone });
}

/** One file that the user named is a choice; a pipe, a folder, a glob and what a shell makes of one are not. */
function arrivalOf({ files, folders }: InputSet): Arrival {
  const [file, ...others] = files;
  const isChoice = file?.named === true && !isStream(file) && others.length === 0 && folders.length === 0;
  return isChoice ? "named-file" : "among-others";
}
