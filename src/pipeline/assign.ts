import type { ResolvedProfile } from "../config/policy.ts";
import type { Catalog } from "../gpu/types.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import type { Surroundings } from "../patch/context.ts";
import { AUTO, findProfile, NONE } from "../profile/built-in.ts";
import { mergeLayers } from "../profile/layers.ts";
import { flagLayer } from "../profile/settings-from-flags.ts";
import type { Assigned } from "./decide-all.ts";
import type { LoadedFile } from "./load.ts";
import type { ManifestInput, PatchRequest } from "./outcome.ts";
import type { Recognized } from "./recognize.ts";
import { type FilePolicy, type Resolved, resolveWorkload } from "./resolve.ts";
import { usageProblem } from "./usage.ts";

/** Who gets which settings: the sources of a run brought together. */

/** The config that counts for an input, or null. */
export type PolicyOf = (input: ManifestInput) => FilePolicy | null;

/** Decides `auto` for a workload: `recognizeSettings`, which is large and only loaded where it is needed. */
export type Recognize = (
  resolved: Resolved,
  context: { readonly surroundings: Surroundings; readonly catalog: Catalog },
) => Recognized;

/** What a run may stand on besides flags and annotations. */
export interface RunSources {
  readonly policyOf?: PolicyOf;
  /** Needed where `auto` may be said: by the flag, an annotation or a rule. */
  readonly recognize?: Recognize;
}

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

/** The chosen workloads with their settings, `auto` decided, and what is to say about that. */
export function assignAll(
  chosen: readonly Workload[],
  resolved: readonly Resolved[],
  context: { readonly surroundings: Surroundings; readonly catalog: Catalog },
  recognize: Recognize | undefined,
): { readonly assigned: readonly Assigned[]; readonly diagnostics: readonly Diagnostic[] } {
  const wanted = new Set(chosen);
  const assigned: Assigned[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const one of resolved) {
    if (one.settings === null || !wanted.has(one.workload)) continue;
    const answer =
      one.settings.profile === AUTO
        ? needed(recognize)(one, context)
        : { settings: one.settings, diagnostics: [] };
    diagnostics.push(...answer.diagnostics);
    if (answer.settings !== null) assigned.push({ workload: one.workload, settings: answer.settings });
  }
  return { assigned, diagnostics };
}

function needed(recognize: Recognize | undefined): Recognize {
  if (recognize === undefined) throw new Bug("`auto` was chosen and nothing was given to recognize profiles");
  return recognize;
}

/** What is wrong with the flags by themselves, under the defaults of the config that counts first. */
export function usageOf(
  { profile, flags }: PatchRequest,
  [first]: readonly ManifestInput[],
  policyOf: PolicyOf,
  catalog: Catalog,
): Diagnostic | null {
  const policy = first === undefined ? null : (policyOf(first)?.policy ?? null);
  if (profile === null || profile === NONE) return null;
  // Whatever `auto` comes to, names and numbers in the flags are right or wrong by themselves.
  const named = policy?.profile(profile) ?? builtIn(profile === AUTO ? "continuous" : profile);
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
