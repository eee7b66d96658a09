import {
  isMemory,
  mountedAtShm,
  mountedVolumes,
  SHM_PATH,
  type Volume,
  volumesOf,
} from "../../workload/shared-memory.ts";
import { at, isNullish } from "../../yaml/access.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod } from "../pod.ts";
import { computeOf, isFilledIn } from "../resources/compute.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Memory for /dev/shm that neither a size nor a memory limit ends. */
export const shmUnbounded: Rule = {
  id: "shm-unbounded",
  severity: "warning",
  title: "Shared memory without a size or a memory limit",
  fix: "none",
  about: () => ({
    why: "An `emptyDir` in memory without a size may grow to the allocatable memory of the node. Nothing but the container's memory limit ends that earlier: without one, what a program leaves in /dev/shm can fill the node, and the kernel then kills processes of any pod there.",
    advice:
      "Give the container a memory limit, or the volume a `sizeLimit`; `gpuify patch` writes them with `--memory` and `--shm`.",
    sources: [
      {
        title: "Volumes: emptyDir",
        url: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
      },
      {
        title: "Resource management: memory backed emptyDir",
        url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#memory-backed-emptydir",
      },
    ],
    bad: example(""),
    good: example("64Gi"),
  }),
  check: perPod((pod) => {
    if (!pod.isGpuPod || isFilledIn(pod)) return [];
    const computing = pod.containers.filter(
      ({ view, asked, gpuClaims }) => view.role !== "init" && asked.length + gpuClaims.length > 0,
    );
    const names = new Set(computing.flatMap(({ view }) => mountedAtShm(view) ?? []));
    const volumes = volumesOf(pod.workload).filter((volume) => names.has(volume.name) && isMemory(volume));
    return volumes.flatMap((volume) => judge(volume, pod));
  }),
};

function judge(volume: Volume, pod: Pod): readonly RuleFinding[] {
  if (!isNullish(at(volume.node, ["emptyDir", "sizeLimit"]))) return [];
  const unlimited = pod.containers.find(
    (container) =>
      mountedVolumes(container.view).includes(volume.name) && !computeOf(container, pod, "memory").limit,
  );
  if (unlimited === undefined) return [];
  const { name, path } = unlimited.view;
  return [
    {
      path: volume.path,
      message: `volume "${volume.name}" at ${SHM_PATH} has no size, and container "${name}" no memory limit: it can fill the memory of the node`,
      related: [{ object: pod.object, path, message: "the container without a memory limit" }],
    },
  ];
}

function example(memory: string): string {
  return podExample({
    gpus: 4,
    memory,
    container: `volumeMounts:
  - name: dshm
    mountPath: /dev/shm`,
    pod: `volumes:
  - name: dshm
    emptyDir:
      medium: Memory`,
  });
}
