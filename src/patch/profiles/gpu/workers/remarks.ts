import { at, boolean, integer, isNullish, items, member, textAt } from "../../../../k8s/access.ts";
import { objectTitle } from "../../../../k8s/object.ts";
import type { ContainerView, Workload } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { queuePath } from "../../../../workload/queue.ts";
import type { DecisionContext } from "../../../shared/context.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { launcherRemarks } from "./launchers.ts";
import { serviceLater } from "./remarks-order.ts";

/** What stands in the way of workers that text cannot mend, or that is the user's to decide. */
export function workersRemarks(
  context: DecisionContext,
  containers: readonly ContainerView[],
  count: number,
): readonly Advice[] {
  return [
    ...containers.flatMap((container) => launcherRemarks(context.workload, container, count)),
    ...foreignDns(context.workload),
    ...serviceLater(context),
    ...givenUpRanks(context.workload),
    ...noGang(context, count),
  ];
}

/**
 * Only the cluster's DNS knows Services, and by a short name only with its search domains. `Default` is the node's DNS,
 * which a pod in the host's network gets too where it does not ask otherwise; `None` is what dnsConfig says, no more
 * (kubernetes.io: DNS for Services and Pods, Pod's DNS Policy).
 */
function foreignDns(workload: Workload): readonly Advice[] {
  const { podSpec, podSpecPath } = workload;
  const policy = textAt(podSpec, ["dnsPolicy"]) ?? "ClusterFirst";
  const isHost = boolean(member(podSpec, "hostNetwork")) === true;
  const title = objectTitle(workload.object);
  if (policy === "None")
    return items(at(podSpec, ["dnsConfig", "searches"])).length > 0
      ? []
      : [
          warn(workload, [...podSpecPath, "dnsPolicy"], {
            code: "workers-dns-without-searches",
            message: `pods of ${title} have dnsPolicy: None and no search domains: the workers cannot find each other`,
          }),
        ];
  if (policy !== "Default" && !(isHost && policy === "ClusterFirst")) return [];
  const field = policy === "Default" ? "dnsPolicy" : "hostNetwork";
  const cause =
    field === "dnsPolicy"
      ? "have dnsPolicy: Default, the node's DNS"
      : "use the host's network, and with it the host's DNS";
  return [
    warn(workload, [...podSpecPath, field], {
      code: "workers-dns-of-host",
      message: `pods of ${title} ${cause}: the workers cannot find each other`,
      advice: `Set \`dnsPolicy: ${isHost ? "ClusterFirstWithHostNet" : "ClusterFirst"}\`.`,
    }),
  ];
}

/** With retries by index the Job goes on without a worker that has none left, and the others wait for it. */
function givenUpRanks(workload: Workload): readonly Advice[] {
  const { jobSpec, kind } = workload;
  if (kind.jobSpec === null || isNullish(at(jobSpec, ["backoffLimitPerIndex"]))) return [];
  if (integer(at(jobSpec, ["maxFailedIndexes"])) === 0) return [];
  return [
    warn(workload, [...kind.jobSpec, "backoffLimitPerIndex"], {
      code: "workers-retried-alone",
      message: `${objectTitle(workload.object)} has backoffLimitPerIndex: when one worker has no retries left, the others go on waiting for it`,
    }),
  ];
}

/** Without gang scheduling some workers may hold GPUs while the others find none. */
function noGang({ workload, settings }: DecisionContext, count: number): readonly Advice[] {
  const queue = queuePath(workload);
  const isQueued = settings.queue !== undefined || textAt(workload.object.root, queue ?? ["-"]) !== null;
  const scheduler = settings.schedulerName?.value ?? textAt(workload.podSpec, ["schedulerName"]);
  if (isQueued || (scheduler !== null && scheduler !== "default-scheduler")) return [];
  return [
    inform(workload, workload.kind.jobSpec ?? ["spec"], {
      code: "workers-start-apart",
      message: `the ${count} workers of ${objectTitle(workload.object)} are scheduled one by one: some may hold GPUs while others wait for theirs`,
    }),
  ];
}
