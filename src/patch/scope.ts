import type { Catalog } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { AUTO } from "../profile/built-in.ts";
import type { Settings } from "../profile/settings.ts";
import type { UnhandledObject } from "../workload/unhandled-accelerators.ts";
import { hasOrHadAccelerator } from "./scoping/accelerated.ts";
import { daemonSetNote } from "./scoping/daemon-sets.ts";
import { hookNote, selectsHooks } from "./scoping/hooks.ts";
import { isNarrowed, isWanted, type Scope } from "./scoping/selection.ts";
import { skipNote } from "./scoping/skip.ts";
import { listTitles } from "./scoping/titles.ts";
import { unmatchedNote } from "./scoping/unmatched.ts";
import { mayMeanUnhandled, unclearBeside } from "./unhandled-objects.ts";
import { withoutQuotes } from "./without-quotes.ts";

export { isNarrowed, type LabelRequirement, type Scope } from "./scoping/selection.ts";

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

/** Objects that are no candidates, and that the choice depends on. */
export interface OtherObjects {
  /** They count as workloads that ask for a GPU and cannot be touched. */
  readonly unhandled?: readonly UnhandledObject[];
  /** A selection may mean them too; others refuse them then. */
  readonly untouchable?: readonly KubeObject[];
}

/**
 * Which workloads of the input a run touches: those that an annotation or a rule names, and those of a bare profile.
 * That touches the only workload, or, if there are several, those that already ask for an accelerator; a public demo
 * file has 14 Deployments, and nobody wants 14 GPUs.
 */
export function chooseWorkloads(
  candidates: readonly Candidate[],
  scope: Scope,
  catalog: Catalog,
  { unhandled = [], untouchable = [] }: OtherObjects = {},
): ChosenWorkloads {
  const unmatched = unmatchedNote(scope, [...candidates.map(({ workload }) => workload.object), ...untouchable]);
  if (unmatched?.severity === "error") return { chosen: [], wanted: [], problem: unmatched, notes: [] };
  const notes: Diagnostic[] = unmatched === null ? [] : [unmatched];
  const wanted = candidates.filter(({ workload, settings }) => {
    if (!isWanted(workload.object, scope)) return false;
    const skipped = skipNote(workload, scope);
    if (skipped !== null && settings !== null) notes.push(...withoutQuotes(workload), skipped);
    return skipped === null;
  });
  const withHooks = selectsHooks(
    wanted.map(({ workload }) => workload),
    scope,
  );
  const admitted = wanted.filter((candidate) => {
    const { settings, workload, isNamed, isKindMeant = false } = candidate;
    if (settings === null) return false;
    const hook = withHooks || isNamed ? null : hookNote(workload, catalog);
    const note = hook ?? daemonSetNote({ workload, base: settings.base, isKindMeant }, scope);
    if (note !== null) notes.push(note);
    return note === null;
  });
  const found = { wanted: wanted.map(({ workload }) => workload), notes };
  const choose = (some: readonly Candidate[]): ChosenWorkloads => {
    return { ...found, chosen: some.map(({ workload }) => workload), problem: null };
  };
  if (admitted.length === 0)
    return { ...choose([]), notes: unmatched === null ? [...notes, NOTHING_TO_PATCH] : notes };
  if (scope.all || isNarrowed(scope)) return choose(admitted);
  const [only, ...others] = admitted;
  if (only !== undefined && others.length === 0 && !mayMeanUnhandled(only.workload, unhandled, catalog))
    return choose(admitted);
  const asking = admitted.filter(
    ({ workload, settings, isNamed }) =>
      isNamed || settings?.profile === AUTO || hasOrHadAccelerator(workload, catalog),
  );
  if (asking.length > 0) return choose(asking);
  const all = admitted.map(({ workload }) => workload);
  const unclear = unclearBeside(unhandled, all);
  if (unclear !== null) return { ...choose([]), problem: unclear };
  return { ...choose([]), problem: ambiguousScope(all, admitted[0]?.settings?.profile ?? "") };
}

const NOTHING_TO_PATCH: Diagnostic = {
  code: "nothing-to-patch",
  severity: "warning",
  category: "advice",
  message: "the input has no workload that this profile could patch",
};

function ambiguousScope(candidates: readonly Workload[], profile: string): Diagnostic {
  return {
    code: "ambiguous-scope",
    severity: "error",
    category: "decision",
    message: `${candidates.length} workloads could get the profile "${profile}", and none of them asks for a GPU: ${listTitles(candidates.map(({ object }) => object))}`,
    why: "Patching all of them could cost a GPU for every database and proxy in the input.",
    advice: "Name those you mean with --select KIND/NAME, -l or -n, or pass --all.",
  };
}
