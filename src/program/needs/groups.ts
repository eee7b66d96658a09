import { at, integer, member, textAt } from "../../yaml/access.ts";
import type { FieldPath, MapNode } from "../../yaml/tree.ts";
import type { PodGroup } from "./need.ts";

/** A pod that works alone. */
export const ALONE: PodGroup = { pods: null };

/** The variable by which a base config of KServe passes options on to vLLM (kserve docs/samples/llmisvc). */
export const KSERVE_VLLM_ARGS = "VLLM_ADDITIONAL_ARGS";

/**
 * What an object says about the programs of a container in it: LeaderWorkerSet (lws.sigs.k8s.io: API, `size`), MPIJob
 * (kubeflow/mpi-operator pkg/apis/kubeflow/v2beta1/types.go), PyTorchJob and TrainJob (kubeflow/training-operator
 * pkg/apis/kubeflow.org/v1/pytorch_defaults.go, kubeflow/trainer pkg/runtime/framework/plugins/torch/torch.go),
 * LLMInferenceService (kserve/kserve docs/samples/llmisvc).
 */
export function groupOf(root: MapNode, container: FieldPath): PodGroup {
  switch (textAt(root, ["kind"])) {
    case "LeaderWorkerSet": {
      const size = at(root, ["spec", "leaderWorkerTemplate", "size"]);
      // Its webhook sets 1 where there is no size.
      const pods = size === null ? 1 : integer(size);
      return { pods: pods === null || pods < 1 ? null : pods };
    }
    case "DynamoGraphDeployment": {
      // `spec.services.NAME`, or `spec.components[i]` (ai-dynamo/dynamo docs: multinode deployments).
      const nodes = at(root, [...container.slice(0, 3), "multinode", "nodeCount"]);
      const pods = nodes === null ? null : integer(nodes);
      return { pods: pods === null || pods < 2 ? null : pods };
    }
    case "MPIJob":
      return { pods: null, startsElsewhere: true };
    case "PyTorchJob":
    case "TrainJob":
    case "TrainingRuntime":
    case "ClusterTrainingRuntime":
      return { pods: null, processPerGpu: true };
    case "LLMInferenceService":
    case "LLMInferenceServiceConfig":
      return parallelGroup(root, container);
    default:
      return ALONE;
  }
}

/** The nearest `parallelism` above the container: tensor × the ranks of data parallelism of a pod. */
function parallelGroup(root: MapNode, container: FieldPath): PodGroup {
  for (let depth = container.length; depth > 0; depth--) {
    const block = member(at(root, container.slice(0, depth)), "parallelism");
    if (block === null) continue;
    const numberAt = (name: string): number | null => {
      const value = integer(member(block, name));
      return value === null || value < 1 ? null : value;
    };
    const tensor = numberAt("tensor") ?? 1;
    return { pods: null, perPod: tensor * (numberAt("dataLocal") ?? numberAt("data") ?? 1) };
  }
  return ALONE;
}
