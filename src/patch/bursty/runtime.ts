import { at, fields, items, text, textAt } from "../../k8s/access.ts";
import { hasAccelerator } from "../accelerators.ts";
import type { DecisionContext } from "../context.ts";
import type { Removal } from "./collapse.ts";
import { NOTHING, type Part } from "./part.ts";

/**
 * Name of the `/dev/shm` volume that gpuify writes, and the only proof that it wrote it: an `emptyDir` in memory at
 * `/dev/shm` is a common idiom (usually `dshm`), CPU programs share memory too, and without it they have 64 MiB.
 */
export const OWN_SHM_VOLUME = "gpuify-shm";

const SHM_PATH = "/dev/shm";

/** Takes away the shared memory that gpuify added for GPUs, volume and mounts. Anybody else's stays. */
export function removeOwnShm({ workload, settings }: DecisionContext): Part {
  const volumes = items(at(workload.podSpec, ["volumes"]));
  const index = volumes.findIndex((volume) => textAt(volume, ["name"]) === OWN_SHM_VOLUME);
  const volume = volumes[index];
  if (volume === undefined || textAt(volume, ["emptyDir", "medium"]) !== "Memory") return NOTHING;
  const removal = (path: Removal["path"]): Removal => ({
    path,
    step: "runtime",
    reason: "gpuify added this shared memory for GPUs",
    origin: settings.profileOrigin,
  });
  const mounts = workload.containers.flatMap((container) =>
    items(at(container.node, ["volumeMounts"])).flatMap((mount, at) =>
      textAt(mount, ["name"]) === OWN_SHM_VOLUME
        ? [{ path: [...container.path, "volumeMounts", at], mount }]
        : [],
    ),
  );
  if (mounts.some(({ mount }) => textAt(mount, ["mountPath"]) !== SHM_PATH)) return NOTHING;
  const size = textAt(volume, ["emptyDir", "sizeLimit"]);
  return {
    ...NOTHING,
    removals: [
      removal([...workload.podSpecPath, "volumes", index]),
      ...mounts.map(({ path }) => removal(path)),
    ],
    record: size === null ? {} : { shm: size },
  };
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
      origin: settings.profileOrigin,
    })),
    record: { annotations: Object.fromEntries(lost.map(({ name, value }) => [name, value])) },
  };
}

/** `safe-to-evict: "false"` and `do-not-disrupt: "true"` say the same thing. */
function forbidsEviction(key: string, value: string): boolean {
  return value === (key.endsWith("safe-to-evict") ? "false" : "true");
}
