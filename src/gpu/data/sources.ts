import { ADMISSION_SOURCES } from "./sources-admission.ts";

/** Where facts were read: a repository and path, or an address. Ids are the ones the research notes use. */
export interface CatalogSource {
  readonly repo?: string;
  readonly path?: string;
  readonly url?: string;
  readonly note?: string;
}

/** Every source that a row of the catalog names. Only `show` and the tests read it; rows carry the ids. */
export const SOURCES = {
  "aks-amd": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/use-amd-gpus.md" },
  "aks-best": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/best-practices-gpu.md" },
  "aks-faq": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/faq.yml" },
  "aks-gpu": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/use-nvidia-gpu.md" },
  "aks-karp-gpus": { repo: "Azure/karpenter-provider-azure", path: "pkg/utils/supported-gpus.yaml" },
  "aks-karp-labels": {
    repo: "Azure/karpenter-provider-azure",
    path: "pkg/apis/v1beta1/labels.go, pkg/providers/instancetype/instancetype.go, designs/0006-requirements-and-labels.md",
  },
  "aks-labels": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/use-labels.md" },
  "aks-mig": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/gpu-multi-instance.md" },
  "aks-nap": {
    repo: "MicrosoftDocs/azure-aks-docs",
    path: "articles/aks/node-auto-provisioning-node-pools.md",
  },
  "aks-spot": { repo: "MicrosoftDocs/azure-aks-docs", path: "articles/aks/spot-node-pool.md" },
  "amd-dp": { repo: "ROCm/k8s-device-plugin", path: "README.md, docs/user-guide/configuration.md" },
  "amd-dra": {
    repo: "ROCm/k8s-gpu-dra-driver",
    path: "docs/driver-attributes.md, helm-charts-k8s/templates/deviceclass.yaml",
  },
  "amd-labeller": {
    repo: "ROCm/k8s-device-plugin",
    path: "cmd/k8s-node-labeller/main.go, cmd/k8s-node-labeller/README.md, cmd/k8s-node-labeller/amdgpu.ids",
  },
  "amd-operator": {
    repo: "ROCm/gpu-operator",
    path: "helm-charts-k8s/templates/gpu-nfd-default-rule.yaml, docs/",
  },
  "azure-sizes": {
    repo: "MicrosoftDocs/azure-compute-docs",
    path: "articles/virtual-machines/sizes/gpu-accelerated/ (series pages and includes/*-specs.md)",
    note: "names the GPU and its memory for the A100, V100 and H100 NVL sizes",
  },
  "ca-aws": { repo: "kubernetes/autoscaler", path: "cluster-autoscaler/cloudprovider/aws/README.md" },
  "ca-azure": {
    repo: "kubernetes/autoscaler",
    path: "cluster-autoscaler/cloudprovider/azure/azure_instance_types.go",
  },
  "ca-coreweave": {
    repo: "kubernetes/autoscaler",
    path: "cluster-autoscaler/cloudprovider/coreweave/coreweave_instance_types.go",
  },
  "ca-faq": { repo: "kubernetes/autoscaler", path: "cluster-autoscaler/FAQ.md" },
  "ca-oci": {
    repo: "kubernetes/autoscaler",
    path: "cluster-autoscaler/cloudprovider/oci/README.md, oci/instancepools/oci_cloud_provider.go",
  },
  "ca-providers": {
    repo: "kubernetes/autoscaler",
    path: "cluster-autoscaler/cloudprovider/*/ (GPULabel functions)",
  },
  "cce-vgpu": {
    url: "https://support.huaweicloud.com/intl/es-us/usermanual-cce/cce_10_0742.html",
    note: "GPU virtualization of Huawei's Cloud Container Engine",
  },
  cortex: { repo: "cortexlabs/cortex", path: "pkg/operator/operator/k8s.go", note: "as of its version 0.18" },
  "cpu-dra": { repo: "kubernetes-sigs/dra-driver-cpu", path: "README.md" },
  "cw-refarch": {
    repo: "coreweave/reference-architecture",
    path: "arena/notebooks/lib/storage/warp.py, storage/warp-benchmark/",
  },
  "cw-sched": { url: "https://docs.coreweave.com/products/cks/clusters/scheduling/workload-scheduling" },
  "cw-spot": { url: "https://docs.coreweave.com/platform/capacity-plans/spot-node-pools" },
  "doks-docs": { url: "https://docs.digitalocean.com/products/kubernetes/details/managed/" },
  "azure-spot": { url: "https://learn.microsoft.com/en-us/azure/virtual-machines/spot-vms" },
  "eks-ml-pools": {
    repo: "awsdocs/amazon-eks-user-guide",
    path: "latest/ug/ml/ml-node-pools.adoc",
    note: "its table of Auto Mode labels shows the instance-gpu-name value h100",
  },
  "ec2-spot": {
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html",
  },
  "eks-auto": {
    repo: "awsdocs/amazon-eks-user-guide",
    path: "latest/ug/automode/auto-accelerated.adoc, create-node-pool.adoc, automode-learn-instances.adoc",
  },
  "eks-auto-odcr": {
    repo: "awsdocs/amazon-eks-user-guide",
    path: "latest/ug/automode/auto-odcr.adoc",
    note: "its example pod shows the instance-gpu-name values l4, a100, h200 and b200",
  },
  "eks-mig": {
    repo: "awsdocs/amazon-eks-user-guide",
    path: "latest/ug/ml/device-management-nvidia-mig.adoc",
  },
  "eks-ml": {
    repo: "awsdocs/amazon-eks-user-guide",
    path: "latest/ug/ml/device-management-nvidia.adoc, device-management-efa.adoc, device-management-neuron.adoc, node-efa.adoc, ml-eks-nvidia-ultraserver.adoc",
  },
  "eks-nodeadm": { repo: "awslabs/amazon-eks-ami", path: "nodeadm/doc/api-concepts.md" },
  "eks-runtime-class": {
    url: "https://github.com/aws-samples/aws-do-eks/pull/96",
    note: "EKS's GPU images bring the runtime, and no RuntimeClass object: pods that name one are rejected",
  },
  "eks-versions": {
    repo: "awsdocs/amazon-eks-user-guide",
    path: "latest/ug/clusters/platform-versions.adoc",
    note: "admission controllers that are enabled, ExtendedResourceToleration among them",
  },
  "gaudi-dp": {
    url: "https://vault.habana.ai/artifactory/docker-k8s-device-plugin/habana-k8s-device-plugin.yaml",
    note: "read in a public copy that names this address as its source; it makes the runtime class habana",
  },
  "gaudi-resource": { repo: "aws/karpenter-provider-aws", path: "pkg/apis/v1/labels.go (habana.ai/gaudi)" },
  gfd: { repo: "NVIDIA/k8s-device-plugin", path: "docs/gpu-feature-discovery/README.md" },
  "gke-accel": {
    repo: "GoogleCloudPlatform/container-engine-accelerators",
    path: "gpudirect-rdma/, nri_device_injector/",
  },
  ...ADMISSION_SOURCES,
  "gke-docs-autopilot-gpu": { url: "https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-gpus" },
  "gke-docs-gpu": { url: "https://cloud.google.com/kubernetes-engine/docs/how-to/gpus" },
  "gke-docs-sharing": {
    url: "https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus",
  },
  "gke-docs-tpu": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/tpus",
    note: "a pod must take all TPU chips of the node; TPU nodes are tainted google.com/tpu",
  },
  "gke-docs-tpu-autopilot": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/tpus-autopilot",
  },
  "gke-dranet": {
    url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/allocate-network-resources-dra",
    note: "the device classes mrdma.google.com and netdev.google.com, which GKE installs",
  },
  "gke-gpu-machines": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/cloudprovider/gke/machinetypes/deprecated_machine_types_gpu_config.go",
  },
  "gke-labels": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/cloudprovider/gke/labels/system_labels.go",
  },
  "gke-machines": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/cloudprovider/gke/machinetypes/deprecated_machine_types_config.go",
  },
  "gke-nap": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/autoprovisioning/injection.go",
  },
  "gke-preempt": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/cloudprovider/gke/preemption/preemption.go",
  },
  "gke-tpu": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/cloudprovider/gke/machinetypes/deprecated_tpu_config.go",
  },
  "gke-tpu-nap": {
    repo: "GoogleCloudPlatform/cluster-autoscaler",
    path: "pkg/autoprovisioning/tpu_requests.go",
  },
  "gpu-operator": {
    repo: "NVIDIA/gpu-operator",
    path: "controllers/state_manager.go",
    note: "labels GPU nodes with what it deploys on them",
  },
  "gpu-operator-cdi": {
    url: "https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/cdi.html",
    note: "runtime classes nvidia, nvidia-cdi and nvidia-legacy; newer operators may create only the first",
  },
  "gpu-operator-mig": { repo: "NVIDIA/cloud-native-docs", path: "gpu-operator/gpu-operator-mig.rst" },
  "gpu-operator-sharing": { repo: "NVIDIA/cloud-native-docs", path: "gpu-operator/gpu-sharing.rst" },
  "gpu-manager": { repo: "tkestack/gpu-manager", path: "README.md" },
  gpushare: {
    repo: "AliyunContainerService/gpushare-scheduler-extender",
    path: "docs/userguide.md",
    note: "kubeflow/arena has the names of the cores beside it",
  },
  hami: {
    repo: "Project-HAMi/HAMi",
    path: "charts/hami/templates/scheduler/device-configmap.yaml, charts/hami/values.yaml",
  },
  "intel-dp": { repo: "intel/intel-device-plugins-for-kubernetes", path: "cmd/gpu_plugin/README.md" },
  "intel-dra": {
    repo: "intel/intel-resource-drivers-for-kubernetes",
    path: "charts/*/templates/device-class.yaml, doc/*/USAGE.md, deployments/gaudi/overlays/nfd_labeled_nodes/",
  },
  "intel-gas": {
    repo: "intel/platform-aware-scheduling",
    path: "gpu-aware-scheduling/docs/usage.md, gpu-aware-scheduling/README.md",
  },
  "intel-gpu-code": {
    repo: "intel/intel-device-plugins-for-kubernetes",
    path: "cmd/gpu_plugin/gpu_plugin.go",
    note: "the namespace gpu.intel.com, and dxg for GPUs under WSL",
  },
  "intel-npu": { repo: "intel/intel-device-plugins-for-kubernetes", path: "cmd/npu_plugin/README.md" },
  "intel-nfd": {
    repo: "intel/intel-device-plugins-for-kubernetes",
    path: "deployments/nfd/overlays/node-feature-rules/{node-feature-rules,platform-labeling-rules}.yaml",
  },
  "k8s-labels": {
    repo: "kubernetes/website",
    path: "content/en/docs/reference/labels-annotations-taints/_index.md",
    note: "beta.kubernetes.io/instance-type is the old name of node.kubernetes.io/instance-type",
  },
  "k3s-docs": { repo: "k3s-io/docs", path: "docs/advanced.md" },
  "k3s-runtimes": { repo: "k3s-io/k3s", path: "manifests/runtimes.yaml" },
  "k8s-dp": { repo: "NVIDIA/k8s-device-plugin", path: "README.md" },
  "k8s-dp-rm": { repo: "NVIDIA/k8s-device-plugin", path: "internal/rm/rm.go" },
  "k8s-dp-values": {
    repo: "NVIDIA/k8s-device-plugin",
    path: "deployments/helm/nvidia-device-plugin/values.yaml",
  },
  "karpenter-aws-labels": { repo: "aws/karpenter-provider-aws", path: "pkg/apis/v1/labels.go" },
  "karpenter-aws-sched": {
    repo: "aws/karpenter-provider-aws",
    path: "website/content/en/docs/concepts/scheduling.md",
  },
  "karpenter-aws-types": {
    repo: "aws/karpenter-provider-aws",
    path: "website/content/en/docs/reference/instance-types.md",
  },
  "karpenter-aws-types-v1.0": {
    repo: "aws/karpenter-provider-aws",
    path: "website/content/en/v1.0/reference/instance-types.md",
  },
  "karpenter-core": { repo: "kubernetes-sigs/karpenter", path: "pkg/apis/v1/labels.go" },
  koordinator: { repo: "koordinator-sh/koordinator", path: "apis/extension/device_share.go" },
  "linode-docs": { repo: "linode/docs", path: "LKE GPU guides" },
  "mig-parted": { repo: "NVIDIA/mig-parted", path: "deployments/systemd/config-default.yaml" },
  minikube: { repo: "kubernetes/minikube", path: "site/content/en/docs/tutorials/nvidia.md" },
  "nebius-lib": { repo: "nebius/nebius-solutions-library", path: "soperator/, k8s-training/" },
  "nebius-topo": { url: "https://docs.nebius.com/kubernetes/gpu/topology-aware-scheduling" },
  "neuron-docs": {
    url: "https://awsdocs-neuron.readthedocs-hosted.com/en/latest/general/announcements/neuron2.x/announce-no-support-device-version.html",
    note: "neurondevice was the name of neuron before Neuron 2.20",
  },
  "network-operator": {
    repo: "Mellanox/network-operator",
    path: "example/hostdevice-network-pod1.yml, example/sriov-network/",
    note: "names of network devices are the administrator's choice",
  },
  nfd: { repo: "kubernetes-sigs/node-feature-discovery", path: "docs" },
  "nv-dra": {
    repo: "kubernetes-sigs/dra-driver-nvidia-gpu",
    path: "deployments/helm/dra-driver-nvidia-gpu/templates/deviceclass-*.yaml, demo/specs/**",
  },
  "nv-open-kmod": {
    repo: "NVIDIA/open-gpu-kernel-modules",
    path: "README.md",
    note: "table of PCI ids and marketing names; GFD's value is the NVML name with spaces turned into '-'",
  },
  "oke-hpc": {
    repo: "oracle-quickstart/oci-hpc-oke",
    path: "README.md, manifests/, terraform/oke-addons.tf, docs/deploying-monitoring-stack-manually.md",
  },
  "oke-kpo": {
    repo: "oracle/karpenter-provider-oci",
    path: "docs/guide/faqs.md, pkg/providers/instancetype",
  },
  "oke-preemptible": {
    url: "https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengusingpreemptiblecapacity.htm",
  },
  "oke-shapes": { url: "https://docs.oracle.com/iaas/Content/Compute/References/computeshapes.htm" },
  "openshift-docs": {
    repo: "openshift/openshift-docs",
    path: "modules/nvidia-gpu-*, machine_management (cluster-api/accelerator)",
  },
  qgpu: {
    url: "https://tencentcloud.com/document/product/457/59103",
    note: "shares of GPUs in Tencent Kubernetes Engine",
  },
  skewer: {
    repo: "Azure/skewer",
    path: "v2/vmsize.go",
    note: "regular expression executed against the size names",
  },
  skypilot: { repo: "skypilot-org/skypilot", path: "sky/provision/kubernetes/utils.py" },
  topograph: { repo: "NVIDIA/topograph", path: "docs/reference/node-labels.md" },
  "sriov-dra": { repo: "k8snetworkplumbingwg/dra-driver-sriov", path: "README.md, demo/**" },
  "tpu-dra": {
    repo: "kubernetes-sigs/dra-driver-google-tpu",
    path: "README.md",
    note: "the device class tpu.google.com, and its name as an extended resource",
  },
  "volcano-gpu": { repo: "volcano-sh/volcano", path: "pkg/scheduler/api/devices/nvidia/gpushare/type.go" },
  "volcano-vgpu": { repo: "Project-HAMi/volcano-vgpu-device-plugin", path: "doc/config.md" },
  xpk: { repo: "AI-Hypercomputer/xpk", path: "src/xpk/core/system_characteristics.py" },
} as const satisfies Readonly<Record<string, CatalogSource>>;

export type SourceId = keyof typeof SOURCES;
