import { NEWEST_KNOWN_MINOR, OLDEST_KNOWN_MINOR } from "../k8s/version.ts";
import type { Layer, Origin, Setting, Settings } from "./settings.ts";

/** How many times the replicas an autoscaler may grow to when `--burst` does not say. */
const DEFAULT_BURST = 4;

const DEFAULT: Origin = { kind: "default" };

const BUILT_IN = {
  platform: { value: "generic", origin: DEFAULT },
  burst: { value: DEFAULT_BURST, origin: DEFAULT },
  autoscale: { value: true, origin: DEFAULT },
  releaseReplicas: { value: false, origin: DEFAULT },
  force: { value: false, origin: DEFAULT },
  kubernetesMinor: { value: NEWEST_KNOWN_MINOR, origin: DEFAULT },
} as const satisfies Layer;

/**
 * The minor version to write for: the one that somebody names, else the oldest that is known. Nobody has to name a
 * version for a cluster that is older than what gpuify knows best.
 */
export function minorToWriteFor({
  kubernetesMinor: { value, origin },
}: Pick<Settings, "kubernetesMinor">): number {
  return origin.kind === "default" ? OLDEST_KNOWN_MINOR : value;
}

/** The profile of a workload, and who chose it. */
interface ChosenProfile {
  readonly name: string;
  readonly base: Settings["base"];
  readonly origin: Origin;
}

/** One source after the other, the strongest first. */
export function mergeLayers(profile: ChosenProfile, layers: readonly Layer[]): Settings {
  return {
    ...BUILT_IN,
    ...foldLayers(layers),
    profile: profile.name,
    base: profile.base,
    profileOrigin: profile.origin,
  };
}

type Draft = { -readonly [K in keyof Layer]: Layer[K] };

const MAPS = ["nodeSelector", "labels", "annotations", "autoscaler"] as const;
const LISTS = ["tolerations", "env"] as const;

/**
 * Layers in one, the strongest first. A scalar is that of the first layer that has it; maps and lists are merged,
 * because a rule that adds a label does not mean to take the profile's away, and each part keeps its origin.
 */
export function foldLayers(layers: readonly Layer[]): Layer {
  const folded: Draft = Object.assign({}, ...[...layers].reverse());
  const said = layers.findIndex(({ model }) => model !== undefined);
  // A model tells its vendor, so the vendor of a weaker source was meant for another model.
  if (said >= 0 && layers.slice(0, said + 1).every(({ vendor }) => vendor === undefined))
    delete folded.vendor;
  for (const name of MAPS) {
    const parts = partsOf(layers, name);
    if (parts.length > 1)
      merge(folded, name, parts, Object.assign({}, ...parts.map(({ value }) => value).reverse()));
  }
  for (const name of LISTS) {
    const parts = partsOf(layers, name);
    if (parts.length > 1)
      merge(folded, name, parts, distinct(parts.flatMap((part) => part.value as object[])));
  }
  return folded;
}

function partsOf(layers: readonly Layer[], name: keyof Layer): readonly Setting<unknown>[] {
  return layers.flatMap((layer) => {
    const setting: Setting<unknown> | undefined = layer[name];
    return setting?.parts ?? setting ?? [];
  });
}

function merge(folded: Draft, name: keyof Layer, parts: readonly Setting<unknown>[], value: unknown): void {
  (folded as Record<string, unknown>)[name] = { value, origin: parts[0]?.origin, parts };
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
