import { at, fields, items, member, text, textAt } from "../../k8s/access.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { hasAccelerator } from "../accelerators.ts";
import type { Removal } from "../collapse.ts";
import type { DecisionContext } from "../context.ts";
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
export function removeOwnShm(context: DecisionContext): Part {
  const { workload, settings } = context;
  const volumes = items(at(workload.podSpec, ["volumes"]));
  const index = volumes.length - 1;
  const volume = volumes[index];
  const name = textAt(volume ?? null, ["name"]);
  if (volume === undefined || name === null || !isOwnVolume(volume, name)) return NOTHING;
  const users = workload.containers.flatMap((container) => mountsOf(container, name));
  if (users.length === 0 || !users.every((user) => isOwnMount(user, context))) return NOTHING;
  const removal = (path: Removal["path"]): Removal => ({
    path,
    step: "runtime",
    reason: "gpuify added this shared memory for GPUs",
    origin: byProfile(settings),
  });
  const size = textAt(volume, ["emptyDir", "sizeLimit"]);
  return {
    ...NOTHING,
    removals: [
      removal([...workload.podSpecPath, "volumes", index]),
      ...users.map(({ container, index: at }) => removal([...container.path, "volumeMounts", at])),
    ],
    record: { shm: size ?? "" },
  };
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

function isOwnMount({ container, index, count, node }: Mount, { catalog }: DecisionContext): boolean {
  return (
    index === count - 1 &&
    hasFields(node, "name", "mountPath") &&
    textAt(node, ["mountPath"]) === SHM_PATH &&
    namesAccelerator(container, catalog)
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
function forbidsEviction(key: string, value: string): boolean {
  return value === (key.endsWith("safe-to-evict") ? "false" : "true");
}
