import type { PlatformRow } from "../../gpu/rows.ts";
import type { Vendor } from "../../gpu/types.ts";
import { daemonTolerations } from "../../k8s/scheduling/daemon-tolerations.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { vendorOfNodes } from "../../workload/nodes/declared-nodes.ts";
import { missingTolerations, untoleratedOf } from "../../workload/tolerations.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import type { RuleFinding } from "../rule.ts";
import { conditionText, labelPlace, nodeConditions } from "./conditions.ts";
import { repelledFinding, type Selection, selectionOf } from "./declared.ts";
import {
  genericPlatform,
  isCustom,
  type Missing,
  platformTolerations,
  taintText,
  takesCare,
  tolerationsPath,
} from "./tolerations.ts";
import { vendorsOf } from "./vendors-of.ts";

/** Autopilot puts no pod without a GPU on a GPU node, and rejects the toleration. */
const AUTOPILOT = "gke-autopilot";

/** A pod without a GPU that selects GPU nodes by their labels, and does not tolerate the taint that they have; else null. */
export function selectingFinding(pod: Pod, context: LintContext): RuleFinding | null {
  const selection = selectionOf(pod, context);
  if (selection !== null && isSettled(selection, context))
    return withReason(repelledFinding(pod, selection, "unsafe"), pod);
  for (const condition of nodeConditions(pod)) {
    if (!meansGpuNodes(condition, context)) continue;
    const [vendor] = vendorsOf(condition, context);
    const found = vendor === undefined ? null : ofCondition(pod, condition, { vendor, context });
    if (found !== null) return found;
  }
  return null;
}

/** The run's own objects say that they are GPU nodes and which taints they have, or one that keeps the pod off. */
function isSettled({ nodes, repelling }: Selection, { catalog }: LintContext): boolean {
  if (nodes.some((one) => vendorOfNodes(one, catalog) === null)) return false;
  return repelling.length > 0 || nodes.every(({ row }) => row.hasAllTaints);
}

function meansGpuNodes(condition: Requirement, { catalog }: LintContext): boolean {
  const { key, values } = condition;
  if (!isPositive(condition)) return false;
  if (values.length === 0 || condition.operator !== "In") return catalog.label(key)?.gpuOnly === true;
  return values.every((value) => catalog.isGpuLabelValue(key, value));
}

function ofCondition(
  pod: Pod,
  condition: Requirement,
  { vendor, context }: { readonly vendor: Vendor; readonly context: LintContext },
): RuleFinding | null {
  const isSaid = pod.platforms.length > 0;
  const platforms = isSaid
    ? pod.platforms.filter(({ name }) => name !== AUTOPILOT)
    : genericPlatform(vendor, context);
  const missing = platforms.map((platform) => missingFor(platform, vendor, pod));
  const [first] = missing;
  if (first === undefined || missing.some((one) => one.length === 0)) return null;
  if (!isSaid && (takesCare(pod, first) || first.every(isCustom))) return null;
  const isCertain = missing.every((one) =>
    one.some(({ needed }) => needed.taints.some(({ by, effect }) => by === "default" && effect !== null)),
  );
  return finding(pod, condition, { missing: first, isCertain, isSaid });
}

function missingFor(platform: PlatformRow, vendor: Vendor, pod: Pod): readonly Missing[] {
  const { kind, podSpec } = pod.workload;
  const added = kind.lifecycle === "per-node" ? daemonTolerations(podSpec) : [];
  const needed = platformTolerations(platform, vendor, pod);
  return missingTolerations([...pod.tolerations, ...added], needed).map((one) => ({ platform, needed: one }));
}

function finding(
  pod: Pod,
  condition: Requirement,
  found: { readonly missing: readonly Missing[]; readonly isCertain: boolean; readonly isSaid: boolean },
): RuleFinding {
  const { missing, isCertain, isSaid } = found;
  const taints = missing.flatMap(({ needed }) =>
    untoleratedOf(pod.tolerations, needed.taints).map(taintText),
  );
  const title = missing[0]?.platform.title ?? "";
  const where = isSaid ? ` of ${title}` : "";
  const path = tolerationsPath(pod);
  return {
    ...labelPlace(condition),
    message: `the pod selects GPU nodes by ${conditionText(condition)}, but does not tolerate the taint ${taints.join(" and ")} that GPU nodes${where} ${
      isCertain ? "carry by default" : "often carry"
    }`,
    ...reason(pod),
    ...(!isCertain && { severity: "info" }),
    fix: {
      safety: "unsafe",
      title: `tolerate ${taints.join(" and ")}`,
      operations: missing.map(({ needed }) => ({ op: "append", path, value: { ...needed.value } })),
    },
  };
}

function withReason(found: RuleFinding | null, pod: Pod): RuleFinding | null {
  return found === null ? null : { ...found, ...reason(pod) };
}

function reason({ workload }: Pod): { readonly why: string; readonly advice: string } {
  return workload.kind.lifecycle === "per-node"
    ? {
        why: "The DaemonSet's pods are not created on nodes whose taint they do not tolerate, and nothing says so: the nodes that it is for go without it.",
        advice:
          "Tolerate the taint, or every taint by `operator: Exists` without a key, as the vendors' own DaemonSets do.",
      }
    : {
        why: "Platforms add the toleration only to pods that ask for a GPU. This one asks for none, so it stays Pending on nodes that carry the taint.",
        advice:
          "Ask for the GPU if the pod needs one; else remove the selector, or tolerate the taint if it belongs on a GPU node all the same.",
      };
}
