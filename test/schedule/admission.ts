import type { SchedulingPod, TolerationView } from "../../src/k8s/scheduling/types.ts";
import { type Facts, type NotedPlatform, notedPlatform } from "./facts.ts";

/**
 * The pod as it is after the platform's admission plugins, where the notes document them. What they only know
 * second-hand (EKS) or in part (AKS) is not simulated: there the pod has to bring every toleration itself.
 */
export function admit(facts: Facts, platform: string, pod: SchedulingPod): SchedulingPod {
  const own = notedPlatform(facts, platform);
  const base = own.inherits === undefined ? own : notedPlatform(facts, own.inherits);
  const injected = injectedKeys(base).filter((key) => pod.requests.has(key));
  const spot = own.inherits === undefined ? [] : selectedSpot(pod);
  if (injected.length + spot.length === 0) return pod;
  return { ...pod, tolerations: [...pod.tolerations, ...[...injected, ...spot].map(tolerationOf)] };
}

/** Resources whose own taint is tolerated for every pod that requests them. */
function injectedKeys({ auto_toleration: injection }: NotedPlatform): readonly string[] {
  if (typeof injection !== "object" || injection.enabled !== true) return [];
  return typeof injection.covers === "object" ? injection.covers : [];
}

/** Autopilot needs no toleration for spot: the selector is enough. */
function selectedSpot({ nodeSelector }: SchedulingPod): readonly string[] {
  const key = "cloud.google.com/gke-spot";
  return nodeSelector.get(key) === "true" ? [key] : [];
}

function tolerationOf(key: string): TolerationView {
  return { key, operator: "Exists", value: null, effect: null };
}
