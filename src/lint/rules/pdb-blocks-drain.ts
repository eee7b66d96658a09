import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { PodSet } from "../../k8s/workload.ts";
import type { PodCounts } from "../../workload/pod-counts.ts";
import { share } from "../../workload/rollout.ts";
import { at, integer, isEmpty, isNullish, stringMap, textAt } from "../../yaml/access.ts";
import type { LintContext } from "../context.ts";
import { serverExample, withObject } from "../examples/workloads.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import { selectedByLabels } from "../lifecycle/selected-by-labels.ts";
import { openPod } from "../pod.ts";
import { perObject, type Rule, type RuleFinding } from "../rule.ts";

/** A budget that never lets go of a GPU node. */
export const pdbBlocksDrain: Rule = {
  id: "pdb-blocks-drain",
  severity: "warning",
  title: "Disruption budget that keeps a GPU node from being drained",
  fix: "none",
  about: () => ({
    why: "A budget that allows no disruption makes every eviction fail: the GPU node can neither be drained for a new driver or version nor given back by an autoscaler.",
    advice:
      "Set `maxUnavailable: 1`, or have more replicas than `minAvailable`; a single replica cannot be both protected and moved.",
    sources: [
      {
        title: "Specifying a Disruption Budget for your Application",
        url: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
      },
    ],
    bad: withObject(serverExample({ spec: "replicas: 1" }), budget("minAvailable: 1")),
    good: withObject(serverExample({ spec: "replicas: 1" }), budget("maxUnavailable: 1")),
  }),
  check: perObject(["PodDisruptionBudget"], (object, context) => {
    // A budget over several workloads counts the pods of all of them.
    const [workload, ...others] = workloadsOf(object, context);
    if (workload === undefined || others.length > 0) return [];
    const pod = openPod(workload, context);
    const replicas = pod.isGpuPod ? replicasOf(pod, context) : null;
    if (replicas === null || replicas.least === 0) return [];
    return minimum(object, workload, replicas) ?? maximum(object, workload);
  }),
};

function minimum(
  object: KubeObject,
  workload: PodSet,
  { least, most }: PodCounts,
): readonly RuleFinding[] | null {
  const path = ["spec", "minAvailable"];
  if (isNullish(at(object.root, path))) return null;
  const written = textAt(object.root, path);
  const needed = (pods: number): number => share(object.root, path, "0", pods, Math.ceil) ?? 0;
  if (needed(least) < least) return [];
  const always = needed(most) >= most;
  const title = objectTitle(workload.object);
  const [pods, when] = always
    ? [most > least ? `any of the up to ${most} replicas` : `any of the ${least} replicas`, ""]
    : [`any of the ${least} replicas`, " while it is at its minimum"];
  const which = most === 1 ? "the only replica" : pods;
  return [
    {
      path,
      ...(!always && { severity: "info" }),
      message: `minAvailable: ${written} never lets ${which} of ${title} be evicted${when}`,
      related: [
        { object: workload.object, path: workload.kind.replicas ?? ["kind"], message: "the replicas" },
      ],
    },
  ];
}

/** Somebody wrote that nothing may be evicted, which may be meant. */
function maximum(object: KubeObject, workload: PodSet): readonly RuleFinding[] {
  const path = ["spec", "maxUnavailable"];
  const isNone = integer(at(object.root, path)) === 0 || textAt(object.root, path) === "0%";
  if (!isNone) return [];
  return [
    {
      path,
      severity: "info",
      message: `maxUnavailable: ${textAt(object.root, path)} lets no pod of ${objectTitle(workload.object)} be evicted`,
      related: [{ object: workload.object, path: ["kind"], message: "whose pods it selects" }],
    },
  ];
}

/** Deployments and the like whose pods a budget selects by labels. Those of Jobs end by themselves. */
function workloadsOf(object: KubeObject, { workloads }: LintContext): readonly PodSet[] {
  const selector = at(object.root, ["spec", "selector"]);
  const labels = stringMap(at(selector, ["matchLabels"]));
  if (labels.size === 0 || !isEmpty(at(selector, ["matchExpressions"]))) return [];
  return selectedByLabels(workloads, object.namespace, labels).filter(
    ({ kind }) => kind.lifecycle === "restarts",
  );
}

function budget(line: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: llm
spec:
  ${line}
  selector:
    matchLabels:
      app: llm`;
}
