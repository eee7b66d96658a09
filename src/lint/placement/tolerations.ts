import { type GpuNodeToleration, gpuNodeTolerations } from "../../gpu/catalog/node-tolerations.ts";
import type { PlatformRow } from "../../gpu/rows.ts";
import type { Catalog, KnownTaint, Vendor } from "../../gpu/types.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";
import { nearest } from "../../kernel/suggest.ts";
import { namesQueue } from "../../workload/queue.ts";
import { comparesOtherValue, missingTolerations, untoleratedOf } from "../../workload/tolerations.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";

/** Keys of GPU taints that are named like a resource, as pods tolerate them. */
const RESOURCE_TAINTS: readonly string[] = [
  "nvidia.com/gpu",
  "amd.com/gpu",
  "google.com/tpu",
  "aws.amazon.com/neuron",
  "habana.ai/gaudi",
];

/** Where the pod's tolerations are. */
export function tolerationsPath({ workload }: Pod): FieldPath {
  return [...workload.podSpecPath, "tolerations"];
}

/** `key=value:Effect` as `kubectl taint` has it; only what is known. */
export function taintText(taint: {
  readonly key: string;
  readonly value?: string | null;
  readonly effect?: string | null;
}): string {
  const value = taint.value ? `=${taint.value}` : "";
  return `${taint.key}${value}${taint.effect ? `:${taint.effect}` : ""}`;
}

/** A toleration of GPU nodes that a pod does not have. */
export interface Missing {
  readonly platform: PlatformRow;
  readonly needed: GpuNodeToleration;
}

/** True for what is written only because some clusters have the taint. */
export function isCustom({ needed }: Missing): boolean {
  return needed.taints.every(({ by }) => by === "custom");
}

/** What a pod with GPUs of the vendor does not tolerate on the GPU nodes of a platform, what the platform adds included. */
export function missingOn(platform: PlatformRow, vendor: Vendor, pod: Pod): readonly Missing[] {
  const needed = platformTolerations(platform, vendor, pod);
  return missingTolerations(pod.tolerations, needed).map((one) => ({ platform, needed: one }));
}

/** What a pod with GPUs of the vendor must tolerate on the GPU nodes of a platform, what the platform adds included. */
export function platformTolerations(
  platform: PlatformRow,
  vendor: Vendor,
  pod: Pod,
): readonly GpuNodeToleration[] {
  const resource = platform.resources[vendor];
  if (resource === undefined) return [];
  return gpuNodeTolerations(platform, { vendor, resource, asksBy: askedResources(pod, vendor) });
}

/** The resources of a vendor that the pod's containers ask for, shares in memory or cores left out. */
export function askedResources({ gpuContainers }: Pod, vendor: Vendor): readonly string[] {
  const names = gpuContainers.flatMap(({ asked }) =>
    asked
      .filter(({ meaning }) => meaning.vendor === vendor && meaning.kind !== "slice")
      .map(({ resource }) => resource),
  );
  return [...new Set(names)];
}

/**
 * For a toleration with `Equal`: the taint on each of the pod's platforms that it was meant for and does not tolerate,
 * because its value is another. Empty unless that is so on all of them, and nothing else tolerates the taints.
 */
export function taintsOfOtherValue(
  toleration: TolerationView,
  pod: Pod,
): readonly { readonly missing: Missing; readonly taint: KnownTaint }[] {
  const found = pod.platforms.map((platform) => {
    for (const missing of pod.vendors.flatMap((vendor) => missingOn(platform, vendor, pod))) {
      const taints = untoleratedOf(pod.tolerations, missing.needed.taints);
      const taint = taints.find((one) => comparesOtherValue(toleration, one));
      if (taint !== undefined) return { missing, taint };
    }
    return null;
  });
  const meant = found.filter((one) => one !== null);
  return meant.length < found.length ? [] : meant;
}

/** Tolerations of other taints, or a queue that adds those of its flavor: somebody has thought of taints. */
export function takesCare({ tolerations, object }: Pod, missing: readonly Missing[]): boolean {
  const judged = missing.flatMap(({ needed }) => needed.taints.map(({ key }) => key));
  return (
    tolerations.some(
      ({ key }) =>
        key === null || !(judged.includes(key) || /^node\.kubernetes\.io\/|^CriticalAddons/.test(key)),
    ) || namesQueue(object)
  );
}

/** The generic platform of a vendor, as a list: empty where there is none. */
export function genericPlatform(vendor: Vendor, { catalog, platforms }: LintContext): readonly PlatformRow[] {
  const found = catalog.platform("generic", vendor);
  return found.ok ? platforms.filter(({ name }) => name === found.name) : [];
}

/**
 * The key of a GPU taint that a toleration's key was meant to be: `nvidia/gpu`, `nvidia.com/gpus` and `nvida.com/gpu` are
 * `nvidia.com/gpu`. Null for a GPU taint's own key and for keys that are just other taints, such as
 * `nvidia.com/gpu-h100`.
 */
export function misspeltTaint(key: string, catalog: Catalog): string | null {
  const [domain = "", name = "", more] = key.split("/");
  if (name === "" || more !== undefined || catalog.gpuTaint(key, null) !== null) return null;
  const meant = RESOURCE_TAINTS.find((taint) => {
    const [realDomain = "", realName = ""] = taint.split("/");
    return isDomain(domain.toLowerCase(), realDomain) && isName(name.toLowerCase(), realName);
  });
  return meant ?? null;
}

function isDomain(domain: string, real: string): boolean {
  return (
    domain === real ||
    domain === real.replace(/\.\w+$/, "") ||
    domain === `${real.replace(/\.\w+$/, "")}.io` ||
    nearest(domain, [real]) !== undefined
  );
}

/** Nothing but a plural or one wrong letter: `gpu-a100` and `cpu` are other things. */
function isName(name: string, real: string): boolean {
  if (name === real || name === `${real}s`) return true;
  return name !== "cpu" && name.length === real.length && nearest(name, [real]) !== undefined;
}
