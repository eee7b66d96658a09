import { objectTitle } from "../../../../k8s/object.ts";
import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import { queuePath } from "../../../../workload/queue.ts";
import { at, boolean, integer, isNullish, items, member, textAt } from "../../../../yaml/access.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, warn } from "../../../shared/diagnostics.ts";
import { launcherDiagnostics } from "./launchers.ts";
import { serviceLater } from "./order-diagnostics.ts";

/** What stands in the way of workers that text cannot mend, or that is the user's to decide. */
export function workersDiagnostics(
  context: PodSetContext,
  containers: readonly ContainerView[],
  count: number,
): readonly Advice[] {
  return [
    ...containers.flatMap((container) => launcherDiagnostics(context.podSet, container, count)),
    ...foreignDns(context.podSet),
    ...serviceLater(context),
    ...givenUpRanks(context.podSet),
    ...noGang(context, count),
  ];
}

/**
 * Only the cluster's DNS knows Services, and by a short name only with its search domains. `Default` is the node's DNS,
 * which a pod in the host's network gets too where it does not ask otherwise; `None` is what dnsConfig says, no more
 * (kubernetes.io: DNS for Services and Pods, Pod's DNS Policy).
 */
function foreignDns(podSet: PodSet): readonly Advice[] {
  const { podSpec, podSpecPath } = podSet;
  const policy = textAt(podSpec, ["dnsPolicy"]) ?? "ClusterFirst";
  const isHost = boolean(member(podSpec, "hostNetwork")) === true;
  const title = objectTitle(podSet.object);
  if (policy === "None")
    return items(at(podSpec, ["dnsConfig", "searches"])).length > 0
      ? []
      : [
          warn(podSet, [...podSpecPath, "dnsPolicy"], {
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
    warn(podSet, [...podSpecPath, field], {
      code: "workers-dns-of-host",
      message: `pods of ${title} ${cause}: the workers cannot find each other`,
      advice: `Set \`dnsPolicy: ${isHost ? "ClusterFirstWithHostNet" : "ClusterFirst"}\`.`,
    }),
  ];
}

/** With retries by index the Job goes on without a worker that has none left, and the others wait for it. */
function givenUpRanks(podSet: PodSet): readonly Advice[] {
  const { jobSpec, jobPath } = podSet;
  if (jobPath === null || isNullish(at(jobSpec, ["backoffLimitPerIndex"]))) return [];
  if (integer(at(jobSpec, ["maxFailedIndexes"])) === 0) return [];
  return [
    warn(podSet, [...jobPath, "backoffLimitPerIndex"], {
      code: "workers-retried-alone",
      message: `${objectTitle(podSet.object)} has backoffLimitPerIndex: when one worker has no retries left, the others go on waiting for it`,
    }),
  ];
}

/** Without gang scheduling some workers may hold GPUs while the others find none. */
function noGang({ podSet, settings }: PodSetContext, count: number): readonly Advice[] {
  const queue = queuePath(podSet);
  const isQueued = settings.queue !== undefined || textAt(podSet.object.root, queue ?? ["-"]) !== null;
  const scheduler = settings.schedulerName?.value ?? textAt(podSet.podSpec, ["schedulerName"]);
  if (isQueued || (scheduler !== null && scheduler !== "default-scheduler")) return [];
  return [
    inform(podSet, podSet.jobPath ?? ["spec"], {
      code: "workers-start-apart",
      message: `the ${count} workers of ${objectTitle(podSet.object)} are scheduled one by one: some may hold GPUs while others wait for theirs`,
    }),
  ];
}
