/** A trace of GPUs in a program's own settings, which no edit of the manifest can mend. */
interface GpuWord {
  /** Finds the trace in a command, argument or script line. Has the flag `g`. */
  readonly pattern: RegExp;
  /** Completes "… on a CPU". */
  readonly why: string;
}

const NO_DEVICE = "There is no such device on a CPU node.";

/** Part of every trace: most words have none of it and need no closer look. */
export const COMMAND_HINT = /smi|dcgm|cuda|gpu|rocm|xpu|hip|parallel|ngl|visible/i;

/** Traces in commands, arguments and probes. */
export const COMMAND_WORDS: readonly GpuWord[] = [
  { pattern: /\b(?:nvidia-smi|rocm-smi|amd-smi|xpu-smi|dcgmi)\b/g, why: "The tool needs the GPU's driver." },
  {
    pattern:
      /(?<![\w-])--?(?:device|accelerator|backend|platform|execution[-_]provider)s?[= ]["']?(?:cuda|gpu|rocm|xpu|hip)\b(?::\d+)?/gi,
    why: NO_DEVICE,
  },
  {
    pattern:
      /(?<![\w-])--(?:num[-_])?(?:n[-_])?gpus?(?:[-_][\w-]+)?(?![\w-])|(?<![\w-])--(?:tensor[-_]parallel[-_]size|pipeline[-_]parallel[-_]size)(?![\w-])/gi,
    why: "The option divides the work among GPUs.",
  },
  {
    pattern: /(?<![\w-])(?:-ngl|--n-gpu-layers)(?![\w-])/g,
    why: "The option moves layers of the model to a GPU.",
  },
  { pattern: /\b(?:CUDA|HIP|ROCR)_VISIBLE_DEVICES=\S*/g, why: "The variable chooses among GPUs." },
  { pattern: /\btorch\.cuda\.(?!is_available)\w+/g, why: NO_DEVICE },
  { pattern: /^["']?(?:cuda|rocm|hip|xpu)(?::\d+)?["']?$/g, why: NO_DEVICE },
];

/** Environment variables that steer GPUs, by name. */
export const GPU_VARIABLE =
  /^(?:NVIDIA_\w+|CUDA_\w+|NCCL_\w+|RCCL_\w+|ROCR_\w+|HIP_\w+|HSA_\w+|ZE_AFFINITY_MASK|PYTORCH_(?:CUDA|HIP)_\w+|TF_(?:FORCE_)?GPU_\w+|XLA_PYTHON_CLIENT_\w+)$|(?:^|_)GPUS?(?:_|$)/;

/** Values of environment variables that name a GPU as the device, or a folder of GPU libraries. */
export const GPU_VALUE = /^(?:cuda|rocm|gpu|hip|xpu)(?::\d+)?$|\/usr\/local\/(?:nvidia|cuda)/i;

/** Variables whose numbers are devices: `0` is the first one. */
export const DEVICE_LIST = /_VISIBLE_DEVICES$|^ZE_AFFINITY_MASK$/;

/** Values that already say "no GPU" (NVIDIA container toolkit: `void`, `none`; CUDA: empty or -1), and off switches. */
export const NO_GPU_VALUE = /^(?:|-1|0|void|none|no|off|false)$/i;

/** Images built for GPUs, by their name or tag. */
export const GPU_IMAGE =
  /(?:^|[/:._-])(?:cuda(?:\d[\w.]*)?|cu1[1-3]\d|cudnn\d*|rocm[\d.]*|gpu|nvidia|tensorrt(?:[-_]llm)?|tritonserver|triton|habana\w*|neuronx?|xpu)(?=$|[/:@._-])/i;

/** Files of the node that only GPU nodes have. */
export const GPU_HOST_PATH =
  /^\/dev\/(?:nvidia|dri|kfd|dxg|accel)|^\/(?:usr\/local|opt|home\/kubernetes\/bin|usr\/lib\/\S*|var\/lib\/kubelet)\/(?:nvidia|cuda|rocm)|\/nvidia\b|lib(?:cuda|nvidia)\S*\.so/;
