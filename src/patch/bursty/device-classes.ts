/**
 * Device classes of GPU and accelerator drivers for Dynamic Resource Allocation. An administrator may define others
 * under any name; those are not known to ask for GPUs.
 * Sources, read 2026-08-22: kubernetes-sigs/dra-driver-nvidia-gpu deployments/helm/dra-driver-nvidia-gpu/templates/deviceclass-*.yaml;
 * ROCm/k8s-gpu-dra-driver helm-charts-k8s/templates/deviceclass.yaml; intel/intel-resource-drivers-for-kubernetes
 * charts/ * /templates/device-class.yaml; awsdocs/amazon-eks-user-guide latest/ug/ml/device-management-neuron.adoc;
 * kubernetes-sigs/dra-driver-google-tpu README.md, read 2026-11-23.
 */
const GPU_DEVICE_CLASSES: ReadonlySet<string> = new Set([
  "gpu.nvidia.com",
  "mig.nvidia.com",
  "vfio.gpu.nvidia.com",
  // Channels to the memory of other nodes' GPUs: nothing without a GPU.
  "compute-domain-default-channel.nvidia.com",
  "imex.nvidia.com",
  "gpu.amd.com",
  "gpu.intel.com",
  "gpu-vfio.intel.com",
  "gaudi.intel.com",
  "neuron.aws.com",
  "tpu.google.com",
]);

/** Extended resources that the scheduler serves from a device class (KEP-5004) have this prefix. */
const CLASS_RESOURCE = "deviceclass.resource.kubernetes.io/";

/** True for a device class that hands out accelerators and nothing else. */
export function isGpuDeviceClass(name: string): boolean {
  return GPU_DEVICE_CLASSES.has(name);
}

/** True for the implicit extended resource of such a device class. */
export function isGpuClassResource(resource: string): boolean {
  return resource.startsWith(CLASS_RESOURCE) && isGpuDeviceClass(resource.slice(CLASS_RESOURCE.length));
}
