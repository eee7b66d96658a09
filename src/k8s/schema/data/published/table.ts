import { APPS_NVIDIA_COM } from "./apps.nvidia.com.ts";
import { ARGOPROJ_IO } from "./argoproj.io.ts";
import { BATCH_VOLCANO_SH } from "./batch.volcano.sh.ts";
import { GROVE_IO } from "./grove.io.ts";
import { JOBSET_X_K8S_IO } from "./jobset.x-k8s.io.ts";
import { KAITO_SH } from "./kaito.sh.ts";
import { KAIWO_SILOGEN_AI } from "./kaiwo.silogen.ai.ts";
import { KUBEAI_ORG } from "./kubeai.org.ts";
import { KUBEFLOW_ORG } from "./kubeflow.org.ts";
import { LEADERWORKERSET_X_K8S_IO } from "./leaderworkerset.x-k8s.io.ts";
import { OME_IO } from "./ome.io.ts";
import { ORCHESTRATION_AIBRIX_AI } from "./orchestration.aibrix.ai.ts";
import { PRODUCTION_STACK_VLLM_AI } from "./production-stack.vllm.ai.ts";
import { RAY_IO } from "./ray.io.ts";
import { SERVING_KNATIVE_DEV } from "./serving.knative.dev.ts";
import { SERVING_KSERVE_IO } from "./serving.kserve.io.ts";
import { SPARKOPERATOR_K8S_IO } from "./sparkoperator.k8s.io.ts";
import { TRAINER_KUBEFLOW_ORG } from "./trainer.kubeflow.org.ts";
import { WORKLOAD_CODEFLARE_DEV } from "./workload.codeflare.dev.ts";
import { WORKLOAD_SERVING_VOLCANO_SH } from "./workload.serving.volcano.sh.ts";
import { WORKLOADS_X_K8S_IO } from "./workloads.x-k8s.io.ts";

/** Written by `npm run crds`: all tables, a part of the program that is loaded when such a kind is met. */
export const PUBLISHED =
  APPS_NVIDIA_COM +
  ARGOPROJ_IO +
  BATCH_VOLCANO_SH +
  GROVE_IO +
  JOBSET_X_K8S_IO +
  KAITO_SH +
  KAIWO_SILOGEN_AI +
  KUBEAI_ORG +
  KUBEFLOW_ORG +
  LEADERWORKERSET_X_K8S_IO +
  OME_IO +
  ORCHESTRATION_AIBRIX_AI +
  PRODUCTION_STACK_VLLM_AI +
  RAY_IO +
  SERVING_KNATIVE_DEV +
  SERVING_KSERVE_IO +
  SPARKOPERATOR_K8S_IO +
  TRAINER_KUBEFLOW_ORG +
  WORKLOAD_CODEFLARE_DEV +
  WORKLOAD_SERVING_VOLCANO_SH +
  WORKLOADS_X_K8S_IO;
