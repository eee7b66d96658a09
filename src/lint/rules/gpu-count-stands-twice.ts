import { podSetsIn } from "../../k8s/workload.ts";
import { groupOf } from "../../program/needs/groups.ts";
import { programNeed } from "../../workload/programs/program-need.ts";
import { type Twin, type TwinGpus, twinGpus, twinsOf, twinValue } from "../../workload/twins.ts";
import { isSamePath } from "../../yaml/field-path.ts";
import { formatPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** A field of a custom resource states another number of GPUs than its pods ask for. */
export const gpuCountStandsTwice: Rule = {
  id: "gpu-count-stands-twice",
  severity: "warning",
  title: "Number of GPUs that a second field states otherwise",
  fix: "safe",
  about: () => ({
    why: "Some kinds say how many GPUs a pod has a second time, for the program: slots of MPI, processes of torchrun, `num-gpus` of Ray, tensor parallelism. Nothing compares the two. With a smaller number GPUs are paid for and idle; with a larger one processes share a GPU, wait for one or fail.",
    advice: "Write the same number in both places.",
    sources: [
      {
        title: "MPI Operator: slotsPerWorker (types.go)",
        url: "https://github.com/kubeflow/mpi-operator/blob/master/pkg/apis/kubeflow/v2beta1/types.go",
      },
      {
        title: "Kubeflow: nprocPerNode of a PyTorchJob (pytorch_types.go)",
        url: "https://github.com/kubeflow/training-operator/blob/v1.9.0/pkg/apis/kubeflow.org/v1/pytorch_types.go",
      },
      {
        title: "Kubeflow Trainer: numProcPerNode of a TrainJob (trainjob_types.go)",
        url: "https://github.com/kubeflow/trainer/blob/master/pkg/apis/trainer/v1alpha1/trainjob_types.go",
      },
      {
        title: "KubeRay: num-gpus is read from the limits of the first container (pod.go)",
        url: "https://github.com/ray-project/kuberay/blob/master/ray-operator/controllers/ray/common/pod.go",
      },
    ],
    bad: example(4),
    good: example(8),
  }),
  check: perPod((pod, context) =>
    twinsOf(pod.workload).flatMap((twin): readonly RuleFinding[] => {
      const gpus = twinGpus(pod.workload, twin, context);
      // With 0 Ray is told on purpose to leave them alone.
      if (gpus === null || gpus.count === twin.count || twin.count === 0) return [];
      if (isReadByProgram(pod, gpus)) return [];
      const others = othersOf(twin, gpus, pod, context);
      return others === "told" ? [] : [finding(twin, gpus, pod, others)];
    }),
  ),
};

/** `gpu-count-not-parallelism` compares it with the GPUs, as what the operator passes on to a program that is known. */
function isReadByProgram({ workload, object }: Pod, { container }: TwinGpus): boolean {
  if (groupOf(object.root, container.path).perPod === undefined) return false;
  return programNeed(workload, container).runs.length > 0;
}

function finding(twin: Twin, gpus: TwinGpus, { object }: Pod, others: "agree" | "differ"): RuleFinding {
  const value = twinValue(twin, gpus.count);
  const title = `set ${formatPath(twin.path)} to ${gpus.count}`;
  return {
    path: twin.path,
    container: gpus.container,
    message: `${formatPath(twin.path)} is ${twin.count}, but each pod has ${gpus.perPod} ${gpus.resource}${shared(gpus)}`,
    related: [{ object, path: gpus.path, message: "the GPUs are asked for here" }],
    ...(others === "agree" && {
      fix: { safety: "safe", title, operations: [{ op: "set", path: twin.path, value }] },
    }),
  };
}

function shared({ count, perPod }: TwinGpus): string {
  return count === perPod ? "" : ` for ${perPod / count} ranks of data parallelism`;
}

/**
 * What pods of other roles that the same field is about have to say: those before may have told the very same, and where
 * they have other numbers of GPUs nobody can tell which one the field is for.
 */
function othersOf(
  { path }: Twin,
  { count }: TwinGpus,
  { object, workload: own }: Pod,
  context: LintContext,
): "told" | "agree" | "differ" {
  const podSets = podSetsIn(object);
  const counts = podSets.map((podSet) => {
    const twin = twinsOf(podSet).find((one) => isSamePath(one.path, path));
    return twin === undefined ? null : (twinGpus(podSet, twin, context)?.count ?? null);
  });
  const before = counts.slice(
    0,
    podSets.findIndex(({ role }) => role === own.role),
  );
  if (before.includes(count)) return "told";
  return counts.every((one) => one === null || one === count) ? "agree" : "differ";
}

function example(slots: number): string {
  return `apiVersion: kubeflow.org/v2beta1
kind: MPIJob
metadata:
  name: pretrain
spec:
  slotsPerWorker: ${slots}
  runPolicy:
    cleanPodPolicy: Running
  mpiReplicaSpecs:
    Launcher:
      template:
        spec:
          containers:
            - name: launcher
              image: example.com/pretrain:v1
              command: [mpirun, python, train.py]
    Worker:
      replicas: 2
      template:
        spec:
          containers:
            - name: worker
              image: example.com/pretrain:v1
              resources:
                limits:
                  nvidia.com/gpu: 8
`;
}
