import { type DecisionFlag, NONE, PROFILES } from "../../profile/built-in.ts";
import type { ProfileBody } from "../types.ts";
import { type Loose, looseMap } from "./loose.ts";

/** A key that means nothing to a profile, and the profiles it means something to. */
interface UselessKey {
  readonly keys: readonly string[];
  readonly worksWith: readonly string[];
}

type Flags<T> = Readonly<Record<keyof T & string, DecisionFlag | null>>;

/** The flag that says the same as a key, because profiles name the flags that mean something to them; null for none. */
const FLAG_OF: Flags<Omit<ProfileBody, "gpu">> = {
  platform: "platform",
  container: "container",
  role: "role",
  spot: "spot",
  shm: "shm",
  rollout: "rollout",
  keepOff: "keep-off",
  replicas: "replicas",
  maxReplicas: "max-replicas",
  burst: "burst",
  cpu: "cpu",
  memory: "memory",
  autoscale: "no-autoscale",
  releaseReplicas: "release-replicas",
  parallelism: "parallelism",
  shards: "shards",
  workers: "workers",
  onePerNode: "one-per-node",
  queue: "queue",
  nodeSelector: null,
  tolerations: null,
  labels: null,
  annotations: null,
  priorityClassName: null,
  runtimeClassName: null,
  schedulerName: null,
  env: null,
};

const FLAG_OF_GPU: Flags<NonNullable<ProfileBody["gpu"]>> = {
  model: "gpu",
  count: "gpus",
  vendor: "vendor",
  mig: "mig",
  topology: "topology",
};

/** Keys of a profile or a rule that mean nothing to the built-in profile it stands on. */
export function uselessKeys(body: Loose, base: string | null): readonly UselessKey[] {
  if (base === NONE) return uselessForNone(body);
  const flags = PROFILES.find(({ name }) => name === base)?.flags;
  if (flags === undefined) return [];
  const useless = (
    value: Loose,
    known: Readonly<Record<string, DecisionFlag | null>>,
    parent: readonly string[],
  ) =>
    Object.keys(value).flatMap((key): readonly UselessKey[] => {
      const flag = Object.hasOwn(known, key) ? (known[key] ?? null) : null;
      if (flag === null || flags.includes(flag)) return [];
      const worksWith = PROFILES.filter((profile) => profile.flags.includes(flag)).map(({ name }) => name);
      return [{ keys: [...parent, key], worksWith }];
    });
  return [...useless(body, FLAG_OF, []), ...useless(looseMap(body.gpu), FLAG_OF_GPU, ["gpu"])];
}

/** `none` gives nothing; the platform tells which labels are of GPU nodes. */
function uselessForNone(body: Loose): readonly UselessKey[] {
  return Object.keys(body)
    .filter((key) => key === "gpu" || (key !== "platform" && Object.hasOwn(FLAG_OF, key)))
    .map((key) => ({ keys: [key], worksWith: [] }));
}
