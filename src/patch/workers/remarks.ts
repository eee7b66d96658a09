import { at, boolean, integer, isNullish, items, member, text, textAt } from "../../k8s/access.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { ContainerView, Workload } from "../../k8s/workload.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import { inform, warn } from "../notice.ts";
import { queuePath } from "./fields.ts";
import { allowsNodes } from "./variables.ts";

/** What stands in the way of workers that text cannot mend, or that is the user's to decide. */
export function workersRemarks(
  context: DecisionContext,
  containers: readonly ContainerView[],
  count: number,
): readonly Diagnostic[] {
  return [
    ...containers.flatMap((container) => commandRemarks(context.workload, container, count)),
    ...hostNetwork(context.workload),
    ...givenUpRanks(context.workload),
    ...noGang(context, count),
  ];
}

/** An option of a launcher, and whether its value fits a Job of `count` workers. An option beats its variable. */
interface LauncherOption {
  readonly pattern: RegExp;
  readonly fits: (value: string, count: number) => boolean;
}

const isLocal = (value: string): boolean => /^(?:localhost|127\.|0\.0\.0\.0|\[?::1)/.test(value);

/** Options of torchrun (torch/distributed/run.py) and of `accelerate launch` (huggingface/accelerate commands/launch.py). */
const LAUNCHER_OPTIONS: readonly LauncherOption[] = [
  { pattern: /(?:^|\s)(--standalone)(?=\s|$)()/, fits: () => false },
  {
    pattern: /(?:^|\s)(--(?:nnodes|num[-_]machines))[=\s]["']?(\d+(?::\d+)?)/,
    fits: allowsNodes,
  },
  { pattern: /(?:^|\s)(--(?:node|machine)[-_]rank)[=\s]["']?(\d+)/, fits: () => false },
  {
    pattern: /(?:^|\s)(--(?:master[-_]addr|main[-_]process[-_]ip|rdzv[-_]endpoint))[=\s]["']?([^\s"']+)/,
    fits: (value) => !isLocal(value),
  },
];

function commandRemarks(workload: Workload, container: ContainerView, count: number): readonly Diagnostic[] {
  return (["command", "args"] as const).flatMap((field) => {
    const words = items(member(container.node, field)).map((word) => text(word) ?? "");
    const line = words.join(" ");
    return LAUNCHER_OPTIONS.flatMap(({ pattern, fits }): Diagnostic[] => {
      const [, option = "", value = ""] = pattern.exec(line) ?? [];
      if (option === "" || fits(value, count)) return [];
      const said = value === "" ? option : `${option} ${value}`;
      const index = words.findIndex((word) => word.includes(option));
      const path: FieldPath = [...container.path, field, index];
      return [
        warn(workload, path, {
          code: "launcher-stays-alone",
          message: `\`${said}\` of container "${container.name}" keeps each of the ${count} workers to itself`,
          why: "What a launcher is told on its command line beats the environment.",
          advice: `Remove ${option}: torchrun takes it from the environment.`,
        }),
      ];
    });
  });
}

/** A pod in the host's network asks the host's DNS servers, which know no Services (kubernetes.io: DNS policy). */
function hostNetwork(workload: Workload): readonly Diagnostic[] {
  if (boolean(member(workload.podSpec, "hostNetwork")) !== true) return [];
  const policy = textAt(workload.podSpec, ["dnsPolicy"]);
  if (policy === "ClusterFirstWithHostNet" || policy === "None") return [];
  return [
    warn(workload, [...workload.podSpecPath, "hostNetwork"], {
      code: "workers-dns-of-host",
      message: `pods of ${objectTitle(workload.object)} use the host's network, and with it the host's DNS: the workers cannot find each other`,
      why: "Their names are known to the cluster's DNS only.",
      advice: "Set `dnsPolicy: ClusterFirstWithHostNet`.",
    }),
  ];
}

/** With retries by index the Job goes on without a worker that has none left, and the others wait for it. */
function givenUpRanks(workload: Workload): readonly Diagnostic[] {
  const { jobSpec, kind } = workload;
  if (kind.jobSpec === null || isNullish(at(jobSpec, ["backoffLimitPerIndex"]))) return [];
  if (integer(at(jobSpec, ["maxFailedIndexes"])) === 0) return [];
  return [
    warn(workload, [...kind.jobSpec, "backoffLimitPerIndex"], {
      code: "workers-retried-alone",
      message: `${objectTitle(workload.object)} has backoffLimitPerIndex: when one worker has no retries left, the others go on waiting for it`,
      why: "Only the failed worker is given up then, and the GPUs of the others stay held.",
      advice: "Set `maxFailedIndexes: 0`, which ends the Job with it, or use backoffLimit.",
    }),
  ];
}

/** Without gang scheduling some workers may hold GPUs while the others find none. */
function noGang({ workload, settings }: DecisionContext, count: number): readonly Diagnostic[] {
  const queue = queuePath(workload);
  const isQueued = settings.queue !== undefined || textAt(workload.object.root, queue ?? ["-"]) !== null;
  const scheduler = settings.schedulerName?.value ?? textAt(workload.podSpec, ["schedulerName"]);
  if (isQueued || (scheduler !== null && scheduler !== "default-scheduler")) return [];
  return [
    inform(workload, workload.kind.jobSpec ?? ["spec"], {
      code: "workers-start-apart",
      message: `the ${count} workers of ${objectTitle(workload.object)} are scheduled one by one: some may hold GPUs while others wait for theirs`,
      advice: "With Kueue, pass --queue NAME: it starts all of them or none.",
    }),
  ];
}
