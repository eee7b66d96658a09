import type { Vendor } from "../../gpu/types.ts";

/** A word in a manifest that only programs for some accelerators understand. */
export interface VendorWord {
  readonly pattern: RegExp;
  /** Whose it is; and behind it, who else's software understands it. */
  readonly vendors: readonly [Vendor, ...Vendor[]];
}

/**
 * Environment variables, by their whole name; the first row counts.
 *
 * Sources, read on 2026-11-30: NVIDIA Container Toolkit, "Specialized configurations with Docker"; CUDA programming guide,
 * "CUDA environment variables"; ROCm, "HIP environment variables" (HIP reads `CUDA_VISIBLE_DEVICES` too) and RCCL's
 * environment variables (`NCCL_*` too); PyTorch, "HIP semantics" (`torch.cuda` and its settings are ROCm's too); Level Zero
 * specification (`ZE_AFFINITY_MASK`) and oneAPI DPC++ (`ONEAPI_DEVICE_SELECTOR`); Intel Gaudi, "Runtime environment
 * variables" (`HCCL_*` is also Ascend's); AWS Neuron, "NeuronX runtime configuration"; Google Cloud, TPUs in GKE.
 * `NVIDIA_API_KEY` is for a service, not for a device.
 */
export const VENDOR_VARIABLES: readonly VendorWord[] = [
  { pattern: /^(?:CUDA_VISIBLE_DEVICES|NCCL_\w+|PYTORCH_CUDA_\w+)$/, vendors: ["nvidia", "amd"] },
  { pattern: /^(?:CUDA_\w+|NVIDIA_(?!API_KEY$)\w+)$/, vendors: ["nvidia"] },
  { pattern: /^(?:(?:RCCL|ROCR|HIP|HSA|MIOPEN)_\w+|PYTORCH_(?:HIP|ROCM)_\w+)$/, vendors: ["amd"] },
  { pattern: /^(?:ZE_AFFINITY_MASK|ONEAPI_DEVICE_SELECTOR)$/, vendors: ["intel"] },
  { pattern: /^(?:HABANA|PT_HPU)_\w+$/, vendors: ["habana"] },
  { pattern: /^HCCL_\w+$/, vendors: ["habana", "other"] },
  { pattern: /^(?:VLLM_)?NEURON_\w+$/, vendors: ["aws"] },
  { pattern: /^(?:TPU_\w+|LIBTPU_INIT_ARGS)$/, vendors: ["google"] },
];

/** How options that name a device begin: `--device `, `--accelerator=`; the device follows. */
export const DEVICE_OPTION = String.raw`(?<![\w-])--?(?:device|accelerator|backend|platform|execution[-_]provider)s?[= ]["']?`;

/** What programs call a device: `--device cuda`, `hpu:0`. PyTorch for ROCm says `cuda` as well (PyTorch, "HIP semantics"). */
export const VENDOR_DEVICES: Readonly<Record<string, readonly [Vendor, ...Vendor[]]>> = {
  cuda: ["nvidia", "amd"],
  rocm: ["amd"],
  hip: ["amd"],
  xpu: ["intel", "other"],
  hpu: ["habana"],
  neuron: ["aws"],
  tpu: ["google"],
};

/**
 * Tools that ask the driver, anywhere in a command. Sources: the vendors' manuals of nvidia-smi and DCGM, AMD SMI and ROCm
 * SMI, Intel XPU Manager, Intel Gaudi's "hl-smi", AWS Neuron's "System tools".
 */
export const VENDOR_TOOLS: readonly (VendorWord & { readonly example: string })[] = [
  { pattern: /\b(?:nvidia-smi|dcgmi)\b/g, vendors: ["nvidia"], example: "nvidia-smi" },
  { pattern: /\b(?:rocm-smi|amd-smi|rocminfo)\b/g, vendors: ["amd"], example: "amd-smi" },
  { pattern: /\bxpu-smi\b/g, vendors: ["intel"], example: "xpu-smi" },
  { pattern: /\bhl-smi\b/g, vendors: ["habana"], example: "hl-smi" },
  { pattern: /\bneuron-(?:ls|top|monitor)\b/g, vendors: ["aws"], example: "neuron-ls" },
];

/**
 * Files of the node, by their path. Sources: the device plugins' own code and samples (NVIDIA/k8s-device-plugin,
 * ROCm/k8s-device-plugin, intel/intel-device-plugins-for-kubernetes, AWS Neuron's and Intel Gaudi's guides); Linux,
 * Documentation/accel; Cloud TPU (`/dev/accel0`).
 */
export const VENDOR_HOST_PATHS: readonly VendorWord[] = [
  { pattern: /^\/dev\/nvidia/, vendors: ["nvidia"] },
  { pattern: /^\/dev\/kfd/, vendors: ["amd"] },
  { pattern: /^\/dev\/dri/, vendors: ["amd", "intel"] },
  { pattern: /^\/dev\/(?:accel\/|hl\d)|\/habanalabs\b/, vendors: ["habana"] },
  { pattern: /^\/dev\/accel/, vendors: ["google", "habana"] },
  { pattern: /^\/dev\/neuron|^\/opt\/aws\/neuron/, vendors: ["aws"] },
  {
    pattern: /^\/(?:usr\/local|opt|home\/kubernetes\/bin|usr\/lib\/\S*|var\/lib\/kubelet)\/rocm/,
    vendors: ["amd"],
  },
  {
    pattern:
      /^\/(?:usr\/local|opt|home\/kubernetes\/bin|usr\/lib\/\S*|var\/lib\/kubelet)\/(?:nvidia|cuda)|\/nvidia\b|lib(?:cuda|nvidia)\S*\.so/,
    vendors: ["nvidia"],
  },
];
