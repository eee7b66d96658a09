import type { KubeObject } from "../../k8s/object.ts";
import { share } from "../../workload/rollout.ts";
import { at, isNullish, textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { serverExample } from "../examples/workloads.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** A rollout strategy whose parts the API server does not take together. */
export const rolloutStrategyRejected: Rule = {
  id: "rollout-strategy-rejected",
  severity: "error",
  title: "Rollout strategy with parts that exclude each other",
  fix: "safe",
  about: () => ({
    why: "`Recreate` has no numbers, so the API server rejects `rollingUpdate` beside it. A rolling update that may neither start a pod more nor end one cannot move; a DaemonSet takes one of both, and `maxUnavailable` is 1 unless it is set to 0.",
    advice:
      "Keep either `type: Recreate` or `rollingUpdate`, and in that one number that is not 0: `maxSurge: 0` with `maxUnavailable: 1` needs no spare GPU.",
    sources: [
      {
        title: "Deployments: strategy",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
      },
      {
        title: "kubernetes/kubernetes: validation of apps",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go",
      },
    ],
    bad: serverExample({ spec: "strategy:\n  type: Recreate\n  rollingUpdate:\n    maxSurge: 0" }),
    good: serverExample({ spec: "strategy:\n  type: Recreate" }),
  }),
  check: perPod(({ workload, object }) => {
    if (!object.apiVersion.startsWith("apps/")) return [];
    if (workload.kind.rollout?.form === "per-node") return ofDaemonSet(object);
    return workload.kind.rollout?.form === "surge" ? ofDeployment(object) : [];
  }),
};

function ofDeployment({ root }: KubeObject): readonly RuleFinding[] {
  const path: FieldPath = ["spec", "strategy", "rollingUpdate"];
  if (textAt(root, ["spec", "strategy", "type"]) === "Recreate") {
    if (isNullish(at(root, path))) return [];
    return [
      {
        path,
        at: "key",
        message: "rollingUpdate is rejected beside type: Recreate",
        fix: {
          safety: "safe",
          title: "remove rollingUpdate, which Recreate does not use",
          operations: [{ op: "remove", path }],
        },
      },
    ];
  }
  const numbers = numbersOf(root, path, { surge: "25%", unavailable: "25%" });
  return numbers?.surge === 0 && numbers.unavailable === 0 ? [standstill(path)] : [];
}

function ofDaemonSet({ root }: KubeObject): readonly RuleFinding[] {
  const path: FieldPath = ["spec", "updateStrategy", "rollingUpdate"];
  const type = textAt(root, ["spec", "updateStrategy", "type"]);
  if ((type !== null && type !== "RollingUpdate") || isNullish(at(root, path))) return [];
  const numbers = numbersOf(root, path, { surge: "0", unavailable: "1" });
  if (numbers === null) return [];
  if (numbers.surge === 0 && numbers.unavailable === 0) return [standstill(path)];
  if (numbers.surge === 0 || numbers.unavailable === 0) return [];
  const isWritten = !isNullish(at(root, [...path, "maxUnavailable"]));
  return [
    {
      path: [...path, "maxSurge"],
      message: `maxSurge: ${textAt(root, [...path, "maxSurge"])} of a DaemonSet is rejected beside ${isWritten ? `maxUnavailable: ${textAt(root, [...path, "maxUnavailable"])}` : "maxUnavailable, which is 1 unless it is set"}`,
      advice:
        "Remove `maxSurge`, so that a node's old pod gives its GPU back first, or set `maxUnavailable: 0`.",
    },
  ];
}

function standstill(path: FieldPath): RuleFinding {
  return {
    path: [...path, "maxUnavailable"],
    message: "maxSurge and maxUnavailable are both 0, which is rejected",
    fix: {
      safety: "safe",
      title: "set maxUnavailable to 1",
      operations: [{ op: "set", path: [...path, "maxUnavailable"], value: 1 }],
    },
  };
}

/** The numbers as the API server compares them with 0: of percentages the number before the sign. */
function numbersOf(
  root: KubeObject["root"],
  path: FieldPath,
  byDefault: { readonly surge: string; readonly unavailable: string },
): { readonly surge: number; readonly unavailable: number } | null {
  const surge = share(root, [...path, "maxSurge"], byDefault.surge, 100, Math.ceil);
  const unavailable = share(root, [...path, "maxUnavailable"], byDefault.unavailable, 100, Math.ceil);
  return surge === null || unavailable === null ? null : { surge, unavailable };
}
