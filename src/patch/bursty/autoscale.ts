import { objectTitle } from "../../k8s/object.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { isExplicit } from "../../profile/origin.ts";
import type { Origin } from "../../profile/settings.ts";
import { type Autoscaler, autoscalersOf } from "../autoscalers.ts";
import type { DecisionContext } from "../context.ts";
import type { DroppedObject, GeneratedObject, Intent, SideEdit } from "../intent.ts";
import { inform, refuse, warn } from "../notice.ts";
import { objectsNamed } from "../surroundings.ts";
import { autoscaleGuards } from "./autoscale-guards.ts";
import {
  autoscalerFor,
  CONTAINER_METRICS_MINOR,
  type CpuMetric,
  cpuMetricFor,
  livesByPod,
  POD_LEVEL_METRICS_MINOR,
  runningContainers,
} from "./autoscaler-object.ts";
import { keptNotices, verticalAutoscalers } from "./other-autoscalers.ts";
import type { Replicas } from "./replicas.ts";
import { saysCpu } from "./requests.ts";
import type { Targets } from "./targets.ts";

/** What is decided about the workload's autoscaler. */
export interface AutoscaleDecision {
  /** Something sets the number of replicas from now on. */
  readonly autoscaled: boolean;
  /** Upper bound of whatever scales it; null when nothing does. */
  readonly max: number | null;
  readonly generated: readonly GeneratedObject[];
  readonly dropped: readonly DroppedObject[];
  readonly sideEdits: readonly SideEdit[];
  readonly diagnostics: readonly Diagnostic[];
}

const NONE: AutoscaleDecision = {
  autoscaled: false,
  max: null,
  generated: [],
  dropped: [],
  sideEdits: [],
  diagnostics: [],
};

/** Generates, keeps, changes or drops the autoscaler of a workload with replicas. */
export function decideAutoscale(
  context: DecisionContext,
  replicas: Replicas,
  targets: Targets,
): AutoscaleDecision {
  const { workload, settings, surroundings } = context;
  const all = autoscalersOf(workload, surroundings);
  const ours = all.filter((one) => one.ours);
  const theirs = all.filter((one) => !one.ours);
  const vertical = verticalAutoscalers(context);
  if (theirs.length + vertical.length > 0)
    return {
      ...NONE,
      autoscaled: theirs.length > 0,
      max: theirs.length === 0 ? null : Math.max(...theirs.map((one) => one.max)),
      dropped: ours.map((one) =>
        drop(one, "another autoscaler follows the workload, and two cancel each other"),
      ),
      diagnostics: keptNotices(context, theirs, vertical),
    };
  if (!settings.autoscale.value)
    return {
      ...NONE,
      dropped: ours.map((one) => drop(one, "the workload shall not be scaled by an autoscaler")),
    };
  const [own] = ours;
  if (own !== undefined) return changeOwn(context, own, replicas);
  if (workload.kind.class !== "deployment" && workload.kind.class !== "stateful-set")
    return { ...NONE, diagnostics: unsupportedKind(context) };
  const guards = autoscaleGuards(context, replicas);
  const stop = guards.find((guard) => guard.stops);
  if (stop !== undefined) return { ...NONE, diagnostics: [stop.diagnostic] };
  if (nameTaken(context)) return { ...NONE, diagnostics: [takenName(context)] };
  const decision = generate(context, replicas, targets);
  return { ...decision, diagnostics: [...guards.map((guard) => guard.diagnostic), ...decision.diagnostics] };
}

function generate(context: DecisionContext, replicas: Replicas, targets: Targets): AutoscaleDecision {
  const { settings } = context;
  const min = Math.max(1, settings.replicas === undefined ? replicas.own : replicas.wanted);
  const max = settings.maxReplicas?.value ?? Math.ceil(min * settings.burst.value);
  if (max < min) return { ...NONE, diagnostics: [boundsCross(context, min, max)] };
  const metric = cpuMetricFor(context, targets);
  if (metric === null) return { ...NONE, diagnostics: targets.ok ? [] : [targets.problem] };
  const origin = settings.maxReplicas?.origin ?? settings.burst.origin;
  return {
    ...NONE,
    autoscaled: true,
    max,
    generated: [
      {
        place: "after",
        object: autoscalerFor(context, { min, max }, metric),
        step: "scale",
        reason: `CPU replicas follow the load between ${min} and ${max}`,
        origin: origin.kind === "default" ? settings.profileOrigin : origin,
      },
    ],
    diagnostics: metricNotices(context, metric, targets.ok ? targets.containers : runningContainers(context)),
  };
}

/** An autoscaler that gpuify wrote keeps its bounds, which its owner may have changed, unless this run names others. */
function changeOwn(context: DecisionContext, own: Autoscaler, replicas: Replicas): AutoscaleDecision {
  const { settings } = context;
  const min =
    settings.replicas !== undefined && replicas.wanted === settings.replicas.value
      ? Math.max(1, replicas.wanted)
      : own.min;
  const start = settings.replicas === undefined ? Math.max(1, replicas.own) : min;
  const byBurst = Math.ceil(start * settings.burst.value);
  const grown = isExplicit(settings.burst) || own.max < min ? byBurst : own.max;
  const max = settings.maxReplicas?.value ?? grown;
  if (max < min) return { ...NONE, diagnostics: [boundsCross(context, min, max)] };
  const set = (field: string, value: number, origin: Origin): Intent => ({
    op: "set",
    path: ["spec", field],
    value,
    step: "scale",
    reason: "this bound was asked for",
    origin,
  });
  const intents = [
    ...(min === own.min || settings.replicas === undefined
      ? []
      : [set("minReplicas", min, settings.replicas.origin)]),
    ...(max === own.max ? [] : [set("maxReplicas", max, (settings.maxReplicas ?? settings.burst).origin)]),
  ];
  return {
    ...NONE,
    autoscaled: true,
    max,
    sideEdits: intents.length === 0 ? [] : [{ id: own.object.id, intents }],
  };
}

/** Takes an autoscaler of ours out of the stream; apply does not prune, so the cluster needs a command. */
function drop({ object }: Autoscaler, reason: string): DroppedObject {
  const namespace = object.namespace === null ? "" : ` -n ${object.namespace}`;
  return { id: object.id, reason, command: `kubectl delete hpa/${object.name}${namespace}` };
}

function nameTaken({ workload, surroundings }: DecisionContext): boolean {
  const { namespace, name } = workload.object;
  return objectsNamed(surroundings, "HorizontalPodAutoscaler", namespace, name).length > 0;
}

function takenName({ workload }: DecisionContext): Diagnostic {
  return warn(workload, ["metadata", "name"], {
    code: "no-autoscaler-name-taken",
    message: `${objectTitle(workload.object)} gets no autoscaler: HorizontalPodAutoscaler/${workload.object.name} is there and aims at something else`,
    advice: "Rename that object, or write the autoscaler by hand.",
  });
}

function unsupportedKind({ workload, settings }: DecisionContext): readonly Diagnostic[] {
  if (settings.maxReplicas === undefined) return [];
  return [
    inform(workload, ["kind"], {
      code: "no-autoscaler-kind",
      message: `${objectTitle(workload.object)} gets no autoscaler: only Deployments and StatefulSets do`,
    }),
  ];
}

function boundsCross({ workload }: DecisionContext, min: number, max: number): Diagnostic {
  return refuse(workload, ["spec", "replicas"], {
    code: "max-below-min",
    message: `the autoscaler of ${objectTitle(workload.object)} would have a maximum of ${max} below its minimum of ${min}`,
    why: "The API server rejects it.",
    advice: `Pass --max-replicas ${min} or more, or a smaller --replicas.`,
  });
}

function metricNotices(
  context: DecisionContext,
  metric: CpuMetric,
  targets: readonly ContainerView[],
): readonly Diagnostic[] {
  const { workload, settings } = context;
  if (metric.kind === "containers") return [];
  const minor = settings.kubernetesMinor.value;
  const running = runningContainers(context);
  const byPod = livesByPod(context, targets);
  if (byPod && minor < POD_LEVEL_METRICS_MINOR)
    return [
      warn(workload, [...workload.podSpecPath, "resources"], {
        code: "pod-level-metric",
        message: `the autoscaler of ${objectTitle(workload.object)} cannot measure: the CPU request is the pod's, not the containers'`,
        why: `Autoscalers read pod-level requests from Kubernetes 1.${POD_LEVEL_METRICS_MINOR} on.`,
        advice: "Pass --cpu N, which writes a request for the container.",
      }),
    ];
  if (running.length === 1 || byPod || minor >= CONTAINER_METRICS_MINOR) return [];
  const silent = running.filter((one) => !targets.includes(one) && !saysCpu(one)).map((one) => one.name);
  return [
    warn(workload, [...workload.podSpecPath, "containers"], {
      code: "pod-wide-metric",
      message: `the autoscaler of ${objectTitle(workload.object)} measures all its containers together${silent.length === 0 ? "" : `, and ${silent.join(", ")} has no CPU request, so it cannot measure at all`}`,
      why: `Measuring one container needs Kubernetes 1.${CONTAINER_METRICS_MINOR}.`,
      advice:
        silent.length === 0
          ? "Pass --kubernetes-version if the cluster is newer."
          : "Give every container a CPU request.",
    }),
  ];
}
