import type { ValueOperation } from "../edit/operation.ts";
import type { OwnRollout } from "../k8s/kind-row.ts";
import { kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { WorkloadObject } from "../k8s/workload.ts";
import { asScalar, at, boolean, integer, isNullish, text, textAt } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { driverOf, type Surroundings } from "./surroundings.ts";

/** What becomes of a rollout where nothing is free for the pods that it starts. */
export type RolloutVerdict =
  /** It starts no pod before an old one has ended; also where nothing is rolled out, and where nobody can tell. */
  | { readonly kind: "needs-nothing" }
  /** No old pod ends before a new one is ready: it hangs. */
  | (SurgingRollout & { readonly kind: "hangs" })
  /** Old pods end too, so it goes on with up to `missing` of the replicas missing. */
  | (SurgingRollout & { readonly kind: "goes-on"; readonly missing: number; readonly replicas: number })
  /** All new pods start before an old one ends, as the kind's own way of replacing them is; `why` says which. */
  | (SurgingRollout & { readonly kind: "twice"; readonly why: string });

/** A rollout that starts new pods beside old ones. */
interface SurgingRollout {
  /** Pods that it starts at once, on each node in case of a DaemonSet. */
  readonly surge: number;
  /** Of `maxSurge`, whether it is written or not. */
  readonly path: FieldPath;
  /** What `inPlaceOperations` changes. */
  readonly strategy: RolloutStrategy;
}

/** Where a rollout is written; `bare`: its numbers are fields at the path itself; `fixed`: it has none. */
export interface RolloutStrategy {
  readonly at: FieldPath;
  readonly form: "rolling-update" | "bare" | "fixed";
}

const NEEDS_NOTHING: RolloutVerdict = { kind: "needs-nothing" };

/**
 * What the rollout of a workload with so many replicas comes to; null for a number that nobody knows. Only Deployments
 * and DaemonSets start new pods beside old ones. A paused Deployment rolls nothing out, nor does one without replicas.
 * Of APIs before apps/ nothing is said: their defaults were others.
 */
export function rolloutVerdict(
  { object, kind }: WorkloadObject,
  replicas: number | null,
  surroundings: Surroundings | null = null,
): RolloutVerdict {
  const driver = surroundings === null ? null : driverOf(surroundings, object);
  if (driver !== null) return drivenVerdict(driver, replicas);
  if (kind.ownRollouts !== undefined) return ownVerdict(object, kind.ownRollouts, replicas);
  if (!object.apiVersion.startsWith("apps/")) return NEEDS_NOTHING;
  if (kind.rollout?.form === "per-node") return perNodeVerdict(object, kind.rollout.at);
  if (kind.rollout?.form !== "surge" || replicas === null || isPaused(object)) return NEEDS_NOTHING;
  const { at: strategy } = kind.rollout;
  const numbers = rollingUpdate(object, strategy, replicas);
  return surgeVerdict(numbers, replicas, {
    strategy: { at: strategy, form: "rolling-update" },
    path: [...strategy, "rollingUpdate", "maxSurge"],
  });
}

/** The strategy is that of another object, which is told at the workload itself. */
function drivenVerdict(driver: KubeObject, replicas: number | null): RolloutVerdict {
  const row = kindOf(driver);
  // A workload that another one drives is scaled down to nothing.
  const count = Math.max(replicas ?? 0, 1);
  const verdict = ownVerdict(driver, row?.ownRollouts ?? [], count);
  if (verdict.kind === "needs-nothing") return verdict;
  return { ...verdict, path: ["spec"], strategy: { at: ["spec"], form: "fixed" } };
}

/** What a rolling update comes to, which starts and ends so many pods at once. */
function surgeVerdict(
  numbers: { readonly surge: number; readonly unavailable: number } | null,
  replicas: number,
  place: Pick<SurgingRollout, "strategy" | "path">,
): RolloutVerdict {
  if (numbers === null || numbers.surge === 0) return NEEDS_NOTHING;
  const { surge, unavailable } = numbers;
  return unavailable === 0
    ? { kind: "hangs", surge, ...place }
    : { kind: "goes-on", missing: unavailable, replicas, surge, ...place };
}

/** The first way of replacing pods that counts in the object. */
function ownVerdict(
  { root }: KubeObject,
  rollouts: readonly OwnRollout[],
  replicas: number | null,
): RolloutVerdict {
  const own = rollouts.find(
    ({ onlyWith, unless }) =>
      (onlyWith === null || at(root, onlyWith) !== null) &&
      (unless === null || !unless.is.includes(textAt(root, unless.at) ?? "")),
  );
  if (own === undefined || replicas === null || replicas === 0) return NEEDS_NOTHING;
  const path = own.at;
  if (own.form === "twice")
    return { kind: "twice", surge: replicas, path, why: own.why, strategy: { at: path, form: "fixed" } };
  const surge = share(root, [...path, "maxSurge"], own.surge, replicas, Math.ceil);
  const unavailable = share(root, [...path, "maxUnavailable"], own.unavailable, replicas, Math.floor);
  const numbers = surge === null || unavailable === null ? null : settled(surge, unavailable, replicas);
  return surgeVerdict(numbers, replicas, {
    strategy: { at: path, form: "bare" },
    path: [...path, "maxSurge"],
  });
}

/** There are never more new pods than replicas, and where nothing may start or end one pod may. */
function settled(
  surge: number,
  unavailable: number,
  replicas: number,
): { surge: number; unavailable: number } {
  return {
    surge: Math.min(surge, replicas),
    unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable,
  };
}

/** True for a Deployment whose rollouts somebody holds. */
function isPaused({ root }: KubeObject): boolean {
  return boolean(at(root, ["spec", "paused"])) === true;
}

/**
 * A Deployment's rolling update as its controller resolves it: both numbers are 25 % by default, the surge is rounded
 * up and what may be unavailable down; where both come out as 0, one pod may be unavailable. There are never more new
 * pods than replicas. Null for other strategies and for values that the API server rejects.
 * Source: kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go (ResolveFenceposts, NewRSNewReplicas),
 * pkg/apis/apps/v1/defaults.go.
 */
function rollingUpdate(
  { root }: KubeObject,
  strategy: FieldPath,
  replicas: number,
): { readonly surge: number; readonly unavailable: number } | null {
  const type = textAt(root, [...strategy, "type"]);
  if (type !== null && type !== "RollingUpdate") return null;
  const numbers = [...strategy, "rollingUpdate"];
  const surge = share(root, [...numbers, "maxSurge"], "25%", replicas, Math.ceil);
  const unavailable = share(root, [...numbers, "maxUnavailable"], "25%", replicas, Math.floor);
  return surge === null || unavailable === null ? null : settled(surge, unavailable, replicas);
}

/**
 * A DaemonSet with a surge starts the new pod of a node beside the old one, which ends when the new one is ready; none
 * does so by default, and it may not let pods be unavailable as well (kubernetes/api apps/v1 RollingUpdateDaemonSet).
 */
function perNodeVerdict({ root }: KubeObject, strategy: FieldPath): RolloutVerdict {
  const type = textAt(root, [...strategy, "type"]);
  if (type !== null && type !== "RollingUpdate") return NEEDS_NOTHING;
  const path = [...strategy, "rollingUpdate", "maxSurge"];
  const surges = (share(root, path, "0", 100, Math.ceil) ?? 0) > 0;
  return surges
    ? { kind: "hangs", surge: 1, strategy: { at: strategy, form: "rolling-update" }, path }
    : NEEDS_NOTHING;
}

/** What makes a rollout end a pod before it starts the next, in as few fields as are needed. */
export function inPlaceOperations(
  { root }: KubeObject,
  { at: strategy, form }: RolloutStrategy,
): readonly ValueOperation[] {
  const wanted = { maxSurge: 0, maxUnavailable: 1 };
  if (form === "fixed") return [];
  if (form === "bare") return numbersAt(root, strategy, wanted);
  if (isNullish(at(root, strategy)))
    return [{ op: "set", path: strategy, value: { type: "RollingUpdate", rollingUpdate: wanted } }];
  const rollingUpdate = [...strategy, "rollingUpdate"];
  const type: readonly ValueOperation[] =
    textAt(root, [...strategy, "type"]) !== "RollingUpdate"
      ? [{ op: "set", path: [...strategy, "type"], value: "RollingUpdate" }]
      : [];
  if (isNullish(at(root, rollingUpdate))) return [...type, { op: "set", path: rollingUpdate, value: wanted }];
  return [...type, ...numbersAt(root, rollingUpdate, wanted)];
}

function numbersAt(
  root: KubeObject["root"],
  path: FieldPath,
  wanted: Readonly<Record<string, number>>,
): readonly ValueOperation[] {
  return Object.entries(wanted)
    .filter(([name, value]) => integer(at(root, [...path, name])) !== value)
    .map(([name, value]) => ({ op: "set", path: [...path, name], value }));
}

/** Seconds that a rollout may go without progress by default (kubernetes/api apps/v1 DeploymentSpec). */
export const DEFAULT_DEADLINE = 600;

/** Seconds that leave time for a GPU node, an image of tens of GB and a model. */
const PATIENT_DEADLINE = 1800;

/** After how many seconds without progress a rollout counts as failed. */
export interface ProgressDeadline {
  readonly path: FieldPath;
  /** As it is written; null where the default holds. */
  readonly written: number | null;
  readonly seconds: number;
}

/**
 * The deadline of a Deployment with at most so many pods (null: nobody knows). Null for other kinds, where nothing is
 * rolled out, where it is no number above 0, and where APIs before apps/ had no default. While a Deployment is paused, progress is not judged (kubernetes/api
 * apps/v1 DeploymentSpec).
 */
export function progressDeadline(
  { object, kind }: WorkloadObject,
  most: number | null,
): ProgressDeadline | null {
  if (kind.rollout?.form !== "surge" || most === 0 || isPaused(object)) return null;
  const path: FieldPath = ["spec", "progressDeadlineSeconds"];
  const node = at(object.root, path);
  if (isNullish(node))
    return object.apiVersion.startsWith("apps/") ? { path, written: null, seconds: DEFAULT_DEADLINE } : null;
  const written = integer(node);
  return written === null || written <= 0 ? null : { path, written, seconds: written };
}

/** True for a deadline that somebody made shorter than the default, which is little already. */
export function isDeadlineShort({ written }: ProgressDeadline): boolean {
  return written !== null && written < DEFAULT_DEADLINE;
}

/** Gives a rollout of GPU pods time. */
export function raiseDeadline({ path }: ProgressDeadline): Extract<ValueOperation, { op: "set" }> {
  return { op: "set", path, value: PATIENT_DEADLINE };
}

/** A number or percentage of pods; null for what is neither. A percentage is text, with or without quotes. */
export function share(
  root: KubeObject["root"],
  path: FieldPath,
  byDefault: string,
  replicas: number,
  round: (value: number) => number,
): number | null {
  const node = at(root, path);
  const written = isNullish(node) ? byDefault : (text(node) ?? "");
  const percent = /^(\d{1,6})%$/.exec(written)?.[1];
  // The product is a whole number, so that only the division can round.
  if (percent !== undefined) return round((Number(percent) * replicas) / 100);
  const isNumber = node === null || asScalar(node)?.style === "plain";
  return isNumber && /^\d{1,9}$/.test(written) ? Number(written) : null;
}
