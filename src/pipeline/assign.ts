import type { ResolvedProfile } from "../config/policy.ts";
import type { Catalog } from "../gpu/types.ts";
import type { Workload } from "../k8s/workload.ts";
import { type Diagnostic, isRefusal } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import { type ChosenWorkloads, isNarrowed, type LoneJudge, type Scope } from "../patch/selection/scope.ts";
import { isSelectedByName } from "../patch/selection/selection.ts";
import { AUTO, builtInBase, NONE } from "../profile/built-in.ts";
import { mergeLayers } from "../profile/layers.ts";
import { flagLayer } from "../profile/settings-from-flags.ts";
import type { Surroundings } from "../workload/surroundings.ts";
import type { ChooseGpu } from "./chosen-gpu.ts";
import type { Assigned } from "./decide-all.ts";
import type { LoadedFile } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";
import type { KustomizeFacts } from "./kustomize/mark-parts.ts";
import type { PatchRequest } from "./outcome.ts";
import type { Recognized } from "./recognize.ts";
import { type FilePolicy, type Resolved, resolveWorkload } from "./resolve.ts";
import { usageProblem } from "./usage.ts";

/** Who gets which settings: the sources of a run brought together. */

/** The config that counts for an input, or null. */
export type PolicyOf = (input: ManifestInput) => FilePolicy | null;

/** What a workload is recognized by. */
interface RecognitionContext {
  readonly surroundings: Surroundings;
  readonly catalog: Catalog;
  /** The user means this very workload, and expects it to be patched. */
  readonly isNamed?: boolean;
}

/** Decides `auto` for a workload: `recognizeSettings`, which is large and only loaded where it is needed. */
export type Recognize = (resolved: Resolved, context: RecognitionContext) => Recognized;

/** A workload that is meant and that nothing was decided for: a decision needs the user, or `auto` is not sure. */
export interface Unsettled {
  readonly workload: Workload;
  readonly status: "undecided" | "refused";
}

/** What a run may stand on besides flags and annotations. */
export interface RunSources {
  readonly policyOf?: PolicyOf;
  /** Needed where `auto` may be said: by the flag, an annotation or a rule. */
  readonly recognize?: Recognize;
  /** Needed where `auto` may be said for the GPU model. */
  readonly chooseGpu?: ChooseGpu;
  /** What kustomize makes of the inputs; null where no kustomization is known. */
  readonly kustomize?: KustomizeFacts | null;
  /** Judges a workload that is the only one; without it a lone database is patched, and told as `unjudged`. */
  readonly lone?: LoneJudge;
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

/** What became of the workloads that were chosen. */
interface Assignment {
  readonly assigned: readonly Assigned[];
  readonly unsettled: readonly Unsettled[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The chosen workloads with their settings, `auto` decided, and what is to say about that. */
export function assignAll(
  chosen: readonly Workload[],
  resolved: readonly Resolved[],
  { scope }: Pick<PatchRequest, "scope">,
  { recognize, ...context }: RecognitionContext & { readonly recognize: Recognize | undefined },
): Assignment {
  const wanted = new Set(chosen);
  const assigned: Assigned[] = [];
  const unsettled: Unsettled[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const one of resolved) {
    if (one.settings === null || !wanted.has(one.workload)) continue;
    const { workload, settings } = one;
    if (settings.profile !== AUTO) {
      assigned.push({ workload, settings });
      continue;
    }
    const isNamed = isNamedForAuto(one, chosen, scope);
    const answer = needed(recognize)(one, { ...context, isNamed });
    diagnostics.push(...answer.diagnostics);
    if (answer.settings !== null) assigned.push({ workload, settings: answer.settings });
    else if (answer.isUnsure) unsettled.push({ workload, status: isNamed ? "refused" : "undecided" });
  }
  return { assigned, unsettled, diagnostics };
}

/**
 * True where `auto` was said of this very workload: by its own annotation, by `--select KIND/NAME`, or by a flag for the only
 * one there is. Rules, `--all`, labels and folders mean many, and one that stays unclear must not stop the others.
 */
function isNamedForAuto({ workload, sources }: Resolved, chosen: readonly Workload[], scope: Scope): boolean {
  if (isSelectedByName(workload.object, scope)) return true;
  const origin = sources?.origin.kind;
  return origin === "annotation" || (origin === "flag" && chosen.length === 1);
}

/** Workloads of the run whose annotations are wrong. */
export function refusedAmong(
  resolved: readonly Resolved[],
  { wanted }: Pick<ChosenWorkloads, "wanted">,
): readonly Unsettled[] {
  const isWanted = new Set(wanted);
  return resolved
    .filter(({ workload, diagnostics }) => isWanted.has(workload) && diagnostics.some(isRefusal))
    .map(({ workload }) => ({ workload, status: "refused" }));
}

function needed(recognize: Recognize | undefined): Recognize {
  if (recognize === undefined) throw new Bug("`auto` was chosen and nothing was given to recognize profiles");
  return recognize;
}

/** What is to say about annotations, of the workloads that the run does not leave out. */
export function sourceDiagnostics(
  resolved: readonly Resolved[],
  { wanted, chosen }: Pick<ChosenWorkloads, "wanted" | "chosen">,
): readonly Diagnostic[] {
  const [isWanted, isChosen] = [new Set(wanted), new Set(chosen)];
  return resolved.flatMap(({ workload, diagnostics, lost }) => [
    ...(isWanted.has(workload) ? diagnostics : []),
    ...(isChosen.has(workload) ? lost : []),
  ]);
}

/**
 * What is wrong with the flags by themselves: under every config that counts, and for every workload with what its
 * annotations and rules say. Where they are right for some, the others are refused one by one.
 */
export function usageOf(
  { profile, flags }: PatchRequest,
  inputs: readonly ManifestInput[],
  resolved: readonly Resolved[],
  { policyOf, catalog }: { readonly policyOf: PolicyOf; readonly catalog: Catalog },
): Diagnostic | null {
  if (profile === NONE) return null;
  // Whatever `auto`, annotations and rules come to, names and numbers in the flags are right or wrong by themselves.
  const name = profile === null || profile === AUTO ? "continuous" : profile;
  const policies = new Set(inputs.map((input) => policyOf(input)?.policy ?? null));
  const origin = { kind: "flag", name: "--profile" } as const;
  let first: Diagnostic | null = null;
  for (const policy of policies.size === 0 ? [null] : policies) {
    const named = policy?.profile(name) ?? builtIn(name);
    if (named === null) continue;
    // Of the defaults the platform alone: whether there is a gap for the others only the manifests know.
    const platform = policy?.defaults.platform;
    const layers = [flagLayer(flags), named.layer, platform === undefined ? {} : { platform }];
    const merged = mergeLayers({ name: named.name, base: named.base, origin }, layers);
    const problem = usageProblem(merged, catalog);
    if (problem === null) return null;
    first ??= problem;
  }
  const isRightFor = ({ settings }: Resolved) =>
    settings !== null && usageProblem(settings, catalog) === null;
  return first !== null && resolved.some(isRightFor) ? null : first;
}

function builtIn(name: string): Pick<ResolvedProfile, "name" | "base" | "layer"> | null {
  const base = builtInBase(name);
  return base === null ? null : { name, base, layer: {} };
}

/**
 * Nobody said what the workloads shall get: a usage error, not an empty run. With rules that match none of them it is
 * a warning, because a hook hands over whatever files were changed, and databases and web servers need no rule.
 */
export function missingProfile(
  { profile, scope }: PatchRequest,
  resolved: readonly Resolved[],
  { wanted }: Pick<ChosenWorkloads, "wanted">,
  policies: readonly (FilePolicy | null)[],
): Diagnostic | null {
  if (profile !== null) return null;
  const isWanted = new Set(wanted);
  const candidates = resolved.filter(({ workload }) => isWanted.has(workload));
  const isSaid = candidates.some(
    ({ settings, diagnostics }) => settings !== null || diagnostics.some(isRefusal),
  );
  if (isSaid || candidates.length === 0) return null;
  const ruling = policies.find((file) => file?.policy.hasRules === true)?.policy;
  if (ruling !== undefined && !isNarrowed(scope))
    return {
      code: "no-rule-matches",
      severity: "warning",
      category: "advice",
      message: `no rule of ${ruling.file} names a workload of the input`,
    };
  return {
    code: "no-profile",
    severity: "error",
    category: "decision",
    message: `no profile is given, and no annotation or rule of a gpuify.yaml names ${candidates.length < resolved.length ? "the workloads that are meant" : "a workload of the input"}`,
  };
}
