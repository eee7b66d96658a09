import type { Draft } from "../../edit/draft.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { items, member, textAt } from "../../yaml/access.ts";
import {
  type DecisionContext,
  eachPodSet,
  type PodSetContext,
  podSetOf,
  workloadIn,
} from "../shared/context.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { warn } from "../shared/diagnostics.ts";
import { ownNames } from "./reading-order.ts";
import { referencesIn } from "./variable-order.ts";

/**
 * References that this run writes and nobody will resolve: of or to a variable of the config's, where what the manifest
 * has stands in between. To move that is for its author.
 */
export function referencesBelow(start: DecisionContext, end: Draft<ReasonedOperation>): readonly Advice[] {
  const own = ownNames(start.settings);
  if (own.size === 0 || !end.operations.some(({ path }) => path.includes("env"))) return [];
  const workload = workloadIn(start.workload, end);
  return eachPodSet(start).flatMap((context) =>
    podSetOf(workload, context.podSet.role).containers.flatMap((container, index) => {
      const before = context.podSet.containers[index];
      return before === undefined ? [] : belowIn(context, before, container, own);
    }),
  );
}

function belowIn(
  { podSet }: PodSetContext,
  before: ContainerView,
  after: ContainerView,
  own: ReadonlySet<string>,
): readonly Advice[] {
  const written = items(member(before.node, "env")).map((node) => textAt(node, ["name"]) ?? "");
  const nodes = items(member(after.node, "env"));
  const names = nodes.map((node) => textAt(node, ["name"]) ?? "");
  return nodes.flatMap((node, index) => {
    const name = names[index] ?? "";
    const below = referencesIn(textAt(node, ["value"]) ?? "").find(
      (other) => names.indexOf(other) > index && (own.has(name) || own.has(other)),
    );
    if (below === undefined) return [];
    const place = written.indexOf(name);
    return [
      warn(podSet, place < 0 ? before.path : [...before.path, "env", place], {
        code: "variable-refers-below",
        message: `${name} of container "${after.name}" refers to $(${below}), which stands below it`,
        advice: `Move ${name} below ${below} in the manifest.`,
      }),
    ];
  });
}
