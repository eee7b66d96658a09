import { compareQuantities, parseQuantity } from "../../k8s/quantity.ts";
import { memoryLimitOf } from "../../workload/memory-limit.ts";
import { containersMounting, isMemory, volumesOf } from "../../workload/shared-memory.ts";
import { textAt } from "../../yaml/access.ts";
import { podExample } from "../examples/pod.ts";
import { perPod, type Rule } from "../rule.ts";

/** A size of memory that the memory limit does not allow. */
export const shmExceedsMemory: Rule = {
  id: "shm-exceeds-memory",
  severity: "warning",
  title: "Shared memory larger than the memory limit",
  faultOf: "any-pod",
  fix: "none",
  about: () => ({
    why: "What is written to an `emptyDir` in memory counts against the memory limit of the container that wrote it: it is killed (OOMKilled) before the size is reached.",
    advice: "Raise the memory limit to the size and what the program itself needs, or lower `sizeLimit`.",
    sources: [
      {
        title: "Volumes: emptyDir",
        url: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
      },
    ],
    bad: example("16Gi"),
    good: example("64Gi"),
  }),
  check: perPod((pod) => {
    if (pod.gpuContainers.length === 0) return [];
    return volumesOf(pod.workload).flatMap((volume) => {
      const sizePath = ["emptyDir", "sizeLimit"];
      const written = textAt(volume.node, sizePath);
      const size = written === null ? null : parseQuantity(written);
      if (!isMemory(volume) || size === null) return [];
      const limit = memoryLimitOf(pod.workload, containersMounting(pod.workload, volume.name));
      if (limit === null || compareQuantities(size, limit.sum) <= 0) return [];
      return [
        {
          path: [...volume.path, ...sizePath],
          message: `volume "${volume.name}" may grow to ${written} in memory, and ${limit.text}`,
          related: [{ object: pod.object, path: limit.path, message: "the memory limit" }],
        },
      ];
    });
  }),
};

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
      medium: Memory
      sizeLimit: 32Gi`,
  });
}
