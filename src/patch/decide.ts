import { apply, type Draft } from "../edit/draft.ts";
import { leadPodSet } from "../k8s/workload.ts";
import type { Advice } from "../kernel/diagnostic.ts";
import { lazy } from "../kernel/lazy.ts";
import { withoutAnswered } from "./config-defaults/open-defaults.ts";
import { hasOwnFields } from "./config-fields/has-fields.ts";
import { inReadingOrder } from "./config-fields/reading-order.ts";
import { referencesBelow } from "./config-fields/references-below.ts";
import { withoutIdle } from "./config-fields/without-idle.ts";
import { writeFields, writeFieldsAgain } from "./config-fields/write-fields.ts";
import { refusalsInParts, remarksOnParts } from "./kustomize/parts.ts";
import { liveDiagnostics, startLive } from "./live/live-state.ts";
import { isLiveRemoval, withJoinedRemovals } from "./live/strip.ts";
import { decideBursty } from "./profiles/bursty/decide-bursty.ts";
import { decideGpu } from "./profiles/gpu/decide-gpu.ts";
import { spotDiagnostics } from "./profiles/gpu/placement/spot-stays.ts";
import { decideOwnWidth } from "./profiles/gpu/workers/own-width.ts";
import { decideNone } from "./profiles/none/decide-none.ts";
import { readTraining } from "./records/training-record.ts";
import { repeatedNameProblem } from "./repeated-name.ts";
import { chooseRoles } from "./roles/choose-roles.ts";
import { elsewhereDiagnostics, noRoleComputes, nothingToChange } from "./roles/elsewhere.ts";
import { withoutLeftToBases } from "./roles/left-to-bases.ts";
import {
  after,
  type DecisionContext,
  type DecisionInput,
  eachPodSet,
  onDraft,
  openContext,
  type PodSetContext,
  podSetOf,
  workloadIn,
} from "./shared/context.ts";
import {
  type Decision,
  type ProfileDecision,
  type ReasonedOperation,
  type RefusedDecision,
  refusedDecision,
} from "./shared/decision.ts";
import { carriedByKind } from "./shared/fields-of-kind.ts";
import { gpusNow } from "./shared/pods.ts";
import { undoBursty } from "./undo/undo-bursty.ts";
import { undoTraining } from "./undo/undo-training.ts";

/**
 * Decides what becomes of one workload under its settings: operations, objects that come and go, and what to say. All steps
 * work on one draft, each on the workload as those before it leave it: what a cluster wrote goes, the config's fields come,
 * earlier profiles are undone, the profile does its part, and in the end it is looked at what came of it.
 */
export function decideWorkload(input: DecisionInput): Decision {
  const original = openContext(input);
  const objections = refusalsInParts(original);
  if (objections.length > 0) return refusedDecision(...objections);
  const live = startLive(original);
  if (live.kind === "refused") return refusedDecision(live.refusal);
  const decided = decideManifest(live.context);
  if (decided.kind === "refused") return decided;
  const { foughtSelectors: _, ...made } = decided.made;
  const isStripped = live.fields === "stripped";
  const draft = isStripped ? withJoinedRemovals(decided.draft, original.workload) : decided.draft;
  const changes = isStripped
    ? decided.draft.operations.filter((one) => !isLiveRemoval(one))
    : draft.operations;
  return {
    ...made,
    operations: draft.operations,
    diagnostics: [
      ...made.diagnostics,
      ...liveDiagnostics(original, live, { ...made, operations: changes }),
      ...remarksOnParts(original, draft.operations),
    ],
    gpus: { before: gpusNow(original.workload, original), ...made.gpus },
  };
}

/** A decision and where it leads. */
type Decided =
  | RefusedDecision
  | {
      readonly kind: "made";
      readonly made: ProfileDecision;
      /** What the profile decided on. */
      readonly context: DecisionContext;
      /** The object after all changes. The few callers that need its workload open it themselves. */
      readonly draft: Draft<ReasonedOperation>;
    };

function decideManifest(whole: DecisionContext): Decided {
  const [repeated] = eachPodSet(whole).flatMap((own) => repeatedNameProblem(own) ?? []);
  if (repeated !== undefined) return refusedDecision(repeated);
  // Most workloads are one set of pods, and a run that meets no other need not load what chooses among several.
  if (whole.workload.podSets.length === 1 && whole.workload.podSets[0].role === "") return decideRoles(whole);
  const choice = chooseRoles(whole);
  if (choice.kind === "refused") return refusedDecision(choice.problem);
  const { roles, diagnostics: left } = withoutLeftToBases(whole, choice.roles);
  const start = { ...whole, roles };
  const elsewhere = [...left, ...elsewhereDiagnostics(whole.workload)];
  if (roles.size === 0)
    return {
      kind: "made",
      context: start,
      draft: start.draft,
      made: {
        ...nothingToChange(start),
        diagnostics: elsewhere.length > 0 ? elsewhere : [noRoleComputes(start)],
      },
    };
  return withDiagnostics(elsewhere, decideRoles(start));
}

/** Decides for the roles that were chosen. */
function decideRoles(start: DecisionContext): Decided {
  // `none` only takes out: what a config adds to GPU pods has no place there.
  const hasOwn = start.settings.base !== "none" && hasOwnFields(start.settings);
  const decided = hasOwn ? decideWithFields(start) : decideWithUndo(start);
  if (decided.kind === "refused") return decided;
  const { made, context } = decided;
  const draft = inReadingOrder(decided.draft, context.settings);
  const isChanged = draft !== start.draft && draft.operations.length > 0;
  const end = lazy(() => workloadIn(start.workload, draft));
  const spot = (own: PodSetContext): readonly Advice[] =>
    spotDiagnostics(own, () => podSetOf(end(), own.podSet.role), made.placement);
  const diagnostics = [
    ...made.diagnostics,
    ...(hasOwn ? referencesBelow(start, draft) : []),
    ...(isChanged ? eachPodSet(start).flatMap(spot) : []),
  ];
  return { kind: "made", context, draft, made: { ...made, diagnostics } };
}

/** With what the config says about the pods beyond GPUs, before the profile and once more behind it. */
function decideWithFields(start: DecisionContext): Decided {
  const first = writeFields(start);
  const decided = decideWithUndo(first.context);
  if (decided.kind === "refused") return decided;
  const { made, context } = decided;
  const end = onDraft(context, decided.draft);
  const again = writeFieldsAgain(start, end, made.foughtSelectors);
  const diagnostics = [...made.diagnostics, ...first.diagnostics, ...again.diagnostics];
  if (again.refusals.length > 0) return { kind: "refused", refusals: again.refusals, diagnostics };
  const draft = withoutIdle(start.draft, apply(end.draft, again.operations));
  return { kind: "made", context, draft, made: { ...made, diagnostics } };
}

/** First takes out what the training profile added and the new profile does not use. */
function decideWithUndo(start: DecisionContext): Decided {
  const podSet = leadPodSet(start.workload);
  // Most workloads have no such record, and a run that meets none need not load what undoes one.
  if (readTraining(podSet).kind === "none") return decideByProfile(start);
  const apart = undoTraining({ ...start, podSet });
  const context: DecisionContext = {
    ...after(start, apart.operations),
    ...(apart.wasTraining && { wasTraining: true }),
  };
  return withDiagnostics(apart.diagnostics, decideByProfile(context), apart.dropped);
}

function decideByProfile(context: DecisionContext): Decided {
  const { base } = context.settings;
  switch (base) {
    case "continuous":
    case "training":
      return decideRestored(context);
    case "bursty":
      return carriedOut(context, decideBursty(withoutAnswered(context)));
    case "none":
      return carriedOut(context, decideNone(context));
    default:
      return base satisfies never;
  }
}

/** What a former `bursty` run had taken is given back before a GPU profile decides. */
function decideRestored(start: DecisionContext): Decided {
  const { context, diagnostics, devices } = undoBursty(start);
  if (context.settings.workers === undefined)
    return withDiagnostics(diagnostics, carriedOut(context, decideGpu(withoutAnswered(context), devices)));
  const width = decideOwnWidth(context);
  if (width.kind === "refused") return refusedDecision(width.problem);
  const decision = decideGpu(withoutAnswered(after(context, width.operations)), devices);
  const whole =
    decision.kind === "refused"
      ? decision
      : { ...decision, operations: [...width.operations, ...decision.operations] };
  return withDiagnostics([...diagnostics, ...width.diagnostics], carriedOut(context, whole));
}

function carriedOut(context: DecisionContext, decision: RefusedDecision | ProfileDecision): Decided {
  if (decision.kind === "refused") return decision;
  if (carriesAll(context)) {
    const draft = apply(context.draft, decision.operations);
    return { kind: "made", made: decision, context, draft };
  }
  const { operations, diagnostics, refusals } = carriedByKind(context, decision.operations);
  if (refusals.length > 0) return { kind: "refused", refusals, diagnostics: decision.diagnostics };
  const made = { ...decision, operations, diagnostics: [...decision.diagnostics, ...diagnostics] };
  return { kind: "made", made, context, draft: apply(context.draft, operations) };
}

/** True for kinds whose pods have all fields of a pod, as most have. */
function carriesAll({ workload: { kind, podSets } }: DecisionContext): boolean {
  return kind.denied === undefined && podSets.every(({ row }) => row.fields === undefined);
}

/** What the steps before have to say stands in front. */
function withDiagnostics(
  before: readonly Advice[],
  decided: Decided,
  dropped: ProfileDecision["dropped"] = [],
): Decided {
  if (decided.kind === "refused") return { ...decided, diagnostics: [...before, ...decided.diagnostics] };
  const { made } = decided;
  const joined = {
    ...made,
    dropped: [...dropped, ...made.dropped],
    diagnostics: [...before, ...made.diagnostics],
  };
  return { ...decided, made: joined };
}
