import { boolean, member } from "../../k8s/access.ts";
import {
  DAEMON_SURGE,
  daemonSetSurges,
  deploymentRollout,
  inPlaceOperations,
} from "../../workload/rollout.ts";
import type { LintContext } from "../context.ts";
import { serverExample } from "../examples/workloads.ts";
import { readWriteOnceClaims } from "../lifecycle/claims.ts";
import { type Devices, deviceList, devicesPerPod } from "../lifecycle/devices.ts";
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
    why: "By default a Deployment starts 25 % more pods, rounded up, and ends 25 %, rounded down: with fewer than four replicas no old pod ends before a new one is ready. Where all GPUs are taken the new pod stays Pending and the rollout hangs.",
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
    const devices = devicesPerPod(pod);
    if (devices.size === 0 || !pod.object.apiVersion.startsWith("apps/")) return [];
    if (pod.workload.kind.class === "daemon-set") return daemonSet(pod, devices);
    return pod.workload.kind.class === "deployment" ? deployment(pod, devices, context) : [];
  }),
};

function deployment(pod: Pod, devices: Devices, context: LintContext): readonly RuleFinding[] {
  const { object } = pod;
  const replicas = replicasOf(pod, context);
  if (replicas === null || boolean(member(member(object.root, "spec"), "paused")) === true) return [];
  const rollout = deploymentRollout(object, replicas.least);
  if (rollout === null || rollout.surge === 0) return [];
  const { surge, unavailable, path } = rollout;
  const fix = inPlace(pod, ["spec", "strategy"]);
  const newPods = surge === 1 ? "1 new pod" : `${surge} new pods`;
  const spare = `each rollout needs ${deviceList(devices, surge)} to spare: it starts ${newPods}`;
  if (unavailable > 0)
    return [
      {
        path,
        severity: "info",
        message: `${spare} beside old ones, and where none is free it goes on with ${unavailable} of ${replicas.least} replicas missing`,
        fix,
      },
    ];
  const isOnly = replicas.least === 1 && replicas.most === 1;
  const claims = readWriteOnceClaims(pod, context);
  return [
    {
      path,
      ...(takesShares(pod, context) && { severity: "info" }),
      message: `${spare} before it ends an old one, and hangs where none is free`,
      ...(isOnly && {
        advice:
          "Set `maxSurge: 0` and `maxUnavailable: 1`, or `type: Recreate`: with one replica each rollout is then an outage while the model loads. Keep GPUs free for rollouts where that must not be.",
      }),
      ...(claims.length > 0 && {
        related: claims.map(({ claim, modesPath, name }) => ({
          object: claim,
          path: modesPath,
          message: `the new pod must start on the node of the old one, which has the claim "${name}"`,
        })),
      }),
      fix,
    },
  ];
}

/** A share of a GPU is more likely to be free than a whole one. */
function takesShares({ gpuContainers, nodes }: Pod, { catalog }: LintContext): boolean {
  if (nodes.selector.some(({ key }) => catalog.label(key)?.kind === "sharing")) return true;
  return gpuContainers.every(({ asked }) =>
    asked.some(({ meaning }) => meaning.kind === "shared" || meaning.kind === "slice"),
  );
}

function daemonSet(pod: Pod, devices: Devices): readonly RuleFinding[] {
  if (!daemonSetSurges(pod.object)) return [];
  return [
    {
      path: DAEMON_SURGE,
      message: `on each node a rollout starts the new pod before the old one ends, so the node needs ${deviceList(devices)} to spare`,
      advice: "Set `maxSurge: 0` and `maxUnavailable: 1`, so that the old pod gives its GPU back first.",
      fix: inPlace(pod, ["spec", "updateStrategy"]),
    },
  ];
}

function inPlace({ object }: Pod, strategy: readonly string[]): Fix {
  return {
    safety: "unsafe",
    title: "end an old pod before a new one starts: maxSurge 0, maxUnavailable 1",
    operations: inPlaceOperations(object, strategy),
  };
}
