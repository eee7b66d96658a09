import { DEVICE_OPTION, VENDOR_DEVICES, VENDOR_TOOLS } from "../../workload/data/vendor-words.ts";
import { vendorsOfHostPath, vendorsOfImageWords, vendorsOfVariable } from "../../workload/vendor-words.ts";

/** A trace of GPUs in a program's own settings, which no edit of the manifest can mend. */
interface GpuWord {
  /** Finds the trace in a command, argument or script line. Has the flag `g`. */
  readonly pattern: RegExp;
  /** Completes "… on a CPU". */
  readonly why: string;
}

const NO_DEVICE = "There is no such device on a CPU node.";

/** Part of every trace: most words have none of it and need no closer look. */
export const COMMAND_HINT = /smi|dcgm|cuda|gpu|rocm|xpu|hip|hpu|tpu|neuron|parallel|ngl|visible/i;

/** What programs call a device, whoever makes it. */
const DEVICE = ["gpu", ...Object.keys(VENDOR_DEVICES)].join("|");

/** Traces in commands, arguments and probes. */
export const COMMAND_WORDS: readonly GpuWord[] = [
  ...VENDOR_TOOLS.map(({ pattern }) => ({ pattern, why: "The tool needs the GPU's driver." })),
  {
    pattern: new RegExp(String.raw`${DEVICE_OPTION}(?:${DEVICE})\b(?::\d+)?`, "gi"),
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
  { pattern: /\b(?:CUDA|HIP|ROCR|HABANA)_VISIBLE_DEVICES=\S*/g, why: "The variable chooses among GPUs." },
  { pattern: /\btorch\.cuda\.(?!is_available)\w+/g, why: NO_DEVICE },
  {
    pattern: new RegExp(`^["']?(?:${Object.keys(VENDOR_DEVICES).join("|")})(?::\\d+)?["']?$`, "g"),
    why: NO_DEVICE,
  },
];

/** Variables that steer GPUs of whatever vendor, by their names. */
const ANY_GPU_VARIABLE = /^(?:TF_(?:FORCE_)?GPU_\w+|XLA_PYTHON_CLIENT_\w+)$|(?:^|_)GPUS?(?:_|$)/;

/** True for an environment variable that steers GPUs, by its name. */
export function isGpuVariable(name: string): boolean {
  return vendorsOfVariable(name).length > 0 || ANY_GPU_VARIABLE.test(name);
}

/** Values of environment variables that name a GPU as the device, or a folder of GPU libraries. */
export const GPU_VALUE = new RegExp(`^(?:${DEVICE})(?::\\d+)?$|/usr/local/(?:nvidia|cuda)`, "i");

/** Variables whose numbers are devices: `0` is the first one. */
const DEVICE_LIST = /_VISIBLE_DEVICES$|^ZE_AFFINITY_MASK$/;

/** Values that already say "no GPU" (NVIDIA container toolkit: `void`, `none`; CUDA: empty or -1), and off switches. */
const NO_GPU_VALUE = /^(?:|-1|0|void|none|no|off|false)$/i;

/** True for a variable that hides GPUs or switches something off: it does no harm where there are none. */
export function saysNoGpu(name: string, value: string | null): boolean {
  if (value === null || (value === "0" && DEVICE_LIST.test(name))) return false;
  return NO_GPU_VALUE.test(value);
}

/** Words of images that are built for GPUs of no particular vendor. */
const ANY_GPU_IMAGE = /(?:^|[/:._-])(?:gpu|triton)(?=$|[/:@._-])/i;

/** True for an image built for GPUs, by the words of its name or tag. */
export function isGpuImage(image: string): boolean {
  return vendorsOfImageWords(image).length > 0 || ANY_GPU_IMAGE.test(image);
}

/** True for a file of the node that only GPU nodes have. */
export function isGpuHostPath(path: string): boolean {
  return vendorsOfHostPath(path).length > 0 || path.startsWith("/dev/dxg");
}
