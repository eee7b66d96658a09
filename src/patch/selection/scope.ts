import type { KubeObject } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import { type Advice, isRefusal, type Refusal } from "../../kernel/diagnostic.ts";
import { AUTO } from "../../profile/built-in.ts";
import type { Settings } from "../../profile/settings.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import type { UnhandledObject } from "../../workload/unhandled-accelerators.ts";
import { hasOrHadAccelerator } from "./accelerated.ts";
import { withoutQuotes } from "./annotations-without-quotes.ts";
import { daemonSetNote } from "./daemon-sets.ts";
import { hookNote, selectsHooks } from "./hooks.ts";
import { amongOthers, isToJudge, type LoneJudge, loneStoreNote } from "./lone.ts";
import { isNarrowed, isWanted, type Scope } from "./selection.ts";
import { skipNote } from "./skip.ts";
import { listTitles } from "./titles.ts";
import { mayMeanUnhandled, unclearBeside } from "./unhandled-objects.ts";
import { unmatchedNote } from "./unmatched.ts";

export type { Arrival, LoneJudge } from "./lone.ts";
export { isNarrowed, type LabelRequirement, type Scope } from "./selection.ts";

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
  readonly problem: Refusal | null;
  readonly notes: readonly Advice[];
  /** The only workload, chosen by a bare profile for GPUs, of which nobody has judged yet whether it is a database. */
  readonly unjudged: Workload | null;
}

/** What a choice may stand on besides workloads, flags and catalog. */
export interface ScopeSources {
  /** Objects that a selection may mean too, and that others refuse. */
  readonly selectable?: readonly KubeObject[];
  /** Objects of kinds that cannot be touched and that ask for a GPU: they count as workloads that ask. */
  readonly unhandled?: readonly UnhandledObject[];
  /** Where nobody judges, a lone database is chosen, and told as `unjudged`. */
  readonly lone?: LoneJudge;
}

/**
 * Which workloads of the input a run touches: those that an annotation or a rule names, and those of a bare profile.
 * That touches the only workload, or, if there are several, those that already ask for an accelerator; a public demo
 * file has 14 Deployments, and nobody wants 14 GPUs.
 */
export function chooseWorkloads(
  candidates: readonly Candidate[],
  scope: Scope,
  knowledge: Knowledge,
  { selectable = [], unhandled = [], lone }: ScopeSources = {},
): ChosenWorkloads {
  const objects = [...candidates.map(({ workload }) => workload.object), ...selectable];
  const unmatched = isNarrowed(scope) ? unmatchedNote(scope, objects) : null;
  if (unmatched !== null && isRefusal(unmatched)) return refused(unmatched, { wanted: [], notes: [] });
  const { wanted, skips } = withoutSkipped(candidates, scope);
  const { admitted, leftAlone } = admit(wanted, scope, knowledge);
  const nothing = admitted.length === 0 && unmatched === null ? [NOTHING_TO_PATCH] : [];
  const notes = [...(unmatched === null ? [] : [unmatched]), ...skips, ...leftAlone, ...nothing];
  const found = { wanted: wanted.map(({ workload }) => workload), notes };
  if (scope.all || isNarrowed(scope)) return chosen(admitted, found);
  const [only, ...others] = admitted;
  if (only === undefined) return chosen([], found);
  const mayMeanOther = unhandled.length > 0 && mayMeanUnhandled(only.workload, unhandled, knowledge.catalog);
  const isOnly = others.length === 0 && !mayMeanOther && scope.isPartlyUnread !== true;
  if (isOnly && isToJudge(only, knowledge)) {
    const judge = candidates.length === 1 ? lone : amongOthers(lone);
    return chooseLone(only, found, judge, knowledge);
  }
  if (isOnly) return chosen(admitted, found);
  const asking = admitted.filter(
    ({ workload, settings, isNamed }) =>
      isNamed || settings.profile === AUTO || hasOrHadAccelerator(workload, knowledge),
  );
  if (asking.length > 0) return chosen(asking, found);
  const all = admitted.map(({ workload }) => workload);
  const unclear = unhandled.length === 0 ? null : unclearBeside(unhandled, all);
  return refused(unclear ?? ambiguousScope(all, only.settings.profile), found);
}

/** A candidate that has a profile and that nothing leaves out. */
type SettledCandidate = Candidate & { readonly settings: Settings };

type WantedWorkloads = Pick<ChosenWorkloads, "wanted" | "notes">;

function chosen(some: readonly Candidate[], found: WantedWorkloads): ChosenWorkloads {
  return { ...found, chosen: some.map(({ workload }) => workload), problem: null, unjudged: null };
}

function refused(problem: Refusal, found: WantedWorkloads): ChosenWorkloads {
  return { ...found, chosen: [], problem, unjudged: null };
}

/** The only workload that is left; it may be a database that nobody meant. */
function chooseLone(
  only: SettledCandidate,
  found: WantedWorkloads,
  judge: LoneJudge | undefined,
  knowledge: Knowledge,
): ChosenWorkloads {
  if (judge === undefined) return { ...chosen([only], found), unjudged: only.workload };
  const note = loneStoreNote(only.workload, judge, knowledge);
  if (note !== null && isRefusal(note)) return refused(note, found);
  return chosen([only], note === null ? found : { ...found, notes: [...found.notes, note] });
}

/** Those that the flags do not leave out and that are not skipped, with what is to say about the others. */
function withoutSkipped(
  candidates: readonly Candidate[],
  scope: Scope,
): { readonly wanted: readonly Candidate[]; readonly skips: readonly Advice[] } {
  const skips: Advice[] = [];
  const wanted = candidates.filter(({ workload, settings }) => {
    if (!isWanted(workload.object, scope)) return false;
    const skipped = skipNote(workload, scope);
    if (skipped !== null && settings !== null) skips.push(...withoutQuotes(workload), skipped);
    return skipped === null;
  });
  return { wanted, skips };
}

/** Those that have a profile and may get it, with what is to say about the others. */
function admit(
  wanted: readonly Candidate[],
  scope: Scope,
  knowledge: Knowledge,
): { readonly admitted: readonly SettledCandidate[]; readonly leftAlone: readonly Advice[] } {
  const leftAlone: Advice[] = [];
  const workloads = wanted.map(({ workload }) => workload);
  const withHooks = selectsHooks(workloads, scope);
  const admitted = wanted.filter((candidate): candidate is SettledCandidate => {
    const { settings, workload, isNamed, isKindMeant = false } = candidate;
    if (settings === null) return false;
    const hook = withHooks || isNamed ? null : hookNote(workload, knowledge);
    const note = hook ?? daemonSetNote({ workload, base: settings.base, isKindMeant }, scope);
    if (note !== null) leftAlone.push(note);
    return note === null;
  });
  return { admitted, leftAlone };
}

const NOTHING_TO_PATCH: Advice = {
  code: "nothing-to-patch",
  severity: "warning",
  category: "advice",
  message: "the input has no workload that this profile could patch",
};

function ambiguousScope(candidates: readonly Workload[], profile: string): Refusal {
  const titles = listTitles(candidates.map(({ object }) => object));
  const could = `could get the profile "${profile}"`;
  return {
    code: "ambiguous-scope",
    severity: "error",
    category: "decision",
    message:
      candidates.length === 1
        ? `${titles} is the only workload that could be read and that ${could}, and it does not ask for a GPU: the one that is meant may be in a file that could not be read`
        : `${candidates.length} workloads ${could}, and none of them asks for a GPU: ${titles}`,
  };
}
