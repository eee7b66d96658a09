import { type Draft, openDraft } from "../../edit/draft.ts";
import { partsOf } from "../../profile/setting-parts.ts";
import type { Settings } from "../../profile/settings.ts";
import { isSamePath } from "../../yaml/field-path.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { type Addition, orderedList } from "./variable-order.ts";

/**
 * The draft with its new environment variables where `$(NAME)` finds them. The kubelet knows at each variable only
 * those above it (kubernetes/kubernetes pkg/kubelet/kubelet_pods.go `makeEnvironmentVariables`): what a variable of the
 * manifest refers to goes in front of them all, the rest behind, the workers' own first.
 */
export function inReadingOrder(
  draft: Draft<ReasonedOperation>,
  settings: Pick<Settings, "env">,
): Draft<ReasonedOperation> {
  const additions = draft.operations.filter(isAddition);
  if (additions.length === 0) return draft;
  const lists = new Map(additions.map(({ path }) => [JSON.stringify(path), path] as const));
  let ordered = draft.operations;
  for (const path of lists.values())
    ordered = orderedList(draft.root, path, ordered, additionsTo(ordered, path), ownNames(settings));
  return openDraft(draft.root, ordered);
}

/** Names of the variables that the config says. */
export function ownNames({ env }: Pick<Settings, "env">): ReadonlySet<string> {
  return new Set(partsOf(env).flatMap(({ value }) => value.map(({ name }) => name)));
}

/** The variables that are added to the list itself. */
function additionsTo(operations: readonly ReasonedOperation[], path: FieldPath): readonly Addition[] {
  return operations.filter(isAddition).filter((one) => isSamePath(one.path, path));
}

function isAddition(operation: ReasonedOperation): operation is Addition {
  return (operation.op === "append" || operation.op === "prepend") && operation.path.at(-1) === "env";
}
