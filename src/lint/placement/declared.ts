import { injectsToleration } from "../../gpu/catalog/injection.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";
import { type DeclaredNodes, platformsOfNodes } from "../../workload/nodes/declared-nodes.ts";
import {
  commonTaints,
  type RepellingNodes,
  repellingNodes,
  selectedNodes,
  tolerationOf,
} from "../../workload/nodes/selected-nodes.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import type { Fix, RuleFinding } from "../rule.ts";
import { taintText, tolerationsPath } from "./tolerations.ts";

/** Nodes declared in the run that a pod selects, and those that keep it off: all of them or none. */
export interface Selection {
  readonly nodes: readonly DeclaredNodes[];
  readonly repelling: readonly RepellingNodes[];
}

/** What the objects of the run say about the nodes that a pod selects; null where it selects none of theirs. */
export function selectionOf(pod: Pod, context: LintContext): Selection | null {
  const nodes = selectedNodes(pod.workload, context);
  if (nodes.length === 0) return null;
  const added = nodes.every((one) => isAdmitting(one, pod, context)) ? tolerationsAdded(pod) : [];
  return { nodes, repelling: repellingNodes(pod.workload, nodes, added) };
}

/** The platform adds the tolerations of taints that are named like what the pod asks for. */
function isAdmitting(nodes: DeclaredNodes, pod: Pod, { platforms }: LintContext): boolean {
  const names = pod.platforms.length > 0 ? null : (platformsOfNodes(nodes) ?? []);
  const rows = names === null ? pod.platforms : platforms.filter(({ name }) => names.includes(name));
  return rows.length > 0 && rows.every(injectsToleration);
}

function tolerationsAdded({ gpuContainers }: Pod): readonly TolerationView[] {
  return gpuContainers.flatMap(({ asked }) =>
    asked.map(({ resource: key }) => ({ key, operator: "Exists", value: null, effect: "NoSchedule" })),
  );
}

/** What to tell of a pod that is kept off the nodes that it selects; null where some let it in. */
export function repelledFinding(
  pod: Pod,
  { repelling }: Selection,
  safety: Fix["safety"],
): RuleFinding | null {
  const [first] = repelling;
  if (first === undefined) return null;
  const path = tolerationsPath(pod);
  const common = commonTaints(repelling);
  const all = [...new Set(repelling.flatMap(({ taints }) => taints.map(taintText)))];
  const taints = common === null ? all.join(", ") : all.join(" and ");
  const { object, row } = first.nodes;
  return {
    path,
    message: `the pod selects ${nodesText(repelling)}, but ${
      common === null
        ? `tolerates none of their taints: ${taints}`
        : `does not tolerate the taint ${taints} that ${repelling.length === 1 && row.others === "none" ? "it has" : "they have"}`
    }`,
    why: "A pod that selects nodes and does not tolerate their taints stays Pending, and no autoscaler makes such a node for it.",
    advice: `Tolerate ${common === null ? "the taints of the nodes that are meant" : taints} in the pod, or select other nodes.`,
    severity: "warning",
    related: [{ object, path: row.taints, message: "the taint is here" }],
    ...(common !== null && {
      fix: {
        safety,
        title: `tolerate ${taints}`,
        operations: common.map((taint) => ({ op: "append", path, value: { ...tolerationOf(taint) } })),
      },
    }),
  };
}

function nodesText([first, ...others]: readonly RepellingNodes[]): string {
  if (first === undefined) return "nodes";
  const { object, row } = first.nodes;
  const one = row.others === "none" ? objectTitle(object) : `the nodes of ${objectTitle(object)}`;
  return others.length === 0 ? one : `${one} and ${others.length} more`;
}
