import type { Layer, Origin, Setting, SettingValues } from "../profile/settings.ts";
import type { ProfileBody } from "./types.ts";

/** What a profile, a rule or the defaults say, as a layer with one origin. */
export function bodyLayer(body: ProfileBody, origin: Origin): Layer {
  const { gpu, autoscale, ...rest } = body;
  const values: Partial<SettingValues> = {
    ...plain(rest),
    ...(gpu?.count !== undefined && { gpus: gpu.count }),
    ...(gpu?.model !== undefined && { model: gpu.model }),
    ...(gpu?.vendor !== undefined && { vendor: gpu.vendor }),
    ...(gpu?.mig !== undefined && { mig: gpu.mig }),
    ...(gpu?.topology !== undefined && { topology: gpu.topology }),
    ...(typeof autoscale === "boolean" && { autoscale }),
    ...(typeof autoscale === "object" && { autoscale: true, autoscaler: autoscale }),
  };
  const layer: Record<string, Setting<unknown>> = {};
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) layer[name] = { value, origin };
  return layer as Layer;
}

/** Fields whose name and value are those of the setting. */
function plain(body: Omit<ProfileBody, "gpu" | "autoscale">): Partial<SettingValues> {
  const names: readonly (keyof typeof body & keyof SettingValues)[] = [
    "platform",
    "container",
    "role",
    "spot",
    "shm",
    "rollout",
    "keepOff",
    "replicas",
    "maxReplicas",
    "burst",
    "cpu",
    "memory",
    "releaseReplicas",
    "parallelism",
    "shards",
    "workers",
    "onePerNode",
    "queue",
    "nodeSelector",
    "tolerations",
    "labels",
    "annotations",
    "priorityClassName",
    "runtimeClassName",
    "schedulerName",
    "env",
  ];
  return Object.fromEntries(
    names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])),
  ) as Partial<SettingValues>;
}
