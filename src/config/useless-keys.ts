import { type DecisionFlag, PROFILES } from "../profile/built-in.ts";
import { type Loose, looseMap } from "./loose.ts";

/** A key that means nothing to a profile, and the profiles it means something to. */
export interface UselessKey {
  readonly keys: readonly string[];
  readonly worksWith: readonly string[];
}

/** The flag that says the same as a key: profiles name the flags that mean something to them. */
const FLAG_OF: Readonly<Record<string, DecisionFlag>> = {
  spot: "spot",
  shm: "shm",
  rollout: "rollout",
  replicas: "replicas",
  maxReplicas: "max-replicas",
  burst: "burst",
  cpu: "cpu",
  memory: "memory",
  autoscale: "no-autoscale",
  releaseReplicas: "release-replicas",
  parallelism: "parallelism",
  shards: "shards",
};

const FLAG_OF_GPU: Readonly<Record<string, DecisionFlag>> = {
  model: "gpu",
  count: "gpus",
  vendor: "vendor",
  mig: "mig",
  topology: "topology",
};

/** Keys of a profile or a rule that mean nothing to the built-in profile it stands on. */
export function uselessKeys(body: Loose, base: string | null): readonly UselessKey[] {
  const flags = PROFILES.find(({ name }) => name === base)?.flags;
  if (flags === undefined) return [];
  const useless = (value: Loose, known: Readonly<Record<string, DecisionFlag>>, parent: readonly string[]) =>
    Object.keys(value).flatMap((key): readonly UselessKey[] => {
      const flag = Object.hasOwn(known, key) ? known[key] : undefined;
      if (flag === undefined || flags.includes(flag)) return [];
      const worksWith = PROFILES.filter((profile) => profile.flags.includes(flag)).map(({ name }) => name);
      return [{ keys: [...parent, key], worksWith }];
    });
  return [...useless(body, FLAG_OF, []), ...useless(looseMap(body.gpu), FLAG_OF_GPU, ["gpu"])];
}
