import { hasOrdinals } from "../../../k8s/kinds.ts";
import { objectTitle } from "../../../k8s/object.ts";
import { ON_BY_DEFAULT_SINCE } from "../../../k8s/on-by-default.ts";
import type { PodSet } from "../../../k8s/workload.ts";
import type { CodeAs } from "../../../kernel/codes/code.ts";
import type { Advice } from "../../../kernel/diagnostic.ts";
import { minorToWriteFor } from "../../../profile/layers.ts";
import { isExplicit } from "../../../profile/origin.ts";
import { at, boolean, isNullish, text, textAt } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { inform, warn } from "../../shared/diagnostics.ts";
import { growthStop, type Replicas } from "./replicas.ts";
import { sharedVolumes } from "./volumes.ts";

/**
 * Why a workload gets no autoscaler although nobody forbade it; null when it may have one. Where the user could know
 * better, `--max-replicas` insists and the reason becomes a warning that goes with the autoscaler.
 */
interface Guard {
  readonly diagnostic: Advice;
  readonly stops: boolean;
}

/** All reasons that hold, the first that stops decides. */
export function autoscaleGuards(context: PodSetContext, replicas: Replicas): readonly Guard[] {
  const { podSet, settings } = context;
  const insists = isExplicit(settings.maxReplicas);
  const guards = [
    statefulSet(context),
    recreate(context),
    noReplicas(replicas),
    paused(context),
    singleWithData(context, replicas),
  ].flatMap((found): readonly Guard[] => {
    if (found === null) return [];
    if (insists) return found.silent ? [] : [{ stops: false, diagnostic: insisted(podSet, found) }];
    return [{ stops: true, diagnostic: without(podSet, found) }];
  });
  const stop = growthStop(context, "the autoscaler");
  const impossible = unnamed(context) ?? tooOld(context);
  return [
    ...(impossible === null ? [] : [{ stops: true, diagnostic: impossible }]),
    ...guards,
    ...(stop === null ? [] : [{ stops: true, diagnostic: stop }]),
  ];
}

interface Reason {
  readonly path: FieldPath;
  /** A clause that says why no autoscaler fits, such as `it is paused`. */
  readonly reason: string;
}

/** `silent`: expected for this kind of workload, so a note, and nothing more to say once the user insists. */
type ScalingObstacle =
  | (Reason & { readonly silent: true; readonly code: CodeAs<"info"> })
  | (Reason & { readonly silent: false; readonly code: CodeAs<"warning"> });

function statefulSet({ podSet }: PodSetContext): ScalingObstacle | null {
  if (!hasOrdinals(podSet.kind)) return null;
  return {
    path: ["kind"],
    silent: true,
    code: "no-autoscaler-stateful-set",
    reason: "its pods have identities and data",
  };
}

function recreate({ podSet }: PodSetContext): ScalingObstacle | null {
  const path = ["spec", "strategy", "type"];
  if (textAt(podSet.object.root, path) !== "Recreate") return null;
  return {
    path,
    silent: false,
    code: "no-autoscaler-recreate",
    reason: "the strategy Recreate says that its pods must not run side by side",
  };
}

function noReplicas(replicas: Replicas): ScalingObstacle | null {
  if (replicas.wanted !== 0) return null;
  return {
    path: replicas.path,
    silent: false,
    code: "no-autoscaler-zero-replicas",
    reason: "it is switched off with 0 replicas",
  };
}

function paused({ podSet }: PodSetContext): ScalingObstacle | null {
  const path = ["spec", "paused"];
  // kubectl reads YAML 1.1, where `yes` and `on` are true too; what nobody can tell is taken for paused.
  const node = at(podSet.object.root, path);
  if (isNullish(node) || boolean(node) === false || /^(?:n|no|off)$/i.test(text(node) ?? "")) return null;
  return {
    path,
    silent: false,
    code: "no-autoscaler-paused",
    reason: "it is paused",
  };
}

function singleWithData(context: PodSetContext, replicas: Replicas): ScalingObstacle | null {
  const { podSet } = context;
  // Volumes of a StatefulSet's own claim templates are per pod and not in the pod spec.
  if (replicas.wanted !== 1 || hasOrdinals(podSet.kind)) return null;
  // What cannot be written is safe to share, except that an unknown claim may not mount twice.
  const volume = sharedVolumes(context).find(
    ({ claim, access, isReadOnly }) => !isReadOnly || (claim !== null && access !== "many"),
  );
  if (volume === undefined) return null;
  return {
    path: [...podSet.podSpecPath, "volumes", volume.index],
    silent: false,
    code: "no-autoscaler-single-with-data",
    reason: `it has one replica and a volume that keeps data ("${volume.name}")`,
  };
}

function unnamed({ podSet }: PodSetContext): Advice | null {
  if (textAt(podSet.object.root, ["metadata", "name"]) !== null) return null;
  return warn(podSet, ["metadata"], {
    code: "no-autoscaler-unnamed",
    message: `${objectTitle(podSet.object)} gets no autoscaler: it has no name for one to aim at`,
  });
}

function tooOld({ podSet, settings }: PodSetContext): Advice | null {
  const minor = minorToWriteFor(settings);
  if (minor >= ON_BY_DEFAULT_SINCE.autoscalingV2) return null;
  return warn(podSet, ["kind"], {
    code: "no-autoscaler-too-old",
    message: `${objectTitle(podSet.object)} gets no autoscaler: Kubernetes 1.${minor} does not serve autoscaling/v2`,
  });
}

function without(podSet: PodSet, found: ScalingObstacle): Advice {
  const message = `${objectTitle(podSet.object)} gets no autoscaler: ${found.reason}`;
  return found.silent
    ? inform(podSet, found.path, { code: found.code, message })
    : warn(podSet, found.path, { code: found.code, message });
}

function insisted(podSet: PodSet, { path, reason }: ScalingObstacle): Advice {
  return warn(podSet, path, {
    code: "autoscaler-insisted",
    message: `${objectTitle(podSet.object)} gets an autoscaler because --max-replicas insists, but ${reason}`,
  });
}
