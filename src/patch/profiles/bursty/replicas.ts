import type { Json } from "../../../edit/operation.ts";
import { jsonOf, sameJson } from "../../../k8s/json.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { Advice, Refusal } from "../../../kernel/diagnostic.ts";
import { at, count, integer, isNullish } from "../../../yaml/access.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { RestoreRecord } from "../../records/restore-record.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { refuse, warn } from "../../shared/diagnostics.ts";
import { isFilledInLater } from "../../shared/render-first.ts";
import { NOTHING, type StepResult } from "../../shared/step.ts";
import { sharedVolumes } from "./volumes.ts";

/** How many replicas a workload has, as written and as its owner wrote it. */
export interface Replicas {
  readonly path: FieldPath;
  /** What the manifest says now; null when it says nothing, which is one. */
  readonly written: number | null;
  /** What it said before gpuify wrote a number of its own; an autoscaler's minimum comes from here. */
  readonly own: number;
  /** What it says once this run's changes are made. */
  readonly wanted: number;
  /** It is a placeholder, and stays one: the numbers here stand for one replica, and nothing may be built on them. */
  readonly isUnknown: boolean;
}

type ReplicasResult =
  | { readonly ok: true; readonly replicas: Replicas; readonly part: StepResult }
  | { readonly ok: false; readonly problem: Refusal };

/** Reads the number of replicas and sets the one that `--replicas` asks for. */
export function decideReplicas(
  context: PodSetContext,
  path: FieldPath,
  record: RestoreRecord | null,
): ReplicasResult {
  const { podSet, settings } = context;
  const node = at(podSet.object.root, path);
  const written = count(node);
  const isUnknown = isFilledInLater(podSet, path);
  if (written === null && !isNullish(node) && !isUnknown)
    return { ok: false, problem: unreadable(context, path) };
  const now: Json = written;
  const recorded = record?.set?.replicas;
  const isOurs = recorded !== undefined && sameJson(recorded[1], now);
  // A placeholder that a number has taken the place of says nothing.
  const own = isOurs && typeof recorded[0] !== "string" ? toCount(recorded[0]) : (written ?? 1);
  const flag = settings.replicas;
  // Whether a number that was asked for is more than what will be there is not known: it may be.
  const current = isUnknown ? 0 : (written ?? own);
  const keep = { path, written, own, isUnknown: isUnknown && flag === undefined, wanted: written ?? own };
  if (flag === undefined || flag.value === written) return { ok: true, replicas: keep, part: NOTHING };
  const stop = flag.value > current ? growthStop(context, `--replicas ${flag.value}`) : null;
  if (stop !== null) return { ok: true, replicas: keep, part: { ...NOTHING, diagnostics: [stop] } };
  const replicas = { ...keep, wanted: flag.value };
  // A released number is not written: the autoscaler's minimum carries it.
  if (settings.releaseReplicas.value) return { ok: true, replicas, part: NOTHING };
  return {
    ok: true,
    replicas,
    part: {
      ...NOTHING,
      operations: [
        {
          op: "set",
          path,
          value: flag.value,
          step: "scale",
          reason: "this number was asked for",
          origin: flag.origin,
        },
      ],
      record: { set: { replicas: [node === null ? null : jsonOf(node), flag.value] } },
    },
  };
}

/**
 * Why more pods would not start: they share a claim that one node (ReadWriteOnce) or one pod (ReadWriteOncePod) can
 * mount. Null where they may, or with `--force`. `what` names the growth that is not made.
 */
export function growthStop(context: PodSetContext, what: string): Advice | null {
  const { podSet, settings } = context;
  if (settings.force.value) return null;
  const volume = sharedVolumes(context).find((one) => one.access === "alone");
  if (volume === undefined) return null;
  return warn(podSet, [...podSet.podSpecPath, "volumes", volume.index], {
    code: "shared-claim",
    message: `${what} is left out: the pods of ${objectTitle(podSet.object)} share the ${volume.claim === null ? `volume "${volume.name}"` : `claim "${volume.claim}"`}, which only one node can mount`,
  });
}

function toCount(value: Json): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 1;
}

function unreadable({ podSet }: PodSetContext, path: FieldPath): Refusal {
  const isNegative = integer(at(podSet.object.root, path)) !== null;
  return refuse(podSet, path, {
    code: "replicas-not-a-number",
    message: `the number of replicas of ${objectTitle(podSet.object)} is ${isNegative ? "negative" : "not a plain whole number"}`,
    why: `An autoscaler's bounds are computed from it${isNegative ? ", and the API server rejects a negative number" : ""}.`,
    advice: isNegative ? "Write 0 or more." : "Write it as a number without quotes.",
  });
}
