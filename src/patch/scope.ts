import type { Catalog } from "../gpu/types.ts";
import { annotationsOf, labelsOf, objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { Settings } from "../profile/settings.ts";
import { hasAccelerator } from "../workload/accelerators.ts";
import type { UnhandledObject } from "../workload/unhandled-accelerators.ts";
import { hasWildcard, matchesAnyGlob } from "./glob.ts";
import { inform, warn } from "./notice.ts";
import { RESTORE_ANNOTATION } from "./restore.ts";
import { mayMeanUnhandled, unclearBeside } from "./unhandled-objects.ts";
import { withoutQuotes } from "./without-quotes.ts";

/** A label selector in kubectl's syntax, parsed: all requirements must hold. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: "=" | "!=" | "in" | "notin" | "exists" | "!exists";
  readonly values: readonly string[];
}

/** Which workloads the user wants touched. Empty means the rule for a bare profile. */
export interface Scope {
  readonly all: boolean;
  /** `--select KIND[/NAME]`, globs; case of the kind does not matter. */
  readonly select: readonly { readonly kind: string; readonly name: string | null }[];
  readonly labels: readonly LabelRequirement[];
  readonly namespace: string | null;
  /** Flags win over annotations, `gpuify.dev/skip` among them. */
  readonly override?: boolean;
}

/** A workload that a run could touch, with what was settled about it. */
export interface Candidate {
  readonly workload: Workload;
  /** Null where no source gives it a profile. */
  readonly settings: Settings | null;
  /** An annotation or a rule of the config means this very workload. */
  readonly isNamed: boolean;
  /** What chose its profile means its kind too: its own annotation, or a rule that says the kind. */
  readonly isKindMeant?: boolean;
}

/** The workloads that a run touches. With a `problem` nothing may be touched: a usage error, exit 2. */
export interface ChosenWorkloads {
  readonly chosen: readonly Workload[];
  /** Those that the flags do not leave out, and that are not skipped, whether they have a profile or not. */
  readonly wanted: readonly Workload[];
  readonly problem: Diagnostic | null;
  readonly notes: readonly Diagnostic[];
}

/** Annotation that takes an object out of every run; its value is the reason. */
export const SKIP_ANNOTATION = "gpuify.dev/skip";

/** A value that reads as if the workload was not to be skipped. */
const DENIAL = /^(?:false|no|n|off|0)$/i;

/** How many candidates a message lists before it only counts. */
const LISTED = 20;

/**
 * Which workloads of the input a run touches: those that an annotation or a rule names, and those of a bare profile.
 * That touches the only workload, or, if there are several, those that already ask for an accelerator; a public demo
 * file has 14 Deployments, and nobody wants 14 GPUs. `unhandled` count as workloads that ask and cannot be touched.
 */
export function chooseWorkloads(
  candidates: readonly Candidate[],
  scope: Scope,
  catalog: Catalog,
  unhandled: readonly UnhandledObject[] = [],
): ChosenWorkloads {
  const notes: Diagnostic[] = [];
  const wanted = candidates.filter(({ workload, settings }) => {
    if (!isWanted(workload, scope)) return false;
    const skipped = skipNote(workload, scope);
    if (skipped !== null && settings !== null) notes.push(...withoutQuotes(workload), skipped);
    return skipped === null;
  });
  const admitted = wanted.filter((candidate) => {
    if (candidate.settings === null) return false;
    const objection = objectionTo(candidate, candidate.settings, scope);
    if (objection !== null) notes.push(objection);
    return objection === null;
  });
  const found = { wanted: wanted.map(({ workload }) => workload), notes };
  const choose = (some: readonly Candidate[]): ChosenWorkloads => {
    return { ...found, chosen: some.map(({ workload }) => workload), problem: null };
  };
  if (admitted.length === 0) return { ...choose([]), notes: [...notes, nothingMatches(scope, wanted)] };
  if (scope.all || isNarrowed(scope)) return choose(admitted);
  const [only, ...others] = admitted;
  if (only !== undefined && others.length === 0 && !mayMeanUnhandled(only.workload, unhandled, catalog))
    return choose(admitted);
  const asking = admitted.filter(
    ({ workload, isNamed }) => isNamed || hasAccelerator(workload, catalog) || hadAccelerator(workload),
  );
  if (asking.length > 0) return choose(asking);
  const all = admitted.map(({ workload }) => workload);
  const unclear = unclearBeside(unhandled, all);
  if (unclear !== null) return { ...choose([]), problem: unclear };
  return { ...choose([]), problem: ambiguousScope(all, admitted[0]?.settings?.profile ?? "") };
}

/** `bursty` took the GPU away: the workload is still one of those that are meant, also in a second run. */
function hadAccelerator(workload: Workload): boolean {
  return annotationsOf(workload.object).has(RESTORE_ANNOTATION);
}

/** The flags say which workloads are meant. */
export function isNarrowed(scope: Scope): boolean {
  return scope.select.length > 0 || scope.labels.length > 0 || scope.namespace !== null;
}

function isWanted(workload: Workload, scope: Scope): boolean {
  const { object } = workload;
  if (scope.select.length > 0 && !scope.select.some((one) => isSelected(workload, one))) return false;
  if (scope.namespace !== null && object.namespace !== scope.namespace) return false;
  const labels = labelsOf(object);
  return scope.labels.every((requirement) => holds(requirement, labels));
}

function isSelected(workload: Workload, one: Scope["select"][number]): boolean {
  const { kind, name } = workload.object;
  if (!matchesAnyGlob(one.kind.toLowerCase(), kind.toLowerCase())) return false;
  return one.name === null || matchesAnyGlob(one.name, name);
}

/** Named by kind and name without a wildcard: the user means this very object. */
function isSelectedByName(workload: Workload, scope: Scope): boolean {
  return scope.select.some(
    (one) =>
      one.name !== null && !hasWildcard(one.kind) && !hasWildcard(one.name) && isSelected(workload, one),
  );
}

/** As kubectl matches: `!=` and `notin` also hold where the label is missing. */
function holds(requirement: LabelRequirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(requirement.key);
  const { operator, values } = requirement;
  switch (operator) {
    case "=":
    case "in":
      return value !== undefined && values.includes(value);
    case "!=":
    case "notin":
      return value === undefined || !values.includes(value);
    case "exists":
      return value !== undefined;
    case "!exists":
      return value === undefined;
    default:
      return operator satisfies never;
  }
}

/** What is to say about a workload that wants to be left alone, or null. */
function skipNote(workload: Workload, scope: Scope): Diagnostic | null {
  const reason = annotationsOf(workload.object).get(SKIP_ANNOTATION);
  if (reason === undefined || scope.override === true || isSelectedByName(workload, scope)) return null;
  const title = objectTitle(workload.object);
  const path = ["metadata", "annotations", SKIP_ANNOTATION];
  const message = `${title} is left alone: ${SKIP_ANNOTATION}${reason === "" ? "" : ` says "${reason}"`}`;
  if (DENIAL.test(reason.trim()))
    return warn(workload, path, {
      code: "skipped",
      message,
      why: "The value is only the reason; the annotation itself is what leaves the workload out.",
      advice: "Remove the annotation to have it patched.",
    });
  return inform(workload, path, {
    code: "skipped",
    message,
    advice: `Select it by name to patch it all the same: --select ${title}.`,
  });
}

/** Why a workload that the scope includes is left alone all the same, or null. */
function objectionTo(
  { workload, isKindMeant }: Candidate,
  { base }: Pick<Settings, "base">,
  scope: Scope,
): Diagnostic | null {
  if (workload.kind.class !== "daemon-set" || base === "bursty" || base === "none") return null;
  if (base === "training")
    return inform(workload, ["kind"], {
      code: "daemon-set-left-alone",
      message: `${objectTitle(workload.object)} is left alone: a DaemonSet never ends, so \`training\` does not fit`,
    });
  if (isKindMeant === true || scope.select.some((one) => isSelected(workload, one))) return null;
  return inform(workload, ["kind"], {
    code: "daemon-set-left-alone",
    message: `${objectTitle(workload.object)} is left alone: as a DaemonSet it would take a GPU on every node`,
    advice: `Select it to patch it all the same: --select ${objectTitle(workload.object)}.`,
  });
}

function nothingMatches(scope: Scope, wanted: readonly Candidate[]): Diagnostic {
  const narrowed = isNarrowed(scope) && wanted.length === 0;
  return {
    code: "nothing-to-patch",
    severity: "warning",
    category: "advice",
    message: narrowed
      ? "no workload of the input matches the selection"
      : "the input has no workload that this profile could patch",
    ...(scope.namespace === null || !narrowed
      ? {}
      : { advice: "Objects without metadata.namespace do not match -n/--namespace." }),
  };
}

function ambiguousScope(candidates: readonly Workload[], profile: string): Diagnostic {
  const titles = candidates.map(({ object }) =>
    object.namespace === null
      ? objectTitle(object)
      : `${objectTitle(object)} (namespace ${object.namespace})`,
  );
  const listed = titles.slice(0, LISTED).join(", ");
  const more = titles.length > LISTED ? ` and ${titles.length - LISTED} more` : "";
  return {
    code: "ambiguous-scope",
    severity: "error",
    category: "decision",
    message: `${titles.length} workloads could get the profile "${profile}", and none of them asks for a GPU: ${listed}${more}`,
    why: "Patching all of them could cost a GPU for every database and proxy in the input.",
    advice: "Name those you mean with --select KIND/NAME, -l or -n, or pass --all.",
  };
}
