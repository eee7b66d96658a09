import type { MatchSubject } from "../config/match.ts";
import type { Policy, ResolvedProfile, RuleAnswer } from "../config/policy.ts";
import { annotationsOf, labelsOf, objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Advice, Diagnostic, Refusal } from "../kernel/diagnostic.ts";
import { nearest } from "../kernel/suggest.ts";
import type { AutoProfile } from "../patch/recognition/data/evidence.ts";
import { withoutQuotes } from "../patch/selection/annotations-without-quotes.ts";
import type { Candidate } from "../patch/selection/scope.ts";
import { inform, refuse, warn } from "../patch/shared/diagnostics.ts";
import { ANNOTATION_PREFIX, type AnnotationSettings, readAnnotations } from "../profile/annotations.ts";
import { AUTO, builtInBase, GPU_BASES, NONE, PROFILES } from "../profile/built-in.ts";
import { mergeLayers } from "../profile/layers.ts";
import type { Layer, Origin, Setting, Settings } from "../profile/settings.ts";
import { flagLayer } from "../profile/settings-from-flags.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { annotationsElsewhere } from "./annotation-places.ts";
import type { PatchRequest } from "./outcome.ts";

/** The config that counts for a file, and the file's path below the config's folder. */
export interface FilePolicy {
  readonly policy: Policy;
  readonly path: string | null;
}

/** A candidate with what is to say about where its settings come from. */
export interface Resolved extends Candidate {
  /** About its annotations: to be told unless the run leaves the workload out. */
  readonly diagnostics: readonly Diagnostic[];
  /** Flags that an annotation beat: to be told where the workload is touched. */
  readonly lost: readonly Diagnostic[];
  /** What its settings are merged of; null where it has none. */
  readonly sources: SettingSources | null;
}

/** The layers of a workload around that of its profile, the strongest first. */
interface SettingSources {
  /** Who chose the profile. */
  readonly origin: Origin;
  readonly above: readonly Layer[];
  readonly below: readonly Layer[];
}

/** The settings of the same sources under another built-in profile: what `auto` comes to. */
export function settingsUnder({ sources }: Resolved, profile: AutoProfile): Settings | null {
  return sources === null ? null : settingsOf(sources, { name: profile, base: profile, layer: {} });
}

function settingsOf({ origin, above, below }: SettingSources, profile: ResolvedProfile): Settings {
  return mergeLayers({ ...profile, origin }, [...above, profile.layer, ...below]);
}

/** What all sources say about one workload, before they are merged. */
interface Sources {
  readonly workload: Workload;
  readonly request: PatchRequest;
  readonly said: AnnotationSettings;
  readonly rule: RuleAnswer | null;
  readonly policy: Policy | null;
}

/**
 * Merges what annotation, flags, rule, profile and defaults say about a workload: annotation > flag (with
 * `--override` the other way round) > rule > own profile; defaults and built-in values fill gaps.
 */
export function resolveWorkload(
  workload: Workload,
  request: PatchRequest,
  file: FilePolicy | null,
): Resolved {
  const said = readAnnotations(annotationsOf(workload.object));
  const policy = file?.policy ?? null;
  const rule = policy?.ruleFor(subjectOf(workload, file?.path ?? null)) ?? null;
  const sources: Sources = { workload, request, said, rule, policy };
  const unknown = [
    ...said.unknown.map(({ key, ...text }) => warn(workload, annotation(key), text)),
    ...withoutQuotes(workload),
    ...annotationsElsewhere(workload),
  ];
  const chosen = chosenName(sources);
  const isNamed = chosen !== null && namesWorkload(sources, chosen);
  const nothing = { workload, settings: null, isNamed, sources: null, lost: [] };
  if (chosen === null) return { ...nothing, diagnostics: [...unknown, ...withoutProfile(sources)] };
  const profile = profileNamed(chosen.value, policy);
  const errors = [
    ...said.errors
      .filter(({ key }) => !isOverruled(sources, key))
      .map(({ key, ...text }) => refuse(workload, annotation(key), text)),
    ...(profile === null && chosen.value !== "" ? [unknownProfile(sources, chosen)] : []),
  ];
  if (profile === null || errors.length > 0) return { ...nothing, diagnostics: [...unknown, ...errors] };
  const flags = flagLayer(request.flags);
  const first = request.scope.override ? [flags, said.layer] : [said.layer, flags];
  const merged: SettingSources = {
    origin: chosen.origin,
    above: [...first, rule?.layer ?? {}],
    below: [policy?.defaults ?? {}],
  };
  return {
    workload,
    settings: settingsOf(merged, profile),
    isNamed,
    isKindMeant: meansKind(sources, chosen),
    sources: merged,
    diagnostics: unknown,
    lost: lostFlags(sources, flags, chosen),
  };
}

/**
 * Annotations and rules name a workload for a bare profile, too. Only where they say that it needs no GPU, or leave
 * that open, nobody meant that a profile for GPUs shall have it: that would cost one for each.
 */
function namesWorkload({ said, rule, policy }: Sources, { value, origin }: Setting<string>): boolean {
  if (origin.kind !== "flag" || Object.keys(said.layer).length > 0) return true;
  const isGpuProfile = (name: string): boolean => {
    const base = name === AUTO ? undefined : profileNamed(name, policy)?.base;
    return base !== undefined && GPU_BASES.has(base);
  };
  const names = [said.profile?.value, rule?.profile].filter((name) => name !== undefined);
  return isGpuProfile(value) ? names.some(isGpuProfile) : names.length > 0;
}

/** A profile that its own annotation chose, or a rule that says which kinds it is for. */
function meansKind({ rule }: Sources, { origin }: Setting<string>): boolean {
  return origin.kind === "annotation" || (origin.kind === "config" && rule?.namesKind === true);
}

/** The setting behind each annotation, as flags name it. */
const FLAG_OF: Readonly<Record<string, "gpus" | "gpu" | "container" | "role">> = {
  gpus: "gpus",
  gpu: "gpu",
  container: "container",
  role: "role",
};

/** With `--override` nobody reads an annotation beside its flag. */
function isOverruled({ request }: Sources, key: string): boolean {
  if (request.scope.override !== true) return false;
  const name = key.slice(ANNOTATION_PREFIX.length);
  const flag = FLAG_OF[name];
  return name === "profile"
    ? request.profile !== null
    : flag !== undefined && request.flags[flag] !== undefined;
}

/** Annotations that say how, where nothing says what. */
function withoutProfile({ workload, said }: Sources): readonly Advice[] {
  const keys = [...Object.values(said.layer).map(({ origin }) => origin), ...said.errors].flatMap((one) =>
    "key" in one ? [one.key] : [],
  );
  const [key] = keys;
  if (key === undefined) return [];
  return [
    warn(workload, annotation(key), {
      code: "annotation-without-profile",
      message: `${key} does nothing for ${objectTitle(workload.object)}: no profile is chosen for it`,
      advice: `Add the annotation ${ANNOTATION_PREFIX}profile, pass -p PROFILE, or write a rule.`,
    }),
  ];
}

function subjectOf({ object }: Workload, path: string | null): MatchSubject {
  const { kind, name, namespace } = object;
  return { kind, name, namespace, labels: labelsOf(object), annotations: annotationsOf(object), path };
}

/** Who chooses the profile, strongest first. */
function chosenName({ said, rule, request }: Sources): Setting<string> | null {
  const flag: Setting<string> | null =
    request.profile === null ? null : { value: request.profile, origin: { kind: "flag", name: "--profile" } };
  const byRule = rule === null ? null : { value: rule.profile, origin: rule.origin };
  return request.scope.override ? (flag ?? said.profile ?? byRule) : (said.profile ?? flag ?? byRule);
}

/** `auto` stands on nothing yet: its base is only what the scope is chosen by. */
function profileNamed(name: string, policy: Policy | null): ResolvedProfile | null {
  const base = name === AUTO ? "continuous" : builtInBase(name);
  return base === null ? (policy?.profile(name) ?? null) : { name, base, layer: {} };
}

/** Flags and rules are checked before; only an annotation can name what does not exist. */
function unknownProfile({ workload, policy }: Sources, { value, origin }: Setting<string>): Refusal {
  const names = [...(policy?.profileNames ?? PROFILES.map((row) => row.name)), AUTO, NONE];
  const guess = nearest(value, names);
  return refuse(workload, origin.kind === "annotation" ? annotation(origin.key) : ["metadata"], {
    code: "unknown-profile",
    message: `there is no profile "${value}"`,
    advice: `${guess === undefined ? "" : `Did you mean "${guess}"? `}The profiles are ${names.join(", ")}.`,
  });
}

/** A flag that an annotation beats must not be lost in silence: people look for it in the output. */
function lostFlags(
  { workload, said, request }: Sources,
  flags: Layer,
  chosen: Setting<string>,
): readonly Advice[] {
  if (request.scope.override) return [];
  const lost = Object.entries(said.layer).flatMap(([name, setting]) => {
    const flag = flags[name as keyof Layer] as Setting<unknown> | undefined;
    return flag !== undefined && flag.value !== setting.value ? [{ setting, flag }] : [];
  });
  const profile =
    request.profile !== null && chosen.origin.kind === "annotation" && chosen.value !== request.profile
      ? [lostFlag(workload, `--profile ${request.profile}`, chosen)]
      : [];
  return [
    ...profile,
    ...lost.flatMap(({ setting, flag }) =>
      flag.origin.kind === "flag"
        ? [lostFlag(workload, `${flag.origin.name} ${flag.value}`, setting as Setting<unknown>)]
        : [],
    ),
  ];
}

function lostFlag(workload: Workload, flag: string, { value, origin }: Setting<unknown>): Advice {
  const key = origin.kind === "annotation" ? origin.key : "";
  return inform(workload, annotation(key), {
    code: "annotation-beats-flag",
    message: `${flag} does not count for ${objectTitle(workload.object)}: its annotation ${key} says "${value}"`,
  });
}

function annotation(key: string): FieldPath {
  return ["metadata", "annotations", key];
}
