import { objectTitle } from "../../k8s/object.ts";
import { type EndlessSidecar, endlessSidecars } from "../../workload/endless-sidecars.ts";
import { nativeSidecarFix } from "../lifecycle/native-sidecar.ts";
import type { Pod } from "../pod.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";

/** Sidecars as init containers that are restarted: on by default since Kubernetes 1.29 (kubernetes.io: Sidecar Containers). */
const NATIVE_FROM = 29;

/** A Job is done when all plain containers of its pods are, and a proxy never is. */
export const jobSidecarEndless: Rule = {
  id: "job-sidecar-endless",
  severity: "warning",
  title: "Sidecar that keeps a GPU Job from ending",
  fix: "unsafe",
  about: () => ({
    why: "A pod of a Job ends when all of its containers have. A proxy or an agent among them runs on when the work is done: the Job never completes, and its pods hold their GPUs until somebody deletes them.",
    advice:
      "Make it a native sidecar, an init container with `restartPolicy: Always`, which ends with the others, or let the main container tell it to quit when it is done.",
    sources: [
      {
        title: "Sidecar containers: Jobs with sidecar containers",
        url: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
      },
      {
        title: "Better support for sidecar containers in batch jobs",
        url: "https://github.com/kubernetes/kubernetes/issues/25908",
      },
      {
        title: "Running Dapr with a Kubernetes Job",
        url: "https://docs.dapr.io/operations/hosting/kubernetes/kubernetes-job/",
      },
    ],
    bad: example(`      containers:
        - name: trainer
          image: example.com/finetune:v1
          resources:
            limits:
              nvidia.com/gpu: 1
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
          args: ["my-project:europe-west4:runs"]
`),
    good: example(`      initContainers:
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
          restartPolicy: Always
          args: ["my-project:europe-west4:runs"]
      containers:
        - name: trainer
          image: example.com/finetune:v1
          resources:
            limits:
              nvidia.com/gpu: 1
`),
  }),
  check: perPod((pod, { minor }) => {
    if (!pod.isGpuPod) return [];
    return endlessSidecars(pod.workload).flatMap((sidecar) => judge(sidecar, pod, minor));
  }),
};

function judge({ container, what }: EndlessSidecar, pod: Pod, minor: number): readonly RuleFinding[] {
  const isOwnGpu = pod.containers.every(
    ({ view, asked, gpuClaims }) =>
      view === container || view.role === "init" || asked.length + gpuClaims.length === 0,
  );
  // Where it is the one that has the GPU, it does the pod's work.
  if (isOwnGpu) return [];
  const fix = minor < NATIVE_FROM ? null : nativeSidecarFix(pod.workload, container);
  return [
    {
      path: [...container.path, "name"],
      container,
      message: `container "${container.name}" is ${what}, which never ends by itself: pods of ${objectTitle(pod.object)} do not end with their work, and keep their GPUs`,
      ...(minor < NATIVE_FROM && { advice: OLDER }),
      ...(fix !== null && { fix }),
    },
  ];
}

const OLDER =
  "Let the main container tell it to quit when it is done, for example by its `/quitquitquit` or `/shutdown` endpoint; native sidecars need Kubernetes 1.29.";

function example(containers: string): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: finetune
spec:
  backoffLimit: 3
  template:
    spec:
      restartPolicy: Never
${containers}`;
}
