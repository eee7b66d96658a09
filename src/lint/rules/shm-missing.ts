import { askedAmount } from "../../workload/accelerators.ts";
import { hasSharedMemory, mountSharedMemory, SHM_PATH, sharesMemory } from "../../workload/shared-memory.ts";
import { podExample } from "../examples/pod.ts";
import type { Pod, PodContainerView } from "../pod.ts";
import { type Fix, perPod, type Rule } from "../rule.ts";

/** Containers that work together through shared memory and have what the runtime gives: 64 MiB. */
export const shmMissing: Rule = {
  id: "shm-missing",
  severity: "warning",
  title: "GPUs or data loaders with 64 MiB of shared memory",
  fix: "safe",
  about: () => ({
    why: "Containers get 64 MiB at /dev/shm unless the node's runtime is told otherwise. NCCL between the GPUs of a pod and PyTorch's data loaders need more: they end with `No space left on device` or a bus error.",
    advice:
      "Mount an `emptyDir` with `medium: Memory` at /dev/shm. What is used of it counts against the container's memory limit, and `kubectl drain` then needs `--delete-emptydir-data`.",
    sources: [
      {
        title: "Support configuration of shmsize for a pod",
        url: "https://github.com/kubernetes/kubernetes/issues/28272",
      },
      {
        title: "PyTorch: Docker image, shared memory",
        url: "https://github.com/pytorch/pytorch#using-pre-built-images",
      },
    ],
    bad: podExample({ gpus: 4 }),
    good: podExample({
      gpus: 4,
      container: `volumeMounts:
  - name: dshm
    mountPath: /dev/shm`,
      pod: `volumes:
  - name: dshm
    emptyDir:
      medium: Memory`,
    }),
  }),
  check: perPod((pod, context) => {
    const bare = pod.gpuContainers.filter(
      ({ view }) => view.role !== "init" && !hasSharedMemory(pod.workload, view),
    );
    const gpus = Math.max(0, ...bare.map(gpusOf));
    const needy = bare.find((container) => gpusOf(container) === gpus);
    if (needy === undefined || gpus === 0) return [];
    const profile = context.profileOf(pod.workload);
    if (gpus === 1 && profile !== "training") return [];
    const { view } = needy;
    const why = gpus > 1 ? `has ${gpus} GPUs` : "looks like training";
    return [
      {
        container: view,
        path: [...view.path, "volumeMounts"],
        // What runs there decides whether it is used: a shell or a stress test needs none.
        ...((gpus === 1 || profile === null) && { severity: "info" }),
        message: `container "${view.name}" ${why}, and nothing is mounted at ${SHM_PATH}: it has 64 MiB of shared memory`,
        fix: mount(pod, bare),
      },
    ];
  }),
};

/** Whole devices whose libraries use shared memory between the ranks of a node. */
function gpusOf({ asked }: PodContainerView): number {
  let sum = 0;
  for (const ask of asked) {
    const { kind, vendor } = ask.meaning;
    const amount = askedAmount(ask)?.amount;
    if (kind === "whole" && sharesMemory(vendor) === "yes" && amount?.kind === "whole") sum += amount.count;
  }
  return sum;
}

/** As `gpuify patch -p training` writes it: without a size, so that the memory limit alone counts. */
function mount({ workload }: Pod, bare: readonly PodContainerView[]): Fix {
  return {
    safety: "safe",
    title: `mount memory at ${SHM_PATH}`,
    operations: mountSharedMemory(
      workload,
      bare.map(({ view }) => view),
      "",
    ),
  };
}
