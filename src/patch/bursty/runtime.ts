import { at, fields, items, member, text, textAt } from "../../k8s/access.ts";
import type { ContainerView, Workload } from "../../k8s/workload.ts";
import { hasAccelerator } from "../../workload/accelerators.ts";
import { autoscalersOf } from "../../workload/autoscalers.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { DecisionContext } from "../context.ts";
import { podCount } from "../pods.ts";
import { ownRetries, retriesGone, retriesStay } from "../steps/own-retries.ts";
import { SHM_VOLUME } from "../steps/shared-memory.ts";
import { namesAccelerator } from "./gpu-resources.ts";
import { sameJson } from "./json.ts";
import { byProfile } from "./origin.ts";
import { NOTHING, type Part } from "./part.ts";

const SHM_PATH = "/dev/shm";

/**
 * Takes away the shared memory that gpuify added for GPUs, volume and mounts. Memory at `/dev/shm` in a volume `dshm`
 * is a common idiom and CPU programs use it too, so only what is exactly as the GPU profiles write it counts as
 * theirs: the same fields in the same order, last in its list, in containers with an accelerator alone. Of 172
 * volumes of that name in public manifests none was like that. Anything else stays: it costs nothing until used.
 */
export function removeOwnShm({ workload, settings, catalog }: DecisionContext): Part {
  const own = ownSharedMemory(
    workload,
    (container) => namesAccelerator(container, catalog) || claimsDevices(container),
  );
  if (own === null) return NOTHING;
  return {
    ...NOTHING,
    removals: own.paths.map((path) => ({
      path,
      step: "runtime",
      reason: "gpuify added this shared memory for GPUs",
      origin: byProfile(settings),
    })),
    record: { shm: own.size },
  };
}

/** Shared memory as the GPU profiles write it: its size limit, empty without one, and where volume and mounts are. */
export interface OwnSharedMemory {
  readonly size: string;
  readonly paths: readonly FieldPath[];
}

/** Finds it, mounted in containers that `owns` admits and in no other; null where there is none. */
export function ownSharedMemory(
  workload: Workload,
  owns: (container: ContainerView) => boolean,
): OwnSharedMemory | null {
  const volumes = items(at(workload.podSpec, ["volumes"]));
  const index = volumes.length - 1;
  const volume = volumes[index];
  const name = textAt(volume ?? null, ["name"]);
  if (volume === undefined || name === null || !isOwnVolume(volume, name)) return null;
  const users = workload.containers.flatMap((container) => mountsOf(container, name));
  if (users.length === 0 || !users.every((user) => isOwnMount(user) && owns(user.container))) return null;
  return {
    size: textAt(volume, ["emptyDir", "sizeLimit"]) ?? "",
    paths: [
      [...workload.podSpecPath, "volumes", index],
      ...users.map(({ container, index: mount }) => [...container.path, "volumeMounts", mount]),
    ],
  };
}

function claimsDevices(container: ContainerView): boolean {
  return items(at(container.node, ["resources", "claims"])).length > 0;
}

function isOwnVolume(volume: YamlNode, name: string): boolean {
  const suffix = name.slice(SHM_VOLUME.length);
  return (
    name.startsWith(SHM_VOLUME) &&
    /^(?:-\d+)?$/.test(suffix) &&
    hasFields(volume, "name", "emptyDir") &&
    textAt(volume, ["emptyDir", "medium"]) === "Memory" &&
    (hasFields(member(volume, "emptyDir"), "medium") ||
      hasFields(member(volume, "emptyDir"), "medium", "sizeLimit"))
  );
}

interface Mount {
  readonly container: ContainerView;
  readonly index: number;
  readonly count: number;
  readonly node: YamlNode;
}

function mountsOf(container: ContainerView, volume: string): readonly Mount[] {
  const mounts = items(member(container.node, "volumeMounts"));
  return mounts.flatMap((node, index) =>
    textAt(node, ["name"]) === volume ? [{ container, index, count: mounts.length, node }] : [],
  );
}

function isOwnMount({ index, count, node }: Mount): boolean {
  return (
    index === count - 1 && hasFields(node, "name", "mountPath") && textAt(node, ["mountPath"]) === SHM_PATH
  );
}

/** True when a map has exactly these fields, in this order. */
function hasFields(node: YamlNode | null, ...names: readonly string[]): boolean {
  return sameJson(
    fields(node).map(({ name }) => name),
    names,
  );
}

/**
 * Takes away the annotations against eviction that GPU profiles write, from a pod that loses its accelerator.
 * Other values of these keys, such as a duration, are the user's own.
 */
export function removeEvictionAnnotations({ workload, settings, catalog }: DecisionContext): Part {
  if (!hasAccelerator(workload, catalog)) return NOTHING;
  const path = [...workload.templatePath, "metadata", "annotations"];
  const lost = fields(at(workload.template, ["metadata", "annotations"])).flatMap(({ name, value }) => {
    const found = text(value);
    return catalog.isEvictionAnnotation(name) && found !== null && forbidsEviction(name, found)
      ? [{ name, value: found }]
      : [];
  });
  return {
    ...NOTHING,
    removals: lost.map(({ name }) => ({
      path: [...path, name],
      step: "lifecycle",
      reason: "a pod on CPUs is cheap to move, and held nodes are not",
      origin: byProfile(settings),
    })),
    record: { annotations: Object.fromEntries(lost.map(({ name, value }) => [name, value])) },
  };
}

/** `safe-to-evict: "false"` and `do-not-disrupt: "true"` say the same thing. */
export function forbidsEviction(key: string, value: string): boolean {
  return value === (key.endsWith("safe-to-evict") ? "false" : "true");
}

/** Takes away the retries that the training profile had added to a Job: its number and policy, where both are its own. */
export function removeTrainingRetries(context: DecisionContext): Part {
  const { workload, settings, surroundings } = context;
  const retries = ownRetries(workload, podCount(workload, autoscalersOf(workload, surroundings)).now);
  if (retries === null) return NOTHING;
  if (!retries.hasNumber && removeOwnShm(context) === NOTHING)
    return { ...NOTHING, diagnostics: [retriesStay(workload, retries.paths)] };
  const reason = "the training profile had added it";
  const origin = byProfile(settings);
  return {
    ...NOTHING,
    removals: retries.paths.map((path) => ({ path, step: "lifecycle", reason, origin })),
    diagnostics: [retriesGone(workload, retries.paths)],
  };
}
