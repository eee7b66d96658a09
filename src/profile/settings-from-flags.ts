import type { Profile } from "./built-in.ts";
import type { DecisionFlags } from "./flags.ts";
import { mergeLayers } from "./layers.ts";
import type { Layer, Setting, Settings, SettingValues } from "./settings.ts";

/** The flag behind each setting that has one. */
const FLAG: Readonly<Partial<Record<keyof SettingValues, keyof DecisionFlags>>> = {
  gpus: "gpus",
  model: "gpu",
  vendor: "vendor",
  platform: "platform",
  container: "container",
  role: "role",
  spot: "spot",
  mig: "mig",
  topology: "topology",
  shm: "shm",
  rollout: "rollout",
  keepOff: "keepOff",
  replicas: "replicas",
  maxReplicas: "maxReplicas",
  burst: "burst",
  cpu: "cpu",
  memory: "memory",
  releaseReplicas: "releaseReplicas",
  parallelism: "parallelism",
  shards: "shards",
  workers: "workers",
  onePerNode: "onePerNode",
  queue: "queue",
  force: "force",
};

/** Settings of a run from its flags alone: flags are explicit, what they leave open is the profile's or built in. */
export function settingsFor(profile: Pick<Profile, "name" | "base">, flags: DecisionFlags): Settings {
  const origin = { kind: "flag", name: "--profile" } as const;
  return mergeLayers({ name: profile.name, base: profile.base, origin }, [flagLayer(flags)]);
}

/** What the flags say. */
export function flagLayer(flags: DecisionFlags): Layer {
  const layer: Record<string, Setting<unknown>> = {};
  for (const [setting, flag] of Object.entries(FLAG)) {
    const value = flags[flag];
    if (value !== undefined) layer[setting] = given(`--${dashed(flag)}`, value);
  }
  if (flags.noAutoscale === true) layer.autoscale = given("--no-autoscale", false);
  if (flags.kubernetesMinor !== undefined)
    layer.kubernetesMinor = given("--kubernetes-version", flags.kubernetesMinor);
  return layer as Layer;
}

function given<T>(name: string, value: T): Setting<T> {
  return { value, origin: { kind: "flag", name } };
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
