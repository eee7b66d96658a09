import { apply, type Draft, openDraft } from "../../edit/draft.ts";
import type { Catalog } from "../../gpu/types.ts";
import { asWorkload, type PodSet, type Workload } from "../../k8s/workload.ts";
import { Bug } from "../../kernel/failure.ts";
import type { Settings } from "../../profile/settings.ts";
import type { Surroundings } from "../../workload/surroundings.ts";
import type { ReasonedOperation } from "./decision.ts";

/** What there is to decide. */
export interface DecisionInput {
  readonly workload: Workload;
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly surroundings: Surroundings;
  /** Set where `--strip-live` asks to take out what a cluster wrote into the workload. */
  readonly liveFields?: "strip";
  /** Set where only the changes are asked for, so that steps need not work out what they would tell. */
  readonly remarks?: "unread";
}

/** What a step about the object gets. Pure data; a step returns operations, whose paths mean `workload`, and diagnostics. */
export interface DecisionContext extends DecisionInput {
  /** The workload as all that has been decided so far leaves it: the view of the draft. */
  readonly workload: Workload;
  readonly draft: Draft<ReasonedOperation>;
  /** The roles that the profile is for; absent until they are chosen. */
  readonly roles?: ReadonlySet<string>;
  /** Set where a record proved a training run, which has been taken out of `workload` already. */
  readonly wasTraining?: true;
}

/** What a step about one pod set gets. */
export interface PodSetContext extends DecisionContext {
  /** One of those of `workload`. */
  readonly podSet: PodSet;
}

/** The context of the first step. */
export function openContext(input: DecisionInput): DecisionContext {
  return { ...input, draft: openDraft(input.workload.object.root) };
}

/** The contexts of all pod sets. */
export function eachPodSet(context: DecisionContext): readonly PodSetContext[] {
  return context.workload.podSets.map((podSet) => ({ ...context, podSet }));
}

/** The context of the pod set of a role. */
export function inPodSet(context: DecisionContext, role: string): PodSetContext {
  return { ...context, podSet: podSetOf(context.workload, role) };
}

/** The contexts of the pod sets that the profile is for. */
export function computingPodSets(context: DecisionContext): readonly PodSetContext[] {
  const { roles } = context;
  return eachPodSet(context).filter(({ podSet }) => roles === undefined || roles.has(podSet.role));
}

/**
 * The context of the next step, which sees the operations made.
 * @throws Bug if the result is no workload, or the context's pod set is gone.
 */
export function after<T extends DecisionContext | PodSetContext>(
  context: T,
  operations: readonly ReasonedOperation[],
): T {
  return operations.length === 0 ? context : onDraft(context, apply(context.draft, operations));
}

/**
 * The context that sees what a draft of its object makes of the workload. Who asks for operations alone goes on with the
 * draft and does not need it.
 * @throws Bug where it leaves no workload, or another pod set is gone.
 */
export function onDraft<T extends DecisionContext | PodSetContext>(
  context: T,
  draft: Draft<ReasonedOperation>,
): T {
  if (draft === context.draft) return context;
  const workload = workloadIn(context.workload, draft);
  const next = { ...context, draft, workload };
  return "podSet" in context ? { ...next, podSet: podSetOf(workload, context.podSet.role) } : next;
}

/** The workload as a draft of its object leaves it. */
export function workloadIn({ object }: Workload, { view }: Draft<ReasonedOperation>): Workload {
  const found = asWorkload({ ...object, root: view });
  if (found === null || found === "no-pod-spec")
    throw new Bug("an object is no longer a workload after its own changes");
  return found;
}

/**
 * The pod set of a role.
 * @throws Bug where there is none.
 */
export function podSetOf({ podSets }: Workload, role: string): PodSet {
  const found = podSets.find((one) => one.role === role);
  if (found === undefined) throw new Bug(`a workload has no pod set "${role}" after its own changes`);
  return found;
}
