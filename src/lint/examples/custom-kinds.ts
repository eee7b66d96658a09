/** A RayJob that ends with its run. */
export const RAY_JOB = `apiVersion: ray.io/v1
kind: RayJob
metadata:
  name: finetune
spec:
  entrypoint: python train.py
  shutdownAfterJobFinishes: true
  rayClusterSpec:
    headGroupSpec:
      rayStartParams: {}
      template:
        spec:
          containers:
            - name: ray-head
              image: rayproject/ray:2.52.0
    workerGroupSpecs:
      - groupName: gpu-group
        replicas: 2
        rayStartParams: {}
        template:
          spec:
            containers:
              - name: ray-worker
                image: rayproject/ray:2.52.0-gpu
                resources:
                  limits:
                    nvidia.com/gpu: 1
`;

/** A PyTorchJob with so many GPUs in its Master and in each Worker. */
export function pyTorchJob({ master = 1, worker = 1, metadata = "" } = {}): string {
  return `apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata:
  name: finetune
${metadata}spec:
  pytorchReplicaSpecs:
    Master:
      replicas: 1
      template:
        spec:
          containers:
${container(master)}    Worker:
      replicas: 3
      template:
        spec:
          containers:
${container(worker)}`;
}

/** An MPIJob with so many GPUs in its Launcher. */
export function mpiJob(launcher: number): string {
  return `apiVersion: kubeflow.org/v2beta1
kind: MPIJob
metadata:
  name: nccl
spec:
  slotsPerWorker: 8
  runPolicy:
    cleanPodPolicy: Running
  mpiReplicaSpecs:
    Launcher:
      template:
        spec:
          containers:
${container(launcher)}    Worker:
      replicas: 2
      template:
        spec:
          containers:
${container(8)}`;
}

function container(gpus: number): string {
  const resources = `              resources:
                limits:
                  nvidia.com/gpu: ${gpus}
`;
  return `            - name: pytorch
              image: example.com/finetune:v1
${gpus === 0 ? "" : resources}`;
}
