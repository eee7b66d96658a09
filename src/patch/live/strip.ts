import { asWorkload, type Workload } from "../../k8s/workload.ts";
import { Bug } from "../../kernel/failure.ts";
import type { LiveState } from "../../workload/live/live-state.ts";
import { collapseRemovals, type Removal } from "../collapse.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { composeIntents } from "../restored/compose.ts";
import { treeAfter } from "../restored/tree.ts";

/** What takes out the fields that a cluster wrote, one by one. */
export function stripIntents({ fields }: LiveState): readonly Intent[] {
  return fields.map(({ path, why }) => ({
    op: "remove",
    path,
    step: "lifecycle",
    reason: why,
    origin: { kind: "flag", name: "--strip-live" },
  }));
}

/** The context to decide on: the workload as it is once the intents are made. */
export function stripped(context: DecisionContext, intents: readonly Intent[]): DecisionContext {
  const { object } = context.workload;
  const workload = asWorkload({ ...object, root: treeAfter(object.root, intents) });
  if (workload === null || workload === "no-pod-spec") throw new Bug("a stripped workload is none");
  return { ...context, workload };
}

/** Both at once; maps and lists that the two together would leave empty go as a whole. */
export function withStrip(
  workload: Workload,
  strip: readonly Intent[],
  decided: readonly Intent[],
): readonly Intent[] {
  const { root } = workload.object;
  const all = composeIntents(root, strip, decided);
  const additions = all.filter(({ op }) => op !== "remove");
  const removals = all.filter(isRemoval);
  return [...collapsed(workload, removals, additions), ...additions];
}

/** The removals of the live fields alone, beside what was decided on the workload as it is. */
export function stripBeside(
  workload: Workload,
  live: LiveState,
  decided: readonly Intent[],
): readonly Intent[] {
  const additions = decided.filter(({ op }) => op !== "remove");
  return collapsed(workload, stripIntents(live).filter(isRemoval), additions);
}

function collapsed(
  { object, templatePath, podSpecPath, containers }: Workload,
  removals: readonly Removal[],
  additions: readonly Intent[],
): readonly Intent[] {
  const floors = [["metadata"], templatePath, podSpecPath, ...containers.map(({ path }) => path)];
  const added = additions.map(({ path }) => path);
  return collapseRemovals(object.root, removals, added, floors);
}

function isRemoval(intent: Intent): intent is Intent & { readonly op: "remove" } {
  return intent.op === "remove";
}
