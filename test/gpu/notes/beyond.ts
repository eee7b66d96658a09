/** Rows of the catalog that were read after the notes, by the names that lead to them. */
export interface Beyond {
  /** Pattern of paths in the catalog, as `captures` reads it. */
  readonly row: string;
  /** Sources that each of them names, besides others. */
  readonly by: readonly string[];
  /** What the notes did not have, or did not verify. */
  readonly why: string;
}

/** Everything that goes beyond the notes; nothing else may. */
export const BEYOND: readonly Beyond[] = [
  {
    row: "platforms > aks > wholeGpus > amd > expressions > *",
    by: ["azure-sizes"],
    why: "sizes with a part of a V710 are not in the notes",
  },
  {
    row: "platforms > gke > taints > google.com/tpu",
    by: ["gke-docs-tpu"],
    why: "Google's own word for the taint of TPU pools",
  },
  {
    row: "platforms > gke|gke-autopilot > modelRequired > google",
    by: ["gke-docs-tpu"],
    why: "that a pod takes all chips of a machine was inferred from code",
  },
  {
    row: "platforms > gke-autopilot > remarks > *",
    by: ["gke-docs-tpu-autopilot"],
    why: "from which version Autopilot has TPUs",
  },
  {
    row: "models > * > platforms > gke-autopilot > labels > cloud.google.com/gke-tpu-accelerator",
    by: ["gke-docs-tpu-autopilot"],
    why: "that Autopilot has TPUs",
  },
  {
    row: "models > * > platforms > gke-autopilot > topology",
    by: ["gke-docs-tpu-autopilot"],
    why: "that Autopilot has TPUs, and wants their shape",
  },
  {
    row: "platforms > eks|eks-karpenter|eks-auto-mode > spot > notice",
    by: ["ec2-spot"],
    why: "how long EC2 warns",
  },
  { row: "platforms > aks|aks-nap > spot > notice", by: ["azure-spot"], why: "how long Azure warns" },
  {
    row: "platforms > eks > remarks > *",
    by: ["eks-versions"],
    why: "ExtendedResourceToleration was the word of an employee",
  },
  {
    row: "platforms > eks-auto-mode > vendorLabel > nvidia",
    by: ["eks-auto"],
    why: "the value of the label, which the notes took from Karpenter",
  },
  {
    row: "models > * > platforms > eks-auto-mode > labels > eks.amazonaws.com/instance-gpu-name",
    by: ["eks-auto-odcr", "eks-ml-pools"],
    why: "values that AWS's guides show; the notes inferred all but l40s",
  },
  {
    row: "models > a100-40gb|a100-80gb > platforms > eks-auto-mode > labels > eks.amazonaws.com/instance-family",
    by: ["eks-auto-odcr"],
    why: "goes with the name of the GPU",
  },
  {
    row: "models > * > platforms > eks-auto-mode > seriesLabel",
    by: ["eks-auto"],
    why: "goes with the name of the GPU",
  },
  {
    row: "models > inferentia1|inferentia2|trainium1|trainium2 > platforms > eks-auto-mode > labels > *",
    by: ["eks-auto"],
    why: "Auto Mode has no accelerator name; AWS's example selects the family",
  },
  {
    row: "models > * > platforms > eks-auto-mode > machineLabel",
    by: ["eks-auto", "karpenter-aws-types"],
    why: "which families Auto Mode launches; the name of the GPU is shown for some only",
  },
  {
    row: "models > * > platforms > eks-auto-mode > recognised > node.kubernetes.io/instance-type",
    by: ["eks-auto", "karpenter-aws-types"],
    why: "which families Auto Mode launches",
  },
  {
    row: "platforms > aks-nap > remarks > *",
    by: ["aks-nap"],
    why: "the NodePool that comes with it launches no GPU node",
  },
  {
    row: "models > h100-nvl|gb200|gb300|a100-40gb|a100-80gb|v100-16gb|v100-32gb|v710 > platforms > aks > machineLabel",
    by: ["azure-sizes"],
    why: "GPU or number of GPUs of these sizes; ND128isrG5_GB300 and NV28adms_V710 are not in the notes",
  },
  {
    row: "platforms > coreweave > remarks > *",
    by: ["cw-spot"],
    why: "how spot capacity is bought",
  },
  {
    row: "models > b300 > platforms > coreweave > machineLabel",
    by: ["ca-coreweave"],
    why: "b300-8x is in the autoscaler's table",
  },
  {
    row: "platforms > oke > taints > nvidia.com/gpu|amd.com/gpu",
    by: ["oke-kpo"],
    why: "the values of the taints",
  },
  {
    row: "platforms > oke > taints > oci.oraclecloud.com/oke-is-preemptible",
    by: ["oke-preemptible", "oke-kpo"],
    why: "preemptible capacity, of which the notes have nothing",
  },
  { row: "platforms > oke > spot > label", by: ["oke-preemptible"], why: "preemptible capacity" },
  { row: "platforms > oke > spot > tolerations > *", by: ["oke-preemptible"], why: "preemptible capacity" },
  { row: "platforms > oke > capacity > *", by: ["oke-preemptible"], why: "preemptible capacity" },
  {
    row: "platforms > oke > remarks > *",
    by: ["oke-preemptible"],
    why: "which shapes are never preemptible",
  },
  {
    row: "models > * > platforms > oke > machineLabel",
    by: ["oke-shapes"],
    why: "virtual machines and older shapes, of which the notes have none",
  },
  {
    row: "models > gaudi2|gaudi3 > platforms > generic-intel > labels > *",
    by: ["intel-dra"],
    why: "the rule is with the resource driver, not where the notes have it from",
  },
  {
    row: "models > gaudi2|gaudi3 > platforms > generic-intel > caveat",
    by: ["intel-dra"],
    why: "the rule lists several generations under one label",
  },
  {
    row: "labels > intel.feature.node.kubernetes.io/gaudi",
    by: ["intel-dra"],
    why: "the rule is with the resource driver, not where the notes have it from",
  },
  {
    row: "labels > eks.amazonaws.com/capacity-reservation-id|eks.amazonaws.com/capacity-reservation-type",
    by: ["eks-auto-odcr"],
    why: "Auto Mode's own prefix for reservations",
  },
  {
    row: "labels > oci.oraclecloud.com/oke-is-preemptible",
    by: ["oke-preemptible"],
    why: "preemptible capacity",
  },
  {
    row: "labels > nebius.com/gpu-name|nebius.com/preemptible",
    by: ["skypilot"],
    why: "seen in manifests: recognised",
  },
  {
    row: "labels > nebius.com/gpu-node",
    by: ["ca-providers"],
    why: "the autoscaler's GPU label, which the notes lack",
  },
  {
    row: "labels > nvidia\\.com/gpu\\.deploy\\..+",
    by: ["gpu-operator"],
    why: "labels of NVIDIA's GPU Operator for its own parts: recognised, never written",
  },
  {
    row: "labels > beta.kubernetes.io/instance-type",
    by: ["k8s-labels"],
    why: "the old name of the instance type's label",
  },
  {
    row: "resources > nvidia.com/priority|amd.com/gpucores|amd.com/gpumem|cambricon.com/vmlu|hygon.com/hcunum|hygon.com/hcumem|hygon.com/hcucores|metax-tech.com/vcore|metax-tech.com/vmemory|kunlunxin.com/vxpu-memory|enflame.com/drs-gcu|enflame.com/gcu-memory|enflame.com/gcu-core|birentech.com/gpu",
    by: ["hami"],
    why: "HAMi's configuration has more names than the notes: recognised, never written",
  },
  {
    row: "resources > iluvatar\\.ai/[A-Z]+-V[0-9]+-vgpu",
    by: ["hami"],
    why: "HAMi's configuration has more names than the notes: recognised, never written",
  },
  {
    row: "resources > iluvatar\\.ai/[A-Z]+-V[0-9]+\\.v(?:Mem|Core)",
    by: ["hami"],
    why: "HAMi's configuration has more names than the notes: recognised, never written",
  },
  {
    row: "resources > nvidia.com/hostdev|nvidia.com/mlnxnics",
    by: ["network-operator"],
    why: "network devices under NVIDIA's domain: recognised, never written",
  },
  {
    row: "resources > nvidia\\.com/.*sriov.*",
    by: ["network-operator"],
    why: "network devices under NVIDIA's domain: recognised, never written",
  },
  {
    row: "resources > nvidia\\.com/.*rdma.*",
    by: ["network-operator"],
    why: "network devices under NVIDIA's domain: recognised, never written",
  },
  {
    row: "resources > aliyun.com/gpu-mem|aliyun.com/gpu-core.percentage",
    by: ["gpushare"],
    why: "shares of a GPU: recognised, never written",
  },
  {
    row: "resources > tencent.com/vcuda-core|tencent.com/vcuda-memory",
    by: ["gpu-manager"],
    why: "shares of a GPU: recognised, never written",
  },
  {
    row: "resources > tke.cloud.tencent.com/qgpu-core|tke.cloud.tencent.com/qgpu-memory",
    by: ["qgpu"],
    why: "shares of a GPU: recognised, never written",
  },
  {
    row: "resources > volcano.sh/vgpu-number|volcano.sh/vgpu-memory|volcano.sh/vgpu-memory-percentage|volcano.sh/vgpu-cores",
    by: ["volcano-vgpu"],
    why: "shares of a GPU: recognised, never written",
  },
  {
    row: "resources > volcano.sh/gpu-number|volcano.sh/gpu-memory",
    by: ["volcano-gpu"],
    why: "shares of a GPU: recognised, never written",
  },
  {
    row: "resources > volcano.sh/gpu-mem.128Mi|volcano.sh/gpu-core.percentage",
    by: ["cce-vgpu"],
    why: "shares of a GPU: recognised, never written",
  },
  {
    row: "resources > koordinator.sh/gpu|koordinator.sh/gpu.shared|koordinator.sh/gpu-core|koordinator.sh/gpu-memory|koordinator.sh/gpu-memory-ratio",
    by: ["koordinator"],
    why: "shares of GPUs of several vendors: recognised, never written",
  },
  {
    row: "resources > gpu.intel.com/dxg",
    by: ["intel-gpu-code"],
    why: "Intel's GPUs under WSL: recognised, never written",
  },
  {
    row: "resources > npu.intel.com/accel",
    by: ["intel-npu"],
    why: "Intel's NPUs: recognised, never written",
  },
  {
    row: "resources > aws.amazon.com/infa",
    by: ["cortex"],
    why: "the oldest name of aws.amazon.com/neuron",
  },
  {
    row: "resourceDomains > *",
    by: [],
    why: "which domains hold accelerators alone; nothing is written because of it",
  },
  {
    row: "resources > gpu.intel.com/memory.max|gpu.intel.com/millicores|gpu.intel.com/tiles",
    by: ["intel-gas"],
    why: "parts of a GPU: recognised, never written",
  },
  {
    row: "resources > aws.amazon.com/neurondevice",
    by: ["neuron-docs"],
    why: "the old name of aws.amazon.com/neuron",
  },
  {
    row: "resources > deviceclass.resource.kubernetes.io/tpu.google.com",
    by: ["tpu-dra"],
    why: "the notes did not verify the name of the class",
  },
  {
    row: "deviceClasses|deviceDrivers > tpu.google.com",
    by: ["tpu-dra"],
    why: "the notes did not verify the name of the class",
  },
  {
    row: "deviceClasses > compute-domain-default-channel.nvidia.com|compute-domain-daemon.nvidia.com|imex.nvidia.com",
    by: ["nv-dra"],
    why: "channels between GPUs, which are no GPUs",
  },
  {
    row: "deviceDrivers > compute-domain.nvidia.com",
    by: ["nv-dra"],
    why: "channels between GPUs, which are no GPUs",
  },
  {
    row: "deviceClasses > mrdma.google.com|netdev.google.com",
    by: ["gke-dranet"],
    why: "network devices, which are no GPUs",
  },
  {
    row: "deviceClasses|deviceDrivers > efa.networking.k8s.aws|dra.net",
    by: ["eks-ml"],
    why: "network devices, which are no GPUs",
  },
  {
    row: "deviceClasses|deviceDrivers > sriovnetwork.k8snetworkplumbingwg.io",
    by: ["sriov-dra"],
    why: "network devices, which are no GPUs",
  },
  {
    row: "deviceClasses|deviceDrivers > qat.intel.com",
    by: ["intel-dra"],
    why: "accelerators of cryptography, which are no GPUs",
  },
  {
    row: "deviceClasses|deviceDrivers > dra.cpu",
    by: ["cpu-dra"],
    why: "CPUs",
  },
  {
    row: "platforms > gke-autopilot > admission > selectors",
    by: ["gke-autopilot-selectors", "gke-allowlist", "gke-workload-separation"],
    why: "by which labels Autopilot lets pods select: read by the linter, never written",
  },
  {
    row: "platforms > gke-autopilot > admission > computeClass",
    by: ["gke-compute-class-selectors"],
    why: "what may stand beside a compute class: read by the linter, never written",
  },
  {
    row: "platforms > gke-autopilot > admission > host",
    by: ["gke-autopilot-security", "gke-host-ports"],
    why: "what pods may have of a node of Autopilot: read by the linter, never written",
  },
  {
    row: "platforms > gke-autopilot > admission > machines",
    by: ["gke-gpu-machines", "gke-machines", "gke-autopilot-maximum"],
    why: "cpu and memory of machines with GPUs: read by the linter, never written",
  },
  {
    row: "platforms > gke-autopilot > admission > allowlist",
    by: ["gke-allowlists"],
    why: "what lets workloads into Autopilot that it else rejects",
  },
  {
    row: "platforms > eks-karpenter|eks-auto-mode|aks-nap > neverLaunched",
    by: ["karpenter-core", "karpenter-core-provisioner"],
    why: "labels for which Karpenter makes no node: read by the linter, never written",
  },
  {
    row: "omitted > eks-auto-mode|aks|aks-nap|generic-intel|coreweave",
    by: [],
    why: "what a list does not have, or how a provider counts; nothing is written because of it",
  },
  {
    row: "runtimeClasses > nvidia-cdi|nvidia-legacy",
    by: ["gpu-operator-cdi"],
    why: "runtime classes of NVIDIA's GPU Operator: recognised, never written",
  },
  {
    row: "runtimeClasses > nvidia-experimental",
    by: ["k3s-runtimes"],
    why: "a runtime class that k3s ships: recognised, never written",
  },
  {
    row: "runtimeClasses > habana",
    by: ["gaudi-dp"],
    why: "the runtime class that Intel's manifest of the device plugin makes: recognised, never written",
  },
  {
    row: "platforms > gke|gke-autopilot > runtimeClass",
    by: ["gke-docs-gpu"],
    why: "GKE comes without a runtime class of GPUs; the notes say so in prose",
  },
  {
    row: "platforms > eks|eks-karpenter|eks-auto-mode > runtimeClass",
    by: ["eks-ml", "eks-runtime-class"],
    why: "EKS comes without a runtime class of GPUs; the notes say so in prose",
  },
  {
    row: "platforms > aks|aks-nap > runtimeClass",
    by: ["aks-gpu"],
    why: "AKS comes without a runtime class of GPUs; the notes say so in prose",
  },
];

/** Values of selectors that the notes do not have: each was looked up. */
export const BEYOND_VALUES: readonly { readonly platform: string; readonly values: readonly string[] }[] = [
  {
    platform: "oke",
    values: [
      "VM.GPU2.1",
      "BM.GPU2.2",
      "VM.GPU3.1",
      "VM.GPU3.2",
      "VM.GPU3.4",
      "BM.GPU3.8",
      "VM.GPU.A10.1",
      "VM.GPU.A10.2",
      "BM.GPU.A10.4",
      "BM.GPU.L40S.4",
    ],
  },
  { platform: "aks", values: ["Standard_ND128isrG5_GB300_v6", "Standard_NV28adms_V710_v5"] },
  { platform: "coreweave", values: ["b300-8x"] },
];
