import type { Json } from "../../edit/operation.ts";
import { isJsonMap, jsonOf, sameJson } from "../../k8s/json.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import { items, member, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { isOfPod, isRendezvousName, PAIRS, variablesOf } from "../profiles/gpu/workers/variables.ts";
import { namesIn, type TrainingRecord } from "../records/training-record.ts";

/**
 * Indexes of the variables of a container that were added for workers and still have a value of the kind that was
 * written. A record may name any variable; only those of workers are ever taken out.
 */
export function ownVariables(container: ContainerView, record: TrainingRecord): readonly number[] {
  const names = namesIn(record, container.name).filter(isRendezvousName);
  const present = variablesOf(container);
  return items(member(container.node, "env")).flatMap((node, index) => {
    const name = textAt(node, ["name"]) ?? "";
    if (!names.includes(name)) return [];
    const other = twinOf(name);
    // What the user has under the other name could not be referred to, where that comes later: then it was copied.
    const twin = names.includes(other) ? undefined : present.get(other)?.node;
    const isCopy = twin !== undefined && sameJson(saidIn(node), saidIn(twin));
    return isCopy || isAsWritten(name, node, record) ? [index] : [];
  });
}

function twinOf(name: string): string {
  const own = PAIRS.find((pair) => pair.name === name || pair.twin === name);
  return own === undefined ? "" : own.name === name ? own.twin : own.name;
}

/** What a variable says besides its name. */
function saidIn(node: YamlNode): Json {
  const said = jsonOf(node);
  return isJsonMap(said) ? { ...said, name: "" } : said;
}

function isAsWritten(name: string, node: YamlNode, { set }: TrainingRecord): boolean {
  const value = textAt(node, ["value"]);
  if (value === null) return isOfPod(node);
  // Where the user has only one of the two, the other refers to it.
  if (value === `$(${twinOf(name)})`) return true;
  if (name === "NNODES") return value === String(set.completions?.[1] ?? value);
  return name === "MASTER_PORT" ? value === "29500" : value.includes("$(");
}
