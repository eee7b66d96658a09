import type { Declarations } from "./declaration.ts";

/** What the move of a workload to CPUs leaves in the manifest, and what the way back cannot restore. */
export const BURSTY_CODES = {
  "bad-quantity": {
    severity: "error",
    title: "Invalid amount of CPU or memory",
    why: "The amount becomes a request, which is a Kubernetes quantity, and must be above 0.",
    advice: "Write CPU like `2` or `500m`, and memory like `4Gi` or `512Mi`.",
    sources: [
      {
        title: "Kubernetes API: Quantity",
        url: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
      },
    ],
  },
  "cpu-assumed": {
    severity: "info",
    title: "CPU request that nobody asked for",
    why: "Without a request an autoscaler cannot measure the CPU and the scheduler counts none, so gpuify requests one core. What the program needs on CPUs only its owner knows.",
    advice: "Pass `--cpu N`, or set `resources.requests.cpu` to what the program needs.",
    sources: [
      {
        title: "Horizontal Pod Autoscaling: how it works",
        url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work",
      },
    ],
  },
  "daemon-set-left-alone": {
    severity: "info",
    title: "DaemonSet left as it is",
    why: "A DaemonSet runs a pod on every node that it selects, and never ends: what it does belongs to the nodes.",
    advice: "Make it a Deployment or a Job if its work does not belong to every node.",
    sources: [
      {
        title: "DaemonSet",
        url: "https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/",
      },
    ],
  },
  "keep-off-preferred": {
    severity: "info",
    title: "CPU pods that may use GPU nodes",
    why: "Here GPU nodes may be all there is, so CPU pods prefer other nodes and are not kept Pending without them.",
    advice: "Taint the GPU nodes, or pass `--keep-off required`.",
    sources: [
      {
        title: "Assigning pods to nodes: node affinity",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity",
      },
    ],
  },
  "keep-off-no-effect": {
    severity: "info",
    title: "Nothing keeps the pods off GPU nodes",
    why: "Pods are kept off nodes by node labels. A pod that is bound to a node, or that runs on every node, is where its author wants it, and some platforms have no label for GPU nodes.",
    advice:
      "Leave `--keep-off` out. Where administrators label GPU nodes, name the label under `platforms:` in gpuify.yaml (`gpuLabels`).",
  },
  "platform-not-named": {
    severity: "warning",
    title: "Label of a platform that was not named",
    why: "Each platform marks its GPU nodes with its own labels and taints, so gpuify uses them only when you name the platform.",
    advice: "Pass `--platform NAME`.",
  },

  "affinity-alternatives": {
    severity: "error",
    title: "Node affinity offers GPU nodes or others",
    why: "Terms are alternatives: without the GPU term the pods may only use the other one, without the GPU expression they may run anywhere.",
    advice: "Remove the term that is not wanted on CPUs, then run again.",
    sources: [
      {
        title: "Assigning pods to nodes: node affinity",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity",
      },
    ],
  },
  "selector-kept": {
    severity: "info",
    title: "Node selector that may mean GPU nodes",
    why: "If these nodes have GPUs, pods without one will fill them.",
    advice: "Remove it by hand if it means GPU nodes.",
  },
  "gpu-nodes-still-selected": {
    severity: "warning",
    title: "CPU pod that selects GPU nodes of the input",
    why: "Pods without a GPU take the CPUs and memory of these nodes, or stay Pending where a taint or a condition keeps them off.",
    advice: "Remove the selector, or select nodes without GPUs.",
  },
  "node-is-named": {
    severity: "warning",
    title: "Pod bound to a node by name",
    why: "The scheduler does not look for another node, whether this one fits the pod or not.",
    advice: "Remove `nodeName`.",
    sources: [
      {
        title: "Assigning pods to nodes: nodeName",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
      },
    ],
  },
  "gpu-topology": {
    severity: "warning",
    title: "Topology rule that only GPU nodes meet",
    why: "No CPU node can meet it: the pods would stay Pending.",
    advice: "Remove the rule, or use a label of all nodes, such as `topology.kubernetes.io/zone`.",
    sources: [
      {
        title: "Pod Topology Spread Constraints",
        url: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
      },
    ],
  },

  "claim-kept": {
    severity: "warning",
    title: "Claim for other devices kept",
    why: "The pods stay Pending unless a node has these devices, and such nodes are often GPU nodes, which this profile avoids.",
    advice: "Remove the claim by hand if the program needs it only with GPUs.",
  },
  "claim-not-gpu-alone": {
    severity: "error",
    title: "Claim for a GPU and another device",
    why: "Removing the claim would remove the other device too.",
    advice: "Split the claim in two, or remove it by hand.",
  },
  "unknown-accelerator": {
    severity: "warning",
    title: "Unknown resource that may be an accelerator",
    why: "The pod would still need a node that has it.",
    advice:
      "Remove it by hand if it is an accelerator, or add it to `resources` in gpuify.yaml, as `gpu` or as `other`.",
  },
  "gpu-trace": {
    severity: "warning",
    title: "Program, image or file that expects a GPU",
    why: "gpuify does not change what runs in a container; on a node without a GPU it may fail to start.",
    advice: "Change it to what the program needs on CPUs.",
  },
  "shared-memory-kept": {
    severity: "info",
    title: "Shared memory kept",
    why: "It has a size, a comment or a form that gpuify does not write, and CPU programs use shared memory too.",
    advice: "Remove the volume and its mounts if the program needs them only with GPUs.",
  },

  "restore-affinity-changed": {
    severity: "warning",
    title: "Recorded affinity not restored",
    why: "The record holds an expression for each term of the affinity, and no longer tells which term each belongs to.",
    advice: "Add the affinity by hand, or name a model with `--gpu`.",
  },
  "restore-container-gone": {
    severity: "warning",
    title: "Container of the record is gone",
    why: "What was recorded, such as the number of GPUs, belongs to a container of that name.",
    advice: "Name the container that is to have the GPU with `--container NAME`.",
  },
} as const satisfies Declarations;
