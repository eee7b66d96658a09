import type { ContainerView } from "../../../k8s/pod-set.ts";
import { memoized } from "../../../kernel/memoized.ts";
import { items, member, text, textAt } from "../../../yaml/access.ts";
import { expandReferences, MOST_LETTERS } from "./references.ts";
import type { Variable, Variables } from "./word.ts";

/** What a container's `env` sets. */
export interface Environment {
  readonly variables: Variables;
  /** Others come from ConfigMaps and Secrets as a whole. */
  readonly hasOthers: boolean;
}

/** The variables of a container, each with `$(NAME)` replaced by those before it, as the kubelet does. */
export const environmentOf = memoized(readEnvironment);

function readEnvironment({ node, path }: Pick<ContainerView, "node" | "path">): Environment {
  const variables = new Map<string, Variable>();
  let letters = 0;
  for (const [index, entry] of items(member(node, "env")).entries()) {
    const name = textAt(entry, ["name"]);
    if (name === null) continue;
    const value = member(entry, "value");
    const raw = value === null && member(entry, "valueFrom") === null ? "" : text(value);
    const place = { path: [...path, "env", index, "value"], start: 0, end: raw?.length ?? 0 };
    const expanded = raw === null || letters > MOST_LETTERS ? null : expandReferences(raw, variables);
    letters += expanded?.text.length ?? 0;
    variables.set(name, { text: expanded?.unknown === null ? expanded.text : null, place });
  }
  return { variables, hasOthers: items(member(node, "envFrom")).length > 0 };
}
