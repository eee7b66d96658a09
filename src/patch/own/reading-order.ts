import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import type { Intent } from "../intent.ts";
import { partsOf } from "./parts.ts";
import { type Addition, orderedList } from "./variable-order.ts";

/**
 * Intents whose new environment variables stand where `$(NAME)` finds them. The kubelet knows at each variable only
 * those above it (kubernetes/kubernetes pkg/kubelet/kubelet_pods.go `makeEnvironmentVariables`): what a variable of the
 * manifest refers to goes in front of them all, the rest behind, the workers' own first.
 */
export function inReadingOrder(
  { workload: { object }, settings }: DecisionContext,
  intents: readonly Intent[],
): readonly Intent[] {
  const additions = intents.filter(isAddition);
  const lists = new Map(additions.map(({ path }) => [JSON.stringify(path), path] as const));
  let ordered = intents;
  for (const path of lists.values())
    ordered = orderedList(object.root, path, ordered, additionsTo(ordered, path), ownNames(settings));
  return ordered;
}

/** Names of the variables that the config says. */
export function ownNames({ env }: DecisionContext["settings"]): ReadonlySet<string> {
  return new Set(partsOf(env).flatMap(({ value }) => value.map(({ name }) => name)));
}

/** The variables that are added to the list itself. */
function additionsTo(intents: readonly Intent[], path: FieldPath): readonly Addition[] {
  return intents
    .filter(isAddition)
    .filter(
      (one) => one.path.length === path.length && path.every((step, index) => one.path[index] === step),
    );
}

function isAddition(intent: Intent): intent is Addition {
  return (intent.op === "append" || intent.op === "prepend") && intent.path.at(-1) === "env";
}
