import { at, boolean, isNullish, text, textAt } from "../../k8s/access.ts";
import { objectTitle } from "../../k8s/object.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { isExplicit } from "../../profile/origin.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import { inform, type Notice, warn } from "../notice.ts";
import { growthStop, type Replicas } from "./replicas.ts";
import { sharedVolumes } from "./volumes.ts";

/**
 * Why a workload gets no autoscaler although nobody forbade it; null when it may have one. Where the user could know
 * better, `--max-replicas` insists and the reason becomes a warning that goes with the autoscaler.
 */
export interface Guard {
  readonly diagnostic: Diagnostic;
  readonly stops: boolean;
}

/** All reasons that hold, the first that stops decides. */
export function autoscaleGuards(context: DecisionContext, replicas: Replicas): readonly Guard[] {
  const { workload, settings } = context;
  const insists = isExplicit(settings.maxReplicas);
  const guards = [
    statefulSet(context),
    recreate(context),
    noReplicas(context, replicas),
    paused(context),
    singleWithData(context, replicas),
  ].flatMap((found): readonly Guard[] => {
    if (found === null) return [];
    const { path, notice } = found;
    if (insists)
      return found.silent ? [] : [{ stops: false, diagnostic: warn(workload, path, accepted(notice)) }];
    const say = found.silent ? inform : warn;
    return [{ stops: true, diagnostic: say(workload, path, notice) }];
  });
  const stop = growthStop(context, "the autoscaler");
  const impossible = unnamed(context) ?? tooOld(context);
  return [
    ...(impossible === null ? [] : [{ stops: true, diagnostic: impossible }]),
    ...guards,
    ...(stop === null ? [] : [{ stops: true, diagnostic: stop }]),
  ];
}

interface Found {
  readonly path: FieldPath;
  readonly notice: Notice;
  /** Expected for this kind of workload: a note, and nothing more to say once the user insists. */
  readonly silent: boolean;
}

const INSIST = "Pass --max-replicas N if it may grow all the same.";

function statefulSet({ workload }: DecisionContext): Found | null {
  if (workload.kind.class !== "stateful-set") return null;
  return {
    path: ["kind"],
    silent: true,
    notice: {
      code: "no-autoscaler-stateful-set",
      message: `${objectTitle(workload.object)} gets no autoscaler: its pods have identities and data`,
      advice: INSIST,
    },
  };
}

function recreate({ workload }: DecisionContext): Found | null {
  const path = ["spec", "strategy", "type"];
  if (textAt(workload.object.root, path) !== "Recreate") return null;
  return {
    path,
    silent: false,
    notice: {
      code: "no-autoscaler-recreate",
      message: `${objectTitle(workload.object)} gets no autoscaler: the strategy Recreate says that its pods must not run side by side`,
      advice: INSIST,
    },
  };
}

function noReplicas({ workload }: DecisionContext, replicas: Replicas): Found | null {
  if (replicas.wanted !== 0) return null;
  return {
    path: replicas.path,
    silent: false,
    notice: {
      code: "no-autoscaler-zero-replicas",
      message: `${objectTitle(workload.object)} gets no autoscaler: it is switched off with 0 replicas`,
      why: "An autoscaler does nothing while the number is 0, and starts to work as soon as somebody scales up.",
      advice: "Pass --replicas N to switch it on, or --max-replicas N to add the autoscaler all the same.",
    },
  };
}

function paused({ workload }: DecisionContext): Found | null {
  const path = ["spec", "paused"];
  // kubectl reads YAML 1.1, where `yes` and `on` are true too; what nobody can tell is taken for paused.
  const node = at(workload.object.root, path);
  if (isNullish(node) || boolean(node) === false || /^(?:n|no|off)$/i.test(text(node) ?? "")) return null;
  return {
    path,
    silent: false,
    notice: {
      code: "no-autoscaler-paused",
      message: `${objectTitle(workload.object)} gets no autoscaler: it is paused`,
      why: "New pods would still be made from the old template, which asks for a GPU.",
      advice: INSIST,
    },
  };
}

function singleWithData(context: DecisionContext, replicas: Replicas): Found | null {
  const { workload } = context;
  // Volumes of a StatefulSet's own claim templates are per pod and not in the pod spec.
  if (replicas.wanted !== 1 || workload.kind.class === "stateful-set") return null;
  // What cannot be written is safe to share, except that an unknown claim may not mount twice.
  const volume = sharedVolumes(context).find(
    ({ claim, access, isReadOnly }) => !isReadOnly || (claim !== null && access !== "many"),
  );
  if (volume === undefined) return null;
  return {
    path: [...workload.podSpecPath, "volumes", volume.index],
    silent: false,
    notice: {
      code: "no-autoscaler-single-with-data",
      message: `${objectTitle(workload.object)} gets no autoscaler: it has one replica and a volume that keeps data ("${volume.name}")`,
      why: "A second pod on the same data may damage it, or fail to start.",
      advice: INSIST,
    },
  };
}

function unnamed({ workload }: DecisionContext): Diagnostic | null {
  if (textAt(workload.object.root, ["metadata", "name"]) !== null) return null;
  return warn(workload, ["metadata"], {
    code: "no-autoscaler-unnamed",
    message: `${objectTitle(workload.object)} gets no autoscaler: it has no name that one could aim at`,
  });
}

/** Minor of the first Kubernetes 1.x that serves autoscaling/v2 (kubernetes/enhancements KEP-2702). */
const AUTOSCALING_V2_MINOR = 23;

function tooOld({ workload, settings }: DecisionContext): Diagnostic | null {
  const minor = settings.kubernetesMinor.value;
  if (minor >= AUTOSCALING_V2_MINOR) return null;
  return warn(workload, ["kind"], {
    code: "no-autoscaler-too-old",
    message: `${objectTitle(workload.object)} gets no autoscaler: Kubernetes 1.${minor} does not serve autoscaling/v2`,
    why: "The API server would reject the object.",
    advice: "It is there from 1.23 on; name the version with --kubernetes-version.",
  });
}

/** The same reason, once the user insisted. */
function accepted(notice: Notice): Notice {
  return {
    code: notice.code.replace(/^no-/, ""),
    message: notice.message.replace(
      "gets no autoscaler:",
      "gets an autoscaler because --max-replicas insists, but",
    ),
    ...(notice.why === undefined ? {} : { why: notice.why }),
  };
}
