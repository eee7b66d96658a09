import { at, isNullish, textAt } from "../../k8s/access.ts";
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from "../../k8s/quantity.ts";
import { isMemory, mountedVolumes, volumesOf } from "../../workload/shared-memory.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule } from "../rule.ts";

/** A size of memory that the memory limit does not allow. */
export const shmExceedsMemory: Rule = {
  id: "shm-exceeds-memory",
  severity: "warning",
  title: "Shared memory larger than the memory limit",
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
      const limit = limitOf(pod, volume.name);
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

interface MemoryLimit {
  readonly sum: Quantity;
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/** What the containers that mount a volume may use together; null where one of them has no limit. */
function limitOf({ workload, containers }: Pod, volume: string): MemoryLimit | null {
  const field = ["resources", "limits", "memory"];
  const mounting = containers.filter(({ view }) => mountedVolumes(view).includes(volume));
  const limits = mounting.map(({ view }) => ({ view, text: textAt(view.node, field) }));
  const [first, ...others] = limits;
  if (first === undefined) return null;
  const ofPod = textAt(workload.podSpec, field);
  if (limits.some(({ view }) => isNullish(at(view.node, field)))) {
    const sum = ofPod === null ? null : parseQuantity(ofPod);
    const path = [...workload.podSpecPath, ...field];
    return sum === null ? null : { sum, path, text: `the memory limit of the pod is ${ofPod}` };
  }
  let sum: Quantity = { numerator: 0n, denominator: 1n };
  for (const { text } of limits) {
    const limit = parseQuantity(text ?? "");
    if (limit === null) return null;
    sum = addQuantities(sum, limit);
  }
  const path = [...first.view.path, ...field];
  if (others.length === 0)
    return { sum, path, text: `container "${first.view.name}" has a memory limit of ${first.text}` };
  const all = limits.map(({ text }) => text).join(" + ");
  return { sum, path, text: `the containers that mount it have memory limits of ${all}` };
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
      medium: Memory
      sizeLimit: 32Gi`,
  });
}
