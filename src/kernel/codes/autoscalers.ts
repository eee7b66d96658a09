import type { Declarations } from "./declaration.ts";

const HPA = "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/";

const AMBIGUOUS_SELECTOR = {
  title: "kubernetes/kubernetes#112011: ambiguous selector check of the HPA",
  url: "https://github.com/kubernetes/kubernetes/pull/112011",
};

const ALGORITHM = { title: "Horizontal Pod Autoscaling: algorithm details", url: `${HPA}#algorithm-details` };

/** Autoscalers that are added, that are not, and those of the input; what they measure. */
export const AUTOSCALER_CODES = {
  "autoscaler-kept": {
    severity: "warning",
    title: "Autoscaler of your own is kept",
    why: "A second autoscaler on one workload works against the first, so gpuify adds none.",
    advice: "Change the bounds in that object, or remove it from the input and the cluster.",
    sources: [
      AMBIGUOUS_SELECTOR,
      {
        title: "Vertical Pod Autoscaler: known limitations",
        url: "https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md",
      },
    ],
  },
  "two-autoscalers": {
    severity: "warning",
    title: "Two autoscalers for one workload",
    why: "The controller then stops scaling with both (`AmbiguousSelector`), so the number of pods stays where it is.",
    advice: "Keep one of them.",
    sources: [AMBIGUOUS_SELECTOR],
  },
  "autoscaler-insisted": {
    severity: "warning",
    title: "Autoscaler added against a doubt",
    why: "gpuify adds no autoscaler by itself where more pods may do harm, or where it may not work; `--max-replicas` overrides that.",
    advice: "Check that the workload may grow, or leave `--max-replicas` out.",
  },
  "max-below-min": {
    severity: "error",
    title: "Maximum of the autoscaler below its minimum",
    why: "The API server rejects an autoscaler with such bounds.",
    advice: "Raise `--max-replicas`, or lower `--replicas`.",
    sources: [
      {
        title: "kubernetes/kubernetes: validateHorizontalPodAutoscalerSpec",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/autoscaling/validation/validation.go",
      },
    ],
  },

  "no-autoscaler-driven": {
    severity: "info",
    title: "Workload that another object scales",
    why: "Some objects, such as a Rollout with `workloadRef`, take over the pods of a workload and scale it down themselves, so an autoscaler of that workload would fight them.",
    advice: "Let the autoscaler aim at that object.",
  },
  "no-autoscaler-kind": {
    severity: "info",
    title: "No autoscaler for this kind",
    why: "Pods of other kinds are usually counted by an object above them, such as the Deployment of a ReplicaSet, which an autoscaler would work against.",
    advice: "Scale the object above it, or write the autoscaler by hand.",
  },
  "no-autoscaler-name-taken": {
    severity: "warning",
    title: "No autoscaler: its name is taken",
    why: "gpuify names an autoscaler after its workload, and the cluster has room for one of that name in a namespace.",
    advice: "Rename that object, or write the autoscaler by hand.",
  },
  "no-autoscaler-paused": {
    severity: "warning",
    title: "No autoscaler for a paused Deployment",
    why: "A paused Deployment does not roll out its template: new pods would still be made from the old one, which asks for a GPU.",
    advice: "Pass `--max-replicas N` if it may grow all the same.",
    sources: [
      {
        title: "Deployments: pausing and resuming a rollout",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment",
      },
    ],
  },
  "no-autoscaler-recreate": {
    severity: "warning",
    title: "No autoscaler beside strategy Recreate",
    why: "`Recreate` ends all old pods before a new one starts, which is chosen where two pods would damage or block each other.",
    advice: "Pass `--max-replicas N` if it may grow all the same.",
    sources: [
      {
        title: "Deployments: strategy",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
      },
    ],
  },
  "no-autoscaler-single-with-data": {
    severity: "warning",
    title: "No autoscaler for a single pod with data",
    why: "A second pod on the same data may damage it, or fail to start.",
    advice: "Pass `--max-replicas N` if it may grow all the same.",
  },
  "no-autoscaler-stateful-set": {
    severity: "info",
    title: "No autoscaler for a StatefulSet",
    why: "Each pod of a StatefulSet has its own identity and data, so scaling such a program often takes more than another pod.",
    advice: "Pass `--max-replicas N` if it may grow all the same.",
  },
  "no-autoscaler-too-old": {
    severity: "warning",
    title: "No autoscaler in this Kubernetes version",
    why: "`autoscaling/v2` is served from Kubernetes 1.23 on; an older API server would reject the object.",
    advice: "Pass `--kubernetes-version` if the cluster is newer.",
    sources: [
      {
        title: "Deprecated API migration guide: HorizontalPodAutoscaler",
        url: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
      },
    ],
  },
  "no-autoscaler-unnamed": {
    severity: "warning",
    title: "No autoscaler for a workload without a name",
    why: "An autoscaler aims at its workload by name, and with `generateName` the name is not known before.",
    advice: "Give the workload a `metadata.name`.",
  },
  "no-autoscaler-zero-replicas": {
    severity: "warning",
    title: "No autoscaler for zero replicas",
    why: "An autoscaler does nothing while the number is 0, and starts to work as soon as somebody scales up.",
    advice: "Pass `--replicas N` to switch it on, or `--max-replicas N` to add the autoscaler all the same.",
    sources: [
      {
        title: "Horizontal Pod Autoscaling: implicit maintenance-mode deactivation",
        url: `${HPA}#implicit-maintenance-mode-deactivation`,
      },
    ],
  },

  "gpu-metric": {
    severity: "warning",
    title: "Autoscaler measures a GPU metric",
    why: "Pods on CPUs do not report it, and without its metric the autoscaler scales nothing.",
    advice: "Scale by CPU or by requests instead, or delete it and run again for one that does.",
    sources: [ALGORITHM],
  },
  "cpu-metric-without-requests": {
    severity: "warning",
    title: "CPU share of containers without a CPU request",
    why: "Without a request there is nothing to be a share of, and the autoscaler does nothing.",
    advice: "Give every container a CPU request, or pass `--cpu`.",
    sources: [ALGORITHM],
  },
  "pod-level-metric": {
    severity: "warning",
    title: "CPU request of the pod is not measured",
    why: "Autoscalers of older Kubernetes versions read the requests of containers only, so they have nothing to compare the use with.",
    advice:
      "Pass `--cpu N`, which writes a request for the container, or `--kubernetes-version` if the cluster is newer.",
    sources: [
      {
        title: "KEP-2837: Pod level resource specifications",
        url: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/2837-pod-level-resource-spec",
      },
    ],
  },
  "pod-wide-metric": {
    severity: "warning",
    title: "Autoscaler measures all containers together",
    why: "This Kubernetes version cannot measure one container: sidecars count too, and one without a CPU request stops the measuring.",
    advice: "Give every container a CPU request, or pass `--kubernetes-version` if the cluster is newer.",
    sources: [
      {
        title: "Horizontal Pod Autoscaling: container resource metrics",
        url: `${HPA}#container-resource-metrics`,
      },
    ],
  },
} as const satisfies Declarations;
