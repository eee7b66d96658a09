import { deviceList, podDevices } from "../../workload/pod-devices.ts";
import { pyTorchJob } from "../examples/custom-kinds.ts";
import { gpuPodSets } from "../lifecycle/gpu-roles.ts";
import { usesGpu } from "../placement/uses-gpu.ts";
import { perPod, type Rule } from "../rule.ts";

/** A role that does the same work as another one, without the GPUs that the other has. */
export const gpuRoleWithoutGpu: Rule = {
  id: "gpu-role-without-gpu",
  severity: "warning",
  title: "Role without the GPUs of those that do the same work",
  fix: "none",
  about: () => ({
    why: "The Master of a PyTorchJob is rank 0 and trains like each Worker. Without a GPU it falls back to its CPU or fails, and the others, with theirs, wait for it in each step.",
    advice: "Ask for the same GPUs in all roles.",
    sources: [
      {
        title: "Kubeflow: PyTorchJob (pytorch_types.go)",
        url: "https://github.com/kubeflow/training-operator/blob/v1.9.0/pkg/apis/kubeflow.org/v1/pytorch_types.go",
      },
      {
        title: "Kubeflow: distributed training of a PyTorchJob",
        url: "https://www.kubeflow.org/docs/components/trainer/legacy-v1/user-guides/pytorch/",
      },
    ],
    bad: pyTorchJob({ master: 0 }),
    good: pyTorchJob(),
  }),
  check: perPod((pod, context) => {
    const { workload } = pod;
    if (workload.kind.isAlike !== true || workload.computes !== "yes" || usesGpu(pod, context)) return [];
    const [other] = gpuPodSets(pod, context);
    const main = workload.containers.find(
      ({ role, name }) => role === "main" && isMain(name, workload.row.mainName),
    );
    if (other === undefined || main === undefined) return [];
    const devices = deviceList(podDevices(other, context));
    return [
      {
        path: [...main.path, "resources"],
        container: main,
        message: `pods of this role ask for no GPU and do the same work as ${other.role}, which has ${devices === "" ? "some" : devices}`,
      },
    ];
  }),
};

function isMain(name: string, mainName: string | undefined): boolean {
  return mainName === undefined || name === mainName;
}
