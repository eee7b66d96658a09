import { keptAfterEnd } from "../../workload/kept-after-end.ts";
import { deviceList, podDevices } from "../../workload/pod-devices.ts";
import { formatPath } from "../../yaml/tree.ts";
import { RAY_JOB } from "../examples/custom-kinds.ts";
import { isFirstWithGpu } from "../lifecycle/gpu-roles.ts";
import { replicasOf } from "../lifecycle/replicas.ts";
import { perPod, type Rule } from "../rule.ts";

/** A run that is over and holds its GPUs, because its kind keeps pods by default. */
export const gpuKeptAfterEnd: Rule = {
  id: "gpu-kept-after-end",
  severity: "warning",
  title: "GPUs that are kept when the run has ended",
  fix: "unsafe",
  about: () => ({
    why: "The cluster of a RayJob and the Workers of an MPIJob are left running by default when the job is done, so that people can look at them: their GPUs stay taken, and paid for, until somebody deletes the object.",
    advice:
      "Set the field that ends them: `shutdownAfterJobFinishes: true`, or `cleanPodPolicy: Running`. Logs that only the pods have are gone then.",
    sources: [
      {
        title: "KubeRay: shutdownAfterJobFinishes (rayjob_types.go)",
        url: "https://github.com/ray-project/kuberay/blob/master/ray-operator/apis/ray/v1/rayjob_types.go",
      },
      {
        title: "MPI Operator: cleanPodPolicy is None by default (default.go)",
        url: "https://github.com/kubeflow/mpi-operator/blob/master/pkg/apis/kubeflow/v2beta1/default.go",
      },
    ],
    bad: RAY_JOB.replace("  shutdownAfterJobFinishes: true\n", ""),
    good: RAY_JOB,
  }),
  check: perPod((pod, context) => {
    const kept = keptAfterEnd(pod.workload);
    if (kept === null || !isFirstWithGpu(pod, context)) return [];
    const { at: path, written, goesWith, what } = kept;
    const field = formatPath(path);
    const devices = deviceList(podDevices(pod.workload, context), replicasOf(pod, context)?.most ?? 1);
    return [
      {
        path,
        about: "object",
        message: `${field} is ${written === "" ? "missing" : written}: ${what} when the run has ended, with ${devices === "" ? "its GPUs" : devices}`,
        fix: {
          safety: "unsafe",
          title: `set ${field} to ${goesWith}`,
          operations: [{ op: "set", path, value: goesWith }],
        },
      },
    ];
  }),
};
