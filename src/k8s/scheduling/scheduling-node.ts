import { asMap, at, boolean, fields, isNullish, items, member, text, textAt } from "../../yaml/access.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { readAmounts } from "./amounts.ts";
import type { SchedulingNode, SchedulingRead, Taint } from "./types.ts";

const EFFECTS: readonly Taint["effect"][] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/**
 * A Node object, such as an item of `kubectl get nodes -o yaml`, as the scheduler sees it. Where `status.allocatable`
 * is not there at all, `status.capacity` stands in for it; an empty one means nothing is allocatable. A taint whose effect
 * Kubernetes does not know keeps nobody away and is left out. `kind` may be missing, as in an item of a NodeList.
 * Source: kubernetes/kubernetes pkg/apis/core/v1/defaults.go (SetDefaults_NodeStatus).
 */
export function schedulingNode(node: YamlNode): SchedulingRead<SchedulingNode> {
  const kind = textAt(node, ["kind"]);
  if (asMap(node) === null || (kind !== null && kind !== "Node"))
    return { ok: false, problems: [{ kind: "not-a-node", found: kind }] };
  const totals = isNullish(at(node, ["status", "allocatable"])) ? "capacity" : "allocatable";
  const { amounts, problems } = readAmounts(at(node, ["status", totals]), ["status", totals]);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      name: textAt(node, ["metadata", "name"]) ?? "",
      labels: new Map(
        fields(at(node, ["metadata", "labels"])).map(({ name, value }) => [name, text(value) ?? ""]),
      ),
      taints: taintsIn(at(node, ["spec", "taints"])),
      unschedulable: boolean(at(node, ["spec", "unschedulable"])) === true,
      allocatable: amounts,
    },
  };
}

/** A list of taints, as nodes and pools of nodes have it; one whose effect Kubernetes does not know is left out. */
export function taintsIn(list: YamlNode | null): readonly Taint[] {
  return items(list).flatMap(taintIn);
}

function taintIn(node: YamlNode): readonly Taint[] {
  const effect = EFFECTS.find((known) => known === text(member(node, "effect")));
  const key = textAt(node, ["key"]) ?? "";
  // The API server rejects a taint without a key; a toleration for it would tolerate everything.
  if (effect === undefined || key === "") return [];
  return [{ key, value: textAt(node, ["value"]) ?? "", effect }];
}
