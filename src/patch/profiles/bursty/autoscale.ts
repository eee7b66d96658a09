import { type KubeObject, objectTitle } from "../../../k8s/object.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { byProfile } from "../../../profile/by-profile.ts";
import { isExplicit } from "../../../profile/origin.ts";
import { autoscalersOf } from "../../../workload/autoscalers.ts";
import { driverOf, objectsNamed } from "../../../workload/surroundings.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";
import type { Targets } from "../../shared/cpu-containers.ts";
import { inform, warn } from "../../shared/diagnostics.ts";
import { isFilledInLater, renderFirst } from "../../shared/render-first.ts";
import { type AutoscaleDecision, boundsCross, burstOf, NONE } from "./autoscale-decision.ts";
import { autoscaleGuards } from "./autoscale-guards.ts";
import { autoscalerFor, cpuMetricFor, runningContainers } from "./autoscaler-object.ts";
import { metricDiagnostics, unmeasured } from "./metric-diagnostics.ts";
import { keptDiagnostics, verticalAutoscalers } from "./other-autoscalers.ts";
import { changeOwn, drop } from "./own-autoscaler.ts";
import type { Replicas } from "./replicas.ts";

/** Generates, keeps, changes or drops the autoscaler of a workload with replicas. */
export function decideAutoscale(
  context: PodSetContext,
  replicas: Replicas,
  targets: Targets,
): AutoscaleDecision {
  const { podSet, settings, surroundings } = context;
  const all = autoscalersOf(podSet, surroundings);
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
      diagnostics: keptDiagnostics(context, theirs, vertical),
    };
  const [own] = ours;
  // A default of the config takes nothing out of the manifest.
  if (!settings.autoscale.value && (own === undefined || isExplicit(settings.autoscale)))
    return {
      ...NONE,
      dropped: ours.map((one) => drop(one, "the workload shall not be scaled by an autoscaler")),
    };
  if (own !== undefined)
    return replicas.isUnknown ? refusedFor(context, replicas.path) : changeOwn(context, own, replicas);
  // ReplicaSets and the like are for others to make, which set their number of pods.
  const { scale, rollout, life } = podSet.kind;
  if (
    scale !== "subresource" ||
    (rollout === null && life === undefined) ||
    podSet.object.wrapper?.form === "field"
  )
    return { ...NONE, diagnostics: unsupportedKind(context) };
  const driver = driverOf(context.surroundings, podSet.object);
  if (driver !== null) return { ...NONE, diagnostics: [drivenBy(podSet, driver)] };
  const guards = autoscaleGuards(context, replicas.isUnknown ? { ...replicas, ...SEVERAL } : replicas);
  const stop = guards.find((guard) => guard.stops);
  if (stop !== undefined) return { ...NONE, diagnostics: [stop.diagnostic] };
  if (replicas.isUnknown) return refusedFor(context, replicas.path);
  if (isFilledInLater(podSet, ["metadata", "name"])) return refusedFor(context, ["metadata", "name"]);
  if (nameTaken(context)) return { ...NONE, diagnostics: [takenName(context)] };
  const decision = generate(context, replicas, targets);
  return { ...decision, diagnostics: [...guards.map((guard) => guard.diagnostic), ...decision.diagnostics] };
}

function generate(context: PodSetContext, replicas: Replicas, targets: Targets): AutoscaleDecision {
  const { settings } = context;
  const min = Math.max(1, settings.replicas === undefined ? replicas.own : replicas.wanted);
  const asked = settings.maxReplicas;
  // A default that is too small for this workload is no answer for it, and none beside a factor that was asked for.
  const isFit = asked !== undefined && asked.value >= min && !isExplicit(settings.burst);
  const bound = isExplicit(asked) || isFit ? asked : undefined;
  const max = bound?.value ?? burstOf(min, settings.burst.value);
  if (max < min) return { ...NONE, refusals: [boundsCross(context, min, max)] };
  const isMeasuredOtherwise = settings.autoscaler?.value.metrics !== undefined;
  const metric = isMeasuredOtherwise ? null : cpuMetricFor(context, targets);
  if (metric === null && !isMeasuredOtherwise)
    return { ...NONE, refusals: targets.ok ? [] : [targets.problem] };
  const { origin } = bound ?? settings.burst;
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
        origin: origin.kind === "default" ? byProfile(settings) : origin,
      },
    ],
    diagnostics:
      metric === null
        ? unmeasured(context, targets.ok ? targets.containers : [])
        : metricDiagnostics(context, metric, targets.ok ? targets.containers : runningContainers(context)),
  };
}

/** Some guards are about none and about one: of a number that is not known neither is said. */
const SEVERAL = { own: 2, wanted: 2 };

/** The autoscaler's bounds are computed from the replicas, and it is named after the workload. */
function refusedFor(context: PodSetContext, path: FieldPath): AutoscaleDecision {
  const field = path.at(-1) === "name" ? "name" : "bounds";
  const needed = `the autoscaler of the ${context.podSet.object.kind} gets its ${field} from it`;
  const orElse = "pass --no-autoscale to leave the number of replicas alone";
  return { ...NONE, refusals: [renderFirst(context, path, { needed, orElse })] };
}

function nameTaken({ podSet, surroundings }: PodSetContext): boolean {
  const { namespace, name } = podSet.object;
  return objectsNamed(surroundings, "HorizontalPodAutoscaler", namespace, name).some(
    (object) => object.namespace === namespace,
  );
}

function takenName({ podSet }: PodSetContext): Advice {
  return warn(podSet, ["metadata", "name"], {
    code: "no-autoscaler-name-taken",
    message: `${objectTitle(podSet.object)} gets no autoscaler: HorizontalPodAutoscaler/${podSet.object.name} exists and aims at something else`,
  });
}

/** Two objects that set the number of the same pods fight over it. */
function drivenBy({ object }: PodSetContext["podSet"], driver: KubeObject): Advice {
  return inform({ object }, ["kind"], {
    code: "no-autoscaler-driven",
    message: `${objectTitle(object)} gets no autoscaler: ${objectTitle(driver)} sets its number of pods`,
    advice: `Let an autoscaler aim at ${objectTitle(driver)}.`,
  });
}

function unsupportedKind({ podSet, settings }: PodSetContext): readonly Advice[] {
  if (!isExplicit(settings.maxReplicas)) return [];
  return [
    inform(podSet, ["kind"], {
      code: "no-autoscaler-kind",
      message: `${objectTitle(podSet.object)} gets no autoscaler: only Deployments and StatefulSets do`,
    }),
  ];
}
