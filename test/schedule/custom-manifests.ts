/** A manifest of a custom resource that says nothing about placement, and which of its roles are to compute. */
export interface CustomManifest {
  readonly kind: string;
  readonly text: string;
  readonly profile: "continuous" | "training";
  /** Null where the kind itself tells. */
  readonly role: string | null;
  /** How many sets of pods get GPUs, and how many do not. */
  readonly sets: { readonly gpu: number; readonly cpu: number };
}

const POD = "{spec: {containers: [{name: main, image: registry.example/app:1}]}}";
const SPEC = "{containers: [{name: main, image: registry.example/app:1}]}";

function manifest(apiVersion: string, kind: string, spec: string): string {
  const body = spec.replaceAll("POD", POD).replaceAll("SPEC", SPEC);
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: app\nspec:\n${body}`;
}

function custom(
  apiVersion: string,
  kind: string,
  profile: CustomManifest["profile"],
  sets: CustomManifest["sets"],
  spec: string,
  role: string | null = null,
): CustomManifest {
  return { kind: `${apiVersion} ${kind}`, text: manifest(apiVersion, kind, spec), profile, role, sets };
}

/** One for each way in which kinds hold their pods: templates in lists and under keys, pod specs, containers beside fields. */
export const CUSTOM_MANIFESTS: readonly CustomManifest[] = [
  custom(
    "ray.io/v1",
    "RayCluster",
    "continuous",
    { gpu: 1, cpu: 1 },
    "  headGroupSpec: {template: POD}\n  workerGroupSpecs:\n    - groupName: gpus\n      replicas: 2\n      template: POD\n",
  ),
  custom(
    "ray.io/v1",
    "RayJob",
    "training",
    { gpu: 1, cpu: 1 },
    "  rayClusterSpec:\n    headGroupSpec: {template: POD}\n    workerGroupSpecs:\n      - groupName: gpus\n        replicas: 2\n        template: POD\n",
  ),
  custom(
    "jobset.x-k8s.io/v1alpha2",
    "JobSet",
    "training",
    { gpu: 1, cpu: 0 },
    "  replicatedJobs:\n    - name: workers\n      template:\n        spec:\n          parallelism: 2\n          completions: 2\n          template: POD\n",
  ),
  custom(
    "leaderworkerset.x-k8s.io/v1",
    "LeaderWorkerSet",
    "continuous",
    { gpu: 2, cpu: 0 },
    "  leaderWorkerTemplate:\n    size: 2\n    leaderTemplate: POD\n    workerTemplate: POD\n",
  ),
  custom(
    "kubeflow.org/v1",
    "PyTorchJob",
    "training",
    { gpu: 2, cpu: 0 },
    "  pytorchReplicaSpecs:\n    Master: {template: POD}\n    Worker: {template: POD}\n",
    "Master,Worker",
  ),
  custom(
    "kubeflow.org/v2beta1",
    "MPIJob",
    "training",
    { gpu: 1, cpu: 1 },
    "  mpiReplicaSpecs:\n    Launcher: {template: POD}\n    Worker: {replicas: 2, template: POD}\n",
  ),
  custom(
    "batch.volcano.sh/v1alpha1",
    "Job",
    "training",
    { gpu: 1, cpu: 1 },
    "  tasks:\n    - {name: mpimaster, template: POD}\n    - {name: worker, replicas: 2, template: POD}\n",
    "worker",
  ),
  custom(
    "argoproj.io/v1alpha1",
    "Rollout",
    "continuous",
    { gpu: 1, cpu: 0 },
    "  selector: {matchLabels: {app: app}}\n  template:\n    metadata: {labels: {app: app}}\n    spec: SPEC\n",
  ),
  custom(
    "serving.kserve.io/v1beta1",
    "InferenceService",
    "continuous",
    { gpu: 1, cpu: 0 },
    "  predictor:\n    model:\n      modelFormat: {name: huggingface}\n",
  ),
  custom(
    "serving.kserve.io/v1alpha1",
    "LLMInferenceService",
    "continuous",
    { gpu: 1, cpu: 1 },
    "  template: SPEC\n  router:\n    scheduler:\n      template: SPEC\n",
  ),
  custom(
    "apps.nvidia.com/v1alpha1",
    "NIMService",
    "continuous",
    { gpu: 1, cpu: 0 },
    "  image: {repository: registry.example/nim, tag: '1'}\n  storage: {pvc: {name: models}}\n",
  ),
  custom(
    "ome.io/v1beta1",
    "ClusterServingRuntime",
    "continuous",
    { gpu: 1, cpu: 1 },
    "  engineConfig:\n    runner: {name: ome-container, image: registry.example/app:1}\n  routerConfig:\n    runner: {name: router, image: registry.example/router:1}\n",
  ),
  custom(
    "grove.io/v1alpha1",
    "PodCliqueSet",
    "continuous",
    { gpu: 2, cpu: 1 },
    "  template:\n    cliques:\n      - {name: front, spec: {podSpec: SPEC}}\n      - {name: prefill, spec: {podSpec: SPEC}}\n      - {name: decode, spec: {podSpec: SPEC}}\n",
    "prefill,decode",
  ),
  custom(
    "nvidia.com/v1beta1",
    "DynamoGraphDeployment",
    "continuous",
    { gpu: 1, cpu: 1 },
    "  components:\n    - {name: Frontend, type: frontend, podTemplate: POD}\n    - {name: Worker, type: worker, podTemplate: POD}\n",
  ),
  custom("kubeflow.org/v1", "Notebook", "continuous", { gpu: 1, cpu: 0 }, "  template:\n    spec: SPEC\n"),
  custom(
    "sparkoperator.k8s.io/v1beta2",
    "SparkApplication",
    "training",
    { gpu: 1, cpu: 1 },
    "  image: registry.example/spark:3\n  driver: {cores: 1}\n  executor:\n    instances: 2\n",
  ),
];
