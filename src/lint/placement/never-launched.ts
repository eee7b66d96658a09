import type { NeverLaunched } from "../../gpu/admission-rows.ts";
import { isInDomain } from "../../gpu/labels/key-domains.ts";
import { isAvoidance, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { listed } from "../../kernel/words.ts";
import type { Pod } from "../pod.ts";
import type { RuleFinding } from "../rule.ts";
import { firstOfEachKey, labelPlace, writtenConditions } from "./conditions.ts";

const NODE_POOL = "karpenter.sh/nodepool";

/**
 * What the pod says about its nodes that makes the platforms' launcher ignore the pod: conditions on some labels, whatever
 * they say and in whichever term, and on fields of the node. Once for each key.
 */
export function neverLaunched(pod: Pod): readonly RuleFinding[] {
  const rows = pod.platforms.flatMap(({ launcher, neverLaunched: never }) =>
    launcher === undefined || never === undefined ? [] : [{ by: launcher.value, never: never.value }],
  );
  if (rows.length === 0 || rows.length < pod.platforms.length) return [];
  const written = writtenConditions(pod);
  if (written.some(staysAway)) return [];
  const by = listed([...new Set(rows.map((row) => row.by))], "or");
  const keys = written.filter(({ key }) => rows.every(({ never }) => isNever(key, never)));
  const fields = (pod.nodes.terms ?? []).flatMap((term) => term.fields);
  return [
    ...firstOfEachKey(keys).map((condition) => ({
      ...labelPlace(condition),
      severity: "warning" as const,
      message: `${by} ignores the pod while it is pending, since it ${isAvoidance(condition) ? "excludes" : "selects"} nodes by ${condition.key}: no node is made for it`,
      advice: adviceFor(condition),
    })),
    ...firstOfEachKey(fields).map(({ key, path }) => ({
      path,
      severity: "warning" as const,
      message: `${by} ignores the pod while it is pending, since it selects nodes by the field ${key}: no node is made for it`,
    })),
  ];
}

/** The pod is not to run on nodes that Karpenter makes. */
function staysAway({ key, operator }: Requirement): boolean {
  return key === NODE_POOL && operator === "DoesNotExist";
}

function isNever(key: string, { keys, domain, except }: NeverLaunched): boolean {
  return keys.includes(key) || (isInDomain(key, domain) && !except.includes(key));
}

function adviceFor(condition: Requirement): string {
  return isAvoidance(condition)
    ? `Keep the pod off by a taint of those nodes, or exclude their NodePool by ${NODE_POOL}.`
    : `Select a NodePool by ${NODE_POOL}, a machine type or a zone; keep it only where that node is there to stay.`;
}
