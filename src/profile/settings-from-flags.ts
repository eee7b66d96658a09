import type { Profile } from "./built-in.ts";
import type { DecisionFlags } from "./flags.ts";
import type { Origin, Setting, Settings } from "./settings.ts";

/**
 * Minor version of Kubernetes that is assumed when nobody says: the oldest that upstream still supported when
 * the catalog's facts were read (2026-08; supported were 1.34, 1.35 and 1.36).
 */
export const DEFAULT_KUBERNETES_MINOR = 34;

/** How many times the replicas an autoscaler may grow to when `--burst` does not say. */
export const DEFAULT_BURST = 4;

const DEFAULT: Origin = { kind: "default" };

/** Settings of a run from its flags alone: flags are explicit, what they leave open is the profile's or built in. */
export function settingsFor(profile: Profile, flags: DecisionFlags): Settings {
  return {
    profile: profile.name,
    base: profile.base,
    profileOrigin: { kind: "flag", name: "--profile" },
    platform: given("--platform", flags.platform) ?? { value: "generic", origin: DEFAULT },
    burst: given("--burst", flags.burst) ?? { value: DEFAULT_BURST, origin: DEFAULT },
    autoscale: flags.noAutoscale
      ? { value: false, origin: { kind: "flag", name: "--no-autoscale" } }
      : { value: true, origin: DEFAULT },
    releaseReplicas: given("--release-replicas", flags.releaseReplicas) ?? { value: false, origin: DEFAULT },
    force: given("--force", flags.force) ?? { value: false, origin: DEFAULT },
    kubernetesMinor: given("--kubernetes-version", flags.kubernetesMinor) ?? {
      value: DEFAULT_KUBERNETES_MINOR,
      origin: DEFAULT,
    },
    ...optional("gpus", given("--gpus", flags.gpus)),
    ...optional("model", given("--gpu", flags.gpu)),
    ...optional("vendor", given("--vendor", flags.vendor)),
    ...optional("container", given("--container", flags.container)),
    ...optional("spot", given("--spot", flags.spot)),
    ...optional("mig", given("--mig", flags.mig)),
    ...optional("topology", given("--topology", flags.topology)),
    ...optional("shm", given("--shm", flags.shm)),
    ...optional("rollout", given("--rollout", flags.rollout)),
    ...optional("replicas", given("--replicas", flags.replicas)),
    ...optional("maxReplicas", given("--max-replicas", flags.maxReplicas)),
    ...optional("cpu", given("--cpu", flags.cpu)),
    ...optional("memory", given("--memory", flags.memory)),
    ...optional("parallelism", given("--parallelism", flags.parallelism)),
    ...optional("shards", given("--shards", flags.shards)),
  };
}

function given<T>(name: string, value: T | undefined): Setting<T> | undefined {
  return value === undefined ? undefined : { value, origin: { kind: "flag", name } };
}

/** A field that is left out when its value is undefined, as exact optional types want it. */
function optional<K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: T });
}
