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
    "spot",
    "shm",
    "rollout",
    "replicas",
    "maxReplicas",
    "burst",
    "cpu",
    "memory",
    "releaseReplicas",
    "parallelism",
    "shards",
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

const MAPS = ["nodeSelector", "labels", "annotations"] as const;
const LISTS = ["tolerations", "env"] as const;

/**
 * Layers of a config in one, the strongest first. A scalar is that of the first layer that has it; maps and lists
 * are merged, because a rule that adds a label does not mean to take the profile's away. The origin is that of the
 * strongest layer that says anything about the field.
 */
export function foldLayers(layers: readonly Layer[]): Layer {
  const folded = Object.assign({}, ...[...layers].reverse()) as { -readonly [K in keyof Layer]: Layer[K] };
  for (const name of MAPS) {
    const said = layers.flatMap((layer) => layer[name] ?? []);
    const [first] = said;
    if (first !== undefined && said.length > 1)
      folded[name] = { ...first, value: Object.assign({}, ...said.map(({ value }) => value).reverse()) };
  }
  for (const name of LISTS) {
    const said = layers.flatMap((layer) => (layer[name] as Setting<readonly object[]> | undefined) ?? []);
    const [first] = said;
    if (first !== undefined && said.length > 1) {
      const value = distinct(said.flatMap((one) => one.value));
      (folded as Record<string, unknown>)[name] = { ...first, value };
    }
  }
  return folded;
}

/** The first of equal entries; of environment variables the first of each name. */
function distinct(entries: readonly object[]): readonly object[] {
  const seen = new Map<string, object>();
  for (const entry of entries) {
    const key = "name" in entry ? String(entry.name) : JSON.stringify(entry);
    if (!seen.has(key)) seen.set(key, entry);
  }
  return [...seen.values()];
}
