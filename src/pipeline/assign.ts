import type { ResolvedProfile } from "../config/policy.ts";
import type { Catalog } from "../gpu/types.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import { findProfile } from "../profile/built-in.ts";
import { mergeLayers } from "../profile/layers.ts";
import { flagLayer } from "../profile/settings-from-flags.ts";
import type { Assigned } from "./decide-all.ts";
import type { LoadedFile } from "./load.ts";
import type { ManifestInput, PatchRequest } from "./outcome.ts";
import { type FilePolicy, type Resolved, resolveWorkload } from "./resolve.ts";
import { usageProblem } from "./usage.ts";

/** Who gets which settings: the sources of a run brought together. */

/** The config that counts for an input, or null. */
export type PolicyOf = (input: ManifestInput) => FilePolicy | null;

/** What all sources say about each workload. */
export function resolveAll(
  files: readonly LoadedFile[],
  workloads: readonly Workload[],
  request: PatchRequest,
  policyOf: PolicyOf,
): readonly Resolved[] {
  const policies = new Map(files.map((file) => [file.source, policyOf(file.input)]));
  return workloads.map((workload) =>
    resolveWorkload(workload, request, policies.get(workload.object.source) ?? null),
  );
}

/** The chosen workloads with their settings. */
export function assignedTo(chosen: readonly Workload[], resolved: readonly Resolved[]): readonly Assigned[] {
  const wanted = new Set(chosen);
  return resolved.flatMap(({ workload, settings }) =>
    settings !== null && wanted.has(workload) ? [{ workload, settings }] : [],
  );
}

/** What is wrong with the flags by themselves, under the defaults of the config that counts first. */
export function usageOf(
  { profile, flags }: PatchRequest,
  [first]: readonly ManifestInput[],
  policyOf: PolicyOf,
  catalog: Catalog,
): Diagnostic | null {
  const policy = first === undefined ? null : (policyOf(first)?.policy ?? null);
  const named = profile === null ? null : (policy?.profile(profile) ?? builtIn(profile));
  if (named === null) return null;
  const layers = [flagLayer(flags), named.layer, policy?.defaults ?? {}];
  const origin = { kind: "flag", name: "--profile" } as const;
  return usageProblem(mergeLayers({ name: named.name, base: named.base, origin }, layers), catalog);
}

function builtIn(name: string): Pick<ResolvedProfile, "name" | "base" | "layer"> {
  const found = findProfile(name);
  if (!found.ok) throw new Bug(`the profile ${name} was not checked`);
  return { name, base: found.profile.base, layer: {} };
}

/** Nobody said what the workloads shall get: a usage error, not an empty run. */
export function scopeProblem(
  { profile }: PatchRequest,
  resolved: readonly Resolved[],
  problem: Diagnostic | null,
): Diagnostic | null {
  if (problem !== null || profile !== null) return problem;
  const isSaid = resolved.some(({ settings, isNamed }) => settings !== null || isNamed);
  if (isSaid || resolved.length === 0) return null;
  return {
    code: "no-profile",
    severity: "error",
    category: "decision",
    message: "no profile is given, and no annotation or rule of a gpuify.yaml names a workload of the input",
    why: "What the workloads look like decides what they get.",
    advice: "Pass -p PROFILE, annotate workloads with gpuify.dev/profile, or write a rule.",
  };
}
