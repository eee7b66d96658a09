import type { Layer, Origin, Settings } from "./settings.ts";

/**
 * Minor version of Kubernetes that is assumed when nobody says: the oldest that upstream still supported when
 * the catalog's facts were read (2026-08; supported were 1.34, 1.35 and 1.36).
 */
export const DEFAULT_KUBERNETES_MINOR = 34;

/** How many times the replicas an autoscaler may grow to when `--burst` does not say. */
export const DEFAULT_BURST = 4;

const DEFAULT: Origin = { kind: "default" };

const BUILT_IN = {
  platform: { value: "generic", origin: DEFAULT },
  burst: { value: DEFAULT_BURST, origin: DEFAULT },
  autoscale: { value: true, origin: DEFAULT },
  releaseReplicas: { value: false, origin: DEFAULT },
  force: { value: false, origin: DEFAULT },
  kubernetesMinor: { value: DEFAULT_KUBERNETES_MINOR, origin: DEFAULT },
} as const satisfies Layer;

/** The profile of a workload, and who chose it. */
export interface ChosenProfile {
  readonly name: string;
  readonly base: Settings["base"];
  readonly origin: Origin;
}

/** One source after the other, the strongest first: each setting is the first source's that has it. */
export function mergeLayers(profile: ChosenProfile, layers: readonly Layer[]): Settings {
  const said = Object.assign({}, ...[...layers].reverse()) as Layer;
  return {
    ...BUILT_IN,
    ...said,
    profile: profile.name,
    base: profile.base,
    profileOrigin: profile.origin,
  };
}
