import type { ValueOperation } from "../edit/operation.ts";
import { asScalar, at, integer, isNullish, text, textAt } from "../k8s/access.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** How many pods a rollout starts beside the old ones, and how many it may end before new ones are ready. */
export interface Rollout {
  readonly surge: number;
  readonly unavailable: number;
  /** Of `maxSurge`, whether it is written or not. */
  readonly path: FieldPath;
}

/**
 * A Deployment's rolling update as its controller resolves it: both numbers are 25 % by default, the surge is rounded
 * up and what may be unavailable down; where both come out as 0, one pod may be unavailable. There are never more new
 * pods than replicas. Null for other strategies and for values that the API server rejects.
 * Source: kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go (ResolveFenceposts, NewRSNewReplicas),
 * pkg/apis/apps/v1/defaults.go.
 */
export function deploymentRollout({ root }: KubeObject, replicas: number): Rollout | null {
  const strategy: FieldPath = ["spec", "strategy"];
  const type = textAt(root, [...strategy, "type"]);
  if (type !== null && type !== "RollingUpdate") return null;
  const path = [...strategy, "rollingUpdate", "maxSurge"];
  const surge = share(root, path, "25%", replicas, Math.ceil);
  const unavailable = share(
    root,
    [...strategy, "rollingUpdate", "maxUnavailable"],
    "25%",
    replicas,
    Math.floor,
  );
  if (surge === null || unavailable === null) return null;
  return {
    surge: Math.min(surge, replicas),
    unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable,
    path,
  };
}

/** True for a DaemonSet that starts the new pod of a node beside the old one. Nothing does so by default. */
export function daemonSetSurges({ root }: KubeObject): boolean {
  const type = textAt(root, ["spec", "updateStrategy", "type"]);
  if (type !== null && type !== "RollingUpdate") return false;
  return (share(root, DAEMON_SURGE, "0", 100, Math.ceil) ?? 0) > 0;
}

export const DAEMON_SURGE: FieldPath = ["spec", "updateStrategy", "rollingUpdate", "maxSurge"];

/** What makes a rollout end a pod before it starts the next, in as few fields as are needed. */
export function inPlaceOperations({ root }: KubeObject, strategy: FieldPath): readonly ValueOperation[] {
  const wanted = { maxSurge: 0, maxUnavailable: 1 };
  if (isNullish(at(root, strategy)))
    return [{ op: "set", path: strategy, value: { type: "RollingUpdate", rollingUpdate: wanted } }];
  const rollingUpdate = [...strategy, "rollingUpdate"];
  const type: readonly ValueOperation[] =
    textAt(root, [...strategy, "type"]) !== "RollingUpdate"
      ? [{ op: "set", path: [...strategy, "type"], value: "RollingUpdate" }]
      : [];
  if (isNullish(at(root, rollingUpdate))) return [...type, { op: "set", path: rollingUpdate, value: wanted }];
  const fields = Object.entries(wanted).filter(
    ([name, value]) => integer(at(root, [...rollingUpdate, name])) !== value,
  );
  return [
    ...type,
    ...fields.map(([name, value]) => ({ op: "set", path: [...rollingUpdate, name], value }) as const),
  ];
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
