import type { Catalog } from "../../gpu/types.ts";
import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { TolerationView } from "../../k8s/scheduling/types.ts";
import { nearest } from "../../kernel/suggest.ts";
import type { FieldPath } from "../../yaml/tree.ts";
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

/** True when a part of the toleration is filled in later: then it may tolerate the taint that is looked for. */
export function isFilledInLater({ key, operator, value, effect }: TolerationView): boolean {
  return [key, operator, value, effect].some((text) => text !== null && isPlaceholder(text));
}

/** True when the toleration covers the effect of taints that keep pods from being scheduled. */
export function coversNoSchedule({ effect }: TolerationView): boolean {
  return effect === null || effect === "NoSchedule";
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
