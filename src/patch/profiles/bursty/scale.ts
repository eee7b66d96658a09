import { jsonOf } from "../../../k8s/json.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { shellWord } from "../../../kernel/shell-word.ts";
import { actsAt, autoscalersOf } from "../../../workload/autoscalers.ts";
import { at } from "../../../yaml/access.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { Targets } from "../../shared/cpu-containers.ts";
import { inform, warn } from "../../shared/diagnostics.ts";
import { joinSteps, NOTHING, refusedStep, type StepResult } from "../../shared/step.ts";
import { decideAutoscale } from "./autoscale.ts";
import type { AutoscaleDecision } from "./autoscale-decision.ts";
import { decideReplicas, type Replicas } from "./replicas.ts";

/** What is decided about the number of pods of a workload with replicas. */
export interface ScaleDecision extends Omit<AutoscaleDecision, "diagnostics" | "refusals"> {
  readonly part: StepResult;
  /** Pods at the peak. */
  readonly peakPods: number;
}

/** Replicas and autoscaler of Deployments and their kin; null for kinds without replicas (Pods, Jobs, DaemonSets). */
export function decideScale(
  context: PodSetContext,
  record: RestoreRecord | null,
  targets: Targets,
): ScaleDecision | null {
  const { kind, jobPath } = context.podSet;
  if (kind.replicas === null || jobPath !== null) return null;
  const result = decideReplicas(context, kind.replicas, record);
  if (!result.ok) return { ...EMPTY, part: refusedStep(result.problem) };
  const { replicas, part } = result;
  const { diagnostics, refusals, ...autoscale } = decideAutoscale(context, replicas, targets);
  return {
    ...autoscale,
    part: joinSteps([
      part,
      { ...NOTHING, diagnostics, refusals },
      releaseReplicas(context, replicas, autoscale),
    ]),
    peakPods: isOff(context, replicas) ? 0 : Math.max(replicas.wanted, autoscale.max ?? 0),
  };
}

/** True for a workload with 0 replicas that nothing scales up: an autoscaler for it waits until somebody does. */
function isOff({ podSet, surroundings }: PodSetContext, { wanted }: Replicas): boolean {
  return wanted === 0 && !autoscalersOf(podSet, surroundings).some((one) => actsAt(one, wanted));
}

const EMPTY = { autoscaled: false, max: null, generated: [], dropped: [], sideEdits: [], peakPods: 1 };

/** `spec.replicas` stays unless `--release-replicas` hands the number over to the autoscaler. */
function releaseReplicas(
  context: PodSetContext,
  replicas: Replicas,
  autoscale: Pick<AutoscaleDecision, "autoscaled" | "generated">,
): StepResult {
  const { podSet, settings } = context;
  const node = at(podSet.object.root, replicas.path);
  if (node === null) return NOTHING;
  if (!settings.releaseReplicas.value)
    return autoscale.generated.length === 0 || replicas.wanted === 0
      ? NOTHING
      : { ...NOTHING, diagnostics: [replicasKept(context, replicas)] };
  if (!autoscale.autoscaled || replicas.wanted === 0)
    return { ...NOTHING, diagnostics: [notReleased(context, replicas)] };
  return {
    ...NOTHING,
    removals: [
      {
        path: replicas.path,
        step: "scale",
        reason: "the autoscaler sets the number from now on",
        origin: settings.releaseReplicas.origin,
      },
    ],
    diagnostics: [released(context, replicas)],
    record: { set: { replicas: [jsonOf(node), null] } },
  };
}

/**
 * Client-side apply writes the number each time. Under server-side apply it is a conflict once the autoscaler has set
 * another one, and from then on the field may go: the autoscaler owns it. Before, the API server would take 1
 * (kubernetes.io: Server-Side Apply, transferring ownership).
 */
function replicasKept({ podSet }: PodSetContext, replicas: Replicas): Advice {
  return inform(podSet, replicas.path, {
    code: "replicas-kept",
    message:
      "spec.replicas is kept: every client-side apply resets the replicas to it until the autoscaler corrects them, and server-side apply reports a conflict",
  });
}

/**
 * Client-side apply deletes what was in its last-applied annotation and is no longer in the manifest, and the API
 * server then defaults to 1. So only `replicas` is taken out of the annotation first: with the whole new manifest
 * there (`set-last-applied -f`), the next apply would no longer remove the GPUs.
 */
function released({ podSet }: PodSetContext, replicas: Replicas): Advice {
  const { object } = podSet;
  const namespace = object.namespace === null ? "" : ` -n ${shellWord(object.namespace)}`;
  const target = shellWord(`${object.kind.toLowerCase()}/${object.name}`) + namespace;
  const patch = `'[{"op":"remove","path":"/spec/replicas"}]'`;
  return warn(podSet, replicas.path, {
    code: "replicas-released",
    message: `${objectTitle(object)} no longer says how many replicas it has; a cluster where it runs needs a command before the next client-side apply`,
    advice: `With \`kubectl apply --server-side\`, no command is needed once the autoscaler has set the number (until then the API server uses 1). Otherwise run: kubectl apply view-last-applied ${target} -o json | kubectl patch --local -f - --type=json -p ${patch} -o json | kubectl apply set-last-applied${namespace} -f -`,
  });
}

function notReleased({ podSet }: PodSetContext, replicas: Replicas): Advice {
  const reason = replicas.wanted === 0 ? "it is scaled to 0 replicas" : "no autoscaler would set the number";
  return warn(podSet, replicas.path, {
    code: "replicas-not-released",
    message: `--release-replicas changes nothing for ${objectTitle(podSet.object)}: ${reason}`,
  });
}
