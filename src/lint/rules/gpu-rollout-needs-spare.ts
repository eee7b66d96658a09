import type { PodCounts } from "../../workload/pod-counts.ts";
import { inPlaceOperations } from "../../workload/rollout.ts";
import { type SpareDevices, spareDevices, spareReason, spareText } from "../../workload/spare-devices.ts";
import type { LintContext } from "../context.ts";
import { serverExample } from "../examples/workloads.ts";
import { readWriteOnceClaims } from "../lifecycle/claims.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import type { Pod } from "../pod.ts";
import { type Fix, perPod, type Rule, type RuleFinding } from "../rule.ts";

/** A rolling update that starts new GPU pods before it ends old ones. */
export const gpuRolloutNeedsSpare: Rule = {
  id: "gpu-rollout-needs-spare",
  severity: "warning",
  title: "Rollout that waits for a spare GPU",
  fix: "unsafe",
  about: () => ({
    why: "By default a Deployment starts 25 % more pods, rounded up, and ends 25 %, rounded down: with fewer than four replicas no old pod ends before a new one is ready. Where all GPUs are taken the new pod stays Pending: the rollout then hangs, or with four replicas and more goes on with some of them missing.",
    advice:
      "Set `maxSurge: 0` and `maxUnavailable: 1` so that an old pod ends first, at the price of a missing replica, or keep GPUs free for rollouts.",
    sources: [
      {
        title: "Deployments: rolling update",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment",
      },
      {
        title: "LLMKube: a rollout deadlocks without a spare GPU",
        url: "https://github.com/defilantech/LLMKube/issues/192",
      },
    ],
    bad: serverExample({ spec: "replicas: 2" }),
    good: serverExample({
      spec: `replicas: 2
strategy:
  type: RollingUpdate
  rollingUpdate:
    maxSurge: 0
    maxUnavailable: 1`,
    }),
  }),
  check: perPod((pod, context) => {
    if (!pod.isGpuPod) return [];
    const counts = replicasOf(pod, context);
    const spare = spareDevices(pod.workload, counts?.least ?? null, context);
    if (spare === null) return [];
    const { path, strategy } = spare.verdict;
    return [
      {
        path,
        ...(spare.severity === "info" && { severity: "info" }),
        message: spareText(spare, "each rollout"),
        why: spareReason(spare),
        ...(counts !== null && isOnly(spare, counts) && { advice: ADVICE_FOR_ONE }),
        ...(spare.perNode && { advice: ADVICE_PER_NODE }),
        ...(spare.verdict.kind === "hangs" && relatedClaims(pod, context)),
        ...(strategy.form === "fixed"
          ? { advice: "Keep as many GPUs free for updates." }
          : { fix: inPlaceFix(inPlaceOperations(pod.object, strategy)) }),
      },
    ];
  }),
};

function inPlaceFix(operations: Fix["operations"]): Fix {
  const title = "end an old pod before a new one starts: maxSurge 0, maxUnavailable 1";
  return { safety: "unsafe", title, operations };
}

const ADVICE_FOR_ONE =
  "Set `maxSurge: 0` and `maxUnavailable: 1`, or `type: Recreate`: with one replica each rollout is then an outage while the model loads. Keep GPUs free for rollouts where that must not be.";

const ADVICE_PER_NODE =
  "Set `maxSurge: 0` and `maxUnavailable: 1`, so that the old pod gives its GPU back first.";

function isOnly({ verdict }: SpareDevices, { least, most }: PodCounts): boolean {
  return verdict.kind === "hangs" && least === 1 && most === 1;
}

/** Claims that keep the new pod on the node of the old one, where a DaemonSet's is anyway. */
function relatedClaims(pod: Pod, context: LintContext): Pick<RuleFinding, "related"> {
  const claims = pod.workload.kind.lifecycle === "per-node" ? [] : readWriteOnceClaims(pod, context);
  if (claims.length === 0) return {};
  return {
    related: claims.map(({ claim, modesPath, name }) => ({
      object: claim,
      path: modesPath,
      message: `the new pod must start on the node of the old one, which has the claim "${name}"`,
    })),
  };
}
