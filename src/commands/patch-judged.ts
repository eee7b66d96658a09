import type { Catalog } from "../gpu/types.ts";
import type { InputSet } from "../io/ports.ts";
import { leadPodSet } from "../k8s/workload.ts";
import type { Arrival } from "../patch/selection/scope.ts";
import type { RunSources } from "../pipeline/assign.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { decideRun } from "../pipeline/patch.ts";
import type { ResolvedRun } from "../pipeline/resolve-run.ts";
import { isStream } from "./stream-input.ts";

/**
 * Decides a run; where a bare profile for GPUs came upon a lone workload without one, looks whether that is a
 * database. What knows databases is loaded only then, and only for one of them is everything decided again.
 */
export async function decideJudged(
  run: ResolvedRun,
  inputs: InputSet,
  catalog: Catalog,
  sources: Pick<RunSources, "recognize" | "chooseGpu">,
): Promise<PatchOutcome> {
  const outcome = decideRun(run, catalog, sources);
  if (outcome.unjudged == null) return outcome;
  const { cpuStoreOf } = await import("../patch/recognition/cpu-store.ts");
  if (cpuStoreOf(leadPodSet(outcome.unjudged), catalog) === null) return outcome;
  const lone = { storeOf: cpuStoreOf, arrival: arrivalOf(inputs) };
  return decideRun(run, catalog, { ...sources, lone });
}

/** One file that the user named is a choice; a pipe, a folder, a glob and what a shell makes of one are not. */
function arrivalOf({ files, folders }: InputSet): Arrival {
  const [file, ...others] = files;
  const isChoice = file?.named === true && !isStream(file) && others.length === 0 && folders.length === 0;
  return isChoice ? "named-file" : "among-others";
}
