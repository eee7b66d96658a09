import { boolean, member } from "../../yaml/access.ts";
import type { MapNode } from "../../yaml/tree.ts";
import type { TolerationView } from "./types.ts";

const ALWAYS: readonly TolerationView[] = [
  ofCondition("not-ready", "NoExecute"),
  ofCondition("unreachable", "NoExecute"),
  ofCondition("disk-pressure", "NoSchedule"),
  ofCondition("memory-pressure", "NoSchedule"),
  ofCondition("pid-pressure", "NoSchedule"),
  ofCondition("unschedulable", "NoSchedule"),
];

const ON_HOST_NETWORK: readonly TolerationView[] = [ofCondition("network-unavailable", "NoSchedule")];

/**
 * What the DaemonSet controller adds to its pods' tolerations, so that they run on cordoned and troubled nodes.
 * Source: kubernetes/kubernetes pkg/controller/daemon/util/daemonset_util.go (AddOrUpdateDaemonPodTolerations).
 */
export function daemonTolerations(podSpec: MapNode): readonly TolerationView[] {
  return boolean(member(podSpec, "hostNetwork")) === true ? [...ALWAYS, ...ON_HOST_NETWORK] : ALWAYS;
}

function ofCondition(condition: string, effect: "NoExecute" | "NoSchedule"): TolerationView {
  return { key: `node.kubernetes.io/${condition}`, operator: "Exists", value: null, effect };
}
