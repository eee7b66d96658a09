import type { PodSet } from "../../k8s/workload.ts";
import { deviceList, podDevices } from "../../workload/pod-devices.ts";
import { mpiJob } from "../examples/custom-kinds.ts";
import { gpuPodSets } from "../lifecycle/gpu-roles.ts";
import { perPod, type Rule } from "../rule.ts";

/** Pods that only tell others what to do, with a GPU. */
export const gpuOnCoordinator: Rule = {
  id: "gpu-on-coordinator",
  severity: "warning",
  title: "GPU for pods that only coordinate",
  fix: "none",
  about: () => ({
    why: "Launchers, schedulers, parameter servers and drivers start and feed the pods that compute, and use no GPU themselves: it is idle for the whole run. The MPI operator even hides the GPUs of a launcher from it. The head of a Ray cluster can compute, but beside groups of workers with GPUs it seldom does.",
    advice:
      "Ask for GPUs in the roles that compute. Where the launcher shall compute too, say so: `runLauncherAsWorker: true`.",
    sources: [
      {
        title: "MPI Operator: GPUs are hidden from the launcher (mpi_job_controller.go)",
        url: "https://github.com/kubeflow/mpi-operator/blob/master/pkg/controller/mpi_job_controller.go",
      },
      {
        title: "Ray: best practices for the head node of large clusters",
        url: "https://docs.ray.io/en/latest/cluster/vms/user-guides/large-cluster-best-practices.html",
      },
    ],
    bad: mpiJob(1),
    good: mpiJob(0),
  }),
  check: perPod((pod, context) => {
    const { workload, gpuContainers } = pod;
    const [container] = gpuContainers;
    const [ask] = container?.asked ?? [];
    if (container === undefined || ask === undefined || workload.computes === "yes") return [];
    const others = gpuPodSets(pod, context).filter((one) => one.role !== workload.role && computes(one));
    // A head alone computes itself; a role that only coordinates never does.
    if (workload.computes !== "no" && (workload.computes !== "alone" || others.length === 0)) return [];
    const devices = deviceList(podDevices(workload, context));
    const isHead = workload.computes === "alone";
    return [
      {
        path: (ask.limit ?? ask.request)?.path ?? container.view.path,
        at: "key",
        container: container.view,
        ...(isHead && { severity: "info" }),
        message: isHead
          ? `pods of this role ask for ${devices} beside ${others.map(({ role }) => role).join(" and ")}, which computes: the GPU is idle unless work is sent to it`
          : `pods of this role ask for ${devices} and only coordinate those that compute`,
      },
    ];
  }),
};

function computes({ computes: said }: PodSet): boolean {
  return said === "yes";
}
