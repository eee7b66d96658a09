import type { Json } from "../../edit/operation.ts";
import { type DecisionFlag, PROFILES } from "../../profile/built-in.ts";
import type { Settings, SettingValues } from "../../profile/settings.ts";
import type { FieldPath } from "../../yaml/tree.ts";

/** A key that profiles may have, and what holds without it. */
export interface ProfileKey {
  readonly path: readonly [string, ...string[]];
  readonly setting: keyof SettingValues;
  /** The flag that says the same: it tells which profiles the key means something to. Null: to all. */
  readonly flag: DecisionFlag | null;
  /** `entries`: a map or list of which each source adds a part. */
  readonly kind: "one" | "entries";
  /** What holds where nobody says it. */
  readonly without: string;
  /** A value to start from. */
  readonly example: Json;
}

/** What is said of fields that a profile alone does not touch. */
export const AS_IN_MANIFEST = "what the manifest has";
/** The same of fields of pods to which the profile may add what GPUs need. */
export const NOTHING_OWN = "nothing of your own is added";

const one = (
  path: ProfileKey["path"],
  setting: keyof SettingValues,
  flag: DecisionFlag | null,
  example: Json,
  without: string,
): ProfileKey => ({ path, setting, flag, kind: "one", example, without });

/** A field of pods. */
const own = (setting: keyof SettingValues, kind: ProfileKey["kind"], example: Json): ProfileKey => ({
  path: [setting],
  setting,
  flag: null,
  kind,
  example,
  without: NOTHING_OWN,
});

/** The keys of a profile in the order in which they are shown. The autoscaler's are two settings. */
export const PROFILE_KEYS: readonly ProfileKey[] = [
  one(["gpu", "model"], "model", "gpu", "h100", "any; a selector that is there stays"),
  one(["gpu", "count"], "gpus", "gpus", 1, "what the container has, else what its command asks for, else 1"),
  one(
    ["gpu", "vendor"],
    "vendor",
    "vendor",
    "nvidia",
    "the model's, else what the pod asks for, else nvidia",
  ),
  one(["gpu", "mig"], "mig", "mig", "1g.10gb", "whole GPUs, or the part that the container has"),
  one(
    ["gpu", "topology"],
    "topology",
    "topology",
    "2x4",
    "of TPUs: the shape that is selected, else that of one machine",
  ),
  one(["platform"], "platform", "platform", "generic", "generic"),
  one(
    ["container"],
    "container",
    "container",
    "main",
    "the one with a GPU, else the only one that is no known sidecar",
  ),
  one(["role"], "role", "role", "worker", "those whose pods ask for a GPU, else those that compute"),
  one(["spot"], "spot", "spot", true, "what the manifest selects"),
  one(["shm"], "shm", "shm", "16Gi", "/dev/shm has no size limit"),
  one(["rollout"], "rollout", "rollout", "in-place", "the strategy stays as it is"),
  one(
    ["keepOff"],
    "keepOff",
    "keep-off",
    "required",
    "as the platform's GPU nodes are: required or preferred",
  ),
  one(["replicas"], "replicas", "replicas", 2, AS_IN_MANIFEST),
  one(["maxReplicas"], "maxReplicas", "max-replicas", 8, "the replicas times burst"),
  one(["burst"], "burst", "burst", 4, "4"),
  one(["cpu"], "cpu", "cpu", "1", "what the manifest has; without a GPU else 1"),
  one(["memory"], "memory", "memory", "2Gi", AS_IN_MANIFEST),
  one(["autoscale"], "autoscale", "no-autoscale", true, "true"),
  { ...own("autoscaler", "entries", {}), path: ["autoscale"], flag: "no-autoscale" },
  one(["releaseReplicas"], "releaseReplicas", "release-replicas", false, "false"),
  one(["parallelism"], "parallelism", "parallelism", 4, AS_IN_MANIFEST),
  one(["shards"], "shards", "shards", 4, "a Job with one completion stays one"),
  one(["workers"], "workers", "workers", 2, AS_IN_MANIFEST),
  one(["onePerNode"], "onePerNode", "one-per-node", true, AS_IN_MANIFEST),
  one(["queue"], "queue", "queue", "team-a", AS_IN_MANIFEST),
  own("nodeSelector", "entries", { "example.com/pool": "a" }),
  own("tolerations", "entries", [{ key: "example.com/pool", operator: "Exists" }]),
  own("labels", "entries", { team: "a" }),
  own("annotations", "entries", { "example.com/team": "a" }),
  own("priorityClassName", "one", "low"),
  own("runtimeClassName", "one", "nvidia"),
  own("schedulerName", "one", "volcano"),
  own("env", "entries", [{ name: "NCCL_DEBUG", value: "INFO" }]),
];

/** True for a key that means something to profiles that stand on `base`. */
export function hasEffect({ flag }: ProfileKey, base: Settings["base"]): boolean {
  return flag === null || PROFILES.find((profile) => profile.base === base)?.flags.includes(flag) === true;
}

/** The place of a value among the keys, its entries together; -1 for what no profile can say. */
export function keyOrder(path: FieldPath): number {
  return PROFILE_KEYS.findIndex((key) => key.path.every((step, depth) => path[depth] === step));
}
