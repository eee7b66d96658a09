import { apply, type Draft, openDraft } from "../../edit/draft.ts";
import type { Catalog } from "../../gpu/types.ts";
import { asWorkload, type Workload } from "../../k8s/workload.ts";
import { Bug } from "../../kernel/failure.ts";
import type { Settings } from "../../profile/settings.ts";
import type { Surroundings } from "../../workload/surroundings.ts";
import type { Intent } from "./decision.ts";

/** What there is to decide. */
export interface DecisionInput {
  readonly workload: Workload;
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly surroundings: Surroundings;
  /** Set where `--strip-live` asks to take out what a cluster wrote into the workload. */
  readonly liveFields?: "strip";
}

/** What a step of the decision gets. Pure data; a step returns intents, whose paths mean `workload`, and diagnostics. */
export interface DecisionContext extends DecisionInput {
  /** The workload as all that has been decided so far leaves it: the view of the draft. */
  readonly workload: Workload;
  readonly draft: Draft<Intent>;
  /** Set where a record proved a training run, which has been taken out of `workload` already. */
  readonly wasTraining?: true;
}

/** The context of the first step. */
export function openContext(input: DecisionInput): DecisionContext {
  return { ...input, draft: openDraft(input.workload.object.root) };
}

/**
 * The context of the next step, which sees the operations made.
 * @throws Bug where they leave no workload.
 */
export function after<T extends DecisionContext>(context: T, operations: readonly Intent[]): T {
  if (operations.length === 0) return context;
  const draft = apply(context.draft, operations);
  return { ...context, draft, workload: workloadIn(context.workload, draft) };
}

/** The workload as a draft of its object leaves it. */
export function workloadIn({ object }: Workload, { view }: Draft<Intent>): Workload {
  const found = asWorkload({ ...object, root: view });
  if (found === null || found === "no-pod-spec") throw new Bug("a workload is none after its own changes");
  return found;
}
