import type { Declarations } from "./declaration.ts";

const NODE_AFFINITY = {
  title: "Assigning pods to nodes: node affinity",
  url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity",
};

const KARPENTER_LABELS = {
  title: "Karpenter: scheduling, well-known labels",
  url: "https://karpenter.sh/docs/concepts/scheduling/#well-known-labels",
};

const GKE_TPUS = {
  title: "About TPUs in GKE",
  url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/tpus",
};

/** On which nodes a pod may run: selectors, affinity, tolerations, runtime classes, spot machines and slices. */
export const PLACEMENT_CODES = {
  "selector-fights": {
    severity: "warning",
    title: "Node condition that contradicts the chosen nodes",
    why: "A node must meet all of `nodeSelector` and one whole term of the required node affinity; if no node can, the pod stays Pending.",
    advice: "Correct the condition, or pass `--gpu` or `--platform` to have it replaced.",
    sources: [NODE_AFFINITY],
  },
  "or-of-affinity-terms": {
    severity: "error",
    title: "Affinity alternatives that cannot be merged",
    why: "Terms are alternatives. Without the contradicting condition its term would match no node, and without the term the pod could only use the others.",
    advice: "Rewrite `nodeSelectorTerms` so that each term selects the GPU nodes that you mean.",
    sources: [NODE_AFFINITY],
  },
  "empty-affinity-term": {
    severity: "warning",
    title: "Required node affinity without conditions",
    why: "A term without conditions matches no node, so the pod stays Pending whatever else it selects.",
    advice: "Remove the affinity, or give its terms conditions.",
    sources: [NODE_AFFINITY],
  },
  "accelerator-stays": {
    severity: "warning",
    title: "GPU placement removed, accelerator kept",
    why: "The pods still need nodes that have the accelerator, and a pod that does not tolerate the taint of these nodes stays Pending.",
    advice:
      "Run `-p bursty` to remove the accelerator too, or `gpuify undo --report FILE` to undo an earlier run.",
    sources: [
      {
        title: "Taints and tolerations",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#concepts",
      },
    ],
  },
  "placement-left-alone": {
    severity: "info",
    title: "Placement left as it is",
    why: "gpuify has no placement for what the pod keeps, so its selectors and tolerations alone decide where it runs.",
    advice: "Check that they fit the nodes that have the accelerator, or name another model or platform.",
  },

  "label-not-known-before": {
    severity: "warning",
    title: "Label that no new node is launched for",
    why: "A component of the vendor adds the label once a node is running. The platform launches no node for a label that it does not know, so the pod may stay Pending.",
    advice: "Pass `--gpu MODEL` to select by a label of the platform, or declare the label in the NodePool.",
    sources: [
      KARPENTER_LABELS,
      {
        title: "aws/karpenter-provider-aws#5073: label does not have known values",
        url: "https://github.com/aws/karpenter-provider-aws/issues/5073",
      },
    ],
  },
  "part-not-launched": {
    severity: "warning",
    title: "GPU part that no node is launched for",
    why: "What launches nodes counts the whole GPUs of a machine, not the MIG devices or shares that they are divided into.",
    advice: "Pass `--gpu MODEL` for a whole GPU, or provide nodes with such parts yourself.",
  },
  "machine-not-known": {
    severity: "info",
    title: "Machine type that is not in the catalog",
    why: "The machine type may be new, a private one or one without GPUs; on nodes without GPUs the pod stays Pending.",
    advice: "Check that these machines have the GPUs that the pod asks for.",
  },
  "model-not-translated": {
    severity: "warning",
    title: "GPU model lost with another platform's label",
    why: "Labels of another platform are removed because no node here has them. What they said about the GPU model goes with them, so the pod may get any model.",
    advice: "Pass `--gpu MODEL`, or select such nodes by a label of your own.",
  },
  "node-differs": {
    severity: "warning",
    title: "Nodes of this GPU model are special",
    why: "The GPU model alone does not tell everything about its nodes: an image for another CPU architecture does not start, and a label that models share can lead to another one.",
    advice: "Check that the image and the selector fit these nodes.",
  },
  "runtime-class-kept": {
    severity: "info",
    title: "Other runtime class than the platform's",
    why: "A runtime class can be for GPUs too or isolate the pod, so gpuify does not replace it. Without GPU support in the runtime the container sees no GPU.",
    advice: "Check that this runtime passes GPUs to the container.",
    sources: [
      {
        title: "Runtime Class",
        url: "https://kubernetes.io/docs/concepts/containers/runtime-class/#usage",
      },
    ],
  },
  "runtime-class-of-other-vendor": {
    severity: "warning",
    title: "Runtime class of another vendor's GPUs",
    why: "A node without that runtime cannot start the pod, and a container that it starts gets no GPU of the other vendor.",
    advice: "Remove `runtimeClassName`, or pass `--gpu`, `--vendor` or `--platform` to have it removed.",
    sources: [
      {
        title: "Runtime Class",
        url: "https://kubernetes.io/docs/concepts/containers/runtime-class/#usage",
      },
    ],
  },
  "image-of-other-vendor": {
    severity: "warning",
    title: "Image built for another vendor's devices",
    why: "A program that is built for one vendor's devices does not find another's: it fails to start, or computes on the CPU.",
    advice: "Use an image that is built for the devices that the pods get.",
    sources: [
      {
        title: "vLLM: installation on each vendor's devices",
        url: "https://docs.vllm.ai/en/latest/getting_started/installation/",
      },
    ],
  },
  "trace-of-other-vendor": {
    severity: "warning",
    title: "Variable, command or file for another vendor's devices",
    why: "With other devices it has no effect, or makes the program fail; gpuify does not change what runs in a container.",
    advice: "Remove it, or change it to what the program needs with the devices that the pods get.",
    sources: [
      {
        title: "ROCm: HIP environment variables",
        url: "https://rocm.docs.amd.com/projects/HIP/en/latest/reference/env_variables.html",
      },
      {
        title: "Intel Gaudi: Running Workloads on Kubernetes",
        url: "https://docs.habana.ai/en/latest/Quick_Start_Guides/Kubernetes_Quick_Start.html",
      },
    ],
  },
  "resource-of-other-platform": {
    severity: "warning",
    title: "Resource that another provider's machines have",
    why: "The scheduler looks for a node that has every resource a pod asks for; where none does, the pod stays Pending.",
    advice:
      "Remove it from limits and requests, and what only it needs, such as huge pages and the program's network settings.",
    sources: [
      {
        title: "Amazon EKS: machine learning training with Elastic Fabric Adapter",
        url: "https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html",
      },
    ],
  },
  "volume-may-pin-zone": {
    severity: "warning",
    title: "Volume that may be in a zone without GPUs",
    why: "A pod can run only where its volumes can be mounted. Where the zone of a volume has no GPU nodes, it stays Pending.",
    advice: "Check the zone of the volume, or move the data to a zone that has GPU nodes.",
    sources: [
      {
        title: "Running in multiple zones: storage access for zones",
        url: "https://kubernetes.io/docs/setup/best-practices/multiple-zones/#storage-access-for-zones",
      },
    ],
  },

  "slice-needs-pods": {
    severity: "warning",
    title: "TPU slice with another number of machines",
    why: "One pod runs on each machine of a TPU slice, and the work starts only when all of them are there.",
    advice: "Run as many pods as the slice has machines, or pass `--topology` for another slice.",
    sources: [GKE_TPUS],
  },
  "slices-apart": {
    severity: "warning",
    title: "Each pod gets its own TPU slice",
    why: "Pods that work together need the machines of one slice: only its TPUs are connected to each other directly.",
    advice: "Pass `--topology` with a shape of one machine per pod if the pods work together.",
    sources: [GKE_TPUS],
  },
  "spot-not-translated": {
    severity: "warning",
    title: "Spot machines lost with another platform's label",
    why: "Spot machines are cheaper and can be taken back at any time; whether the pods should use them on this platform too is not known.",
    advice: "Pass `--spot`, or write `spot: true` or `spot: false` into a rule or profile of gpuify.yaml.",
  },
  "spot-stays": {
    severity: "info",
    title: "Pods stay on spot machines",
    why: "Spot machines may be wanted, whoever wrote the selector or toleration, so no profile removes it on its own.",
    advice: "Remove it by hand if it is not wanted.",
  },
} as const satisfies Declarations;
