/** A value of GKE's accelerator label. */
interface GkeAccelerator {
  readonly model: string;
  /** GPUs that a node can have, from GKE's machine tables. On Autopilot a pod may ask for no other number. */
  readonly counts: readonly number[];
  /** Autopilot offers it. */
  readonly autopilot: boolean;
  /** Sizes of MIG devices that GKE cuts (`gke-gpu-partition-size`), with the number per GPU. */
  readonly partitions?: Readonly<Record<string, number>>;
}

/** The values of `cloud.google.com/gke-accelerator`; of several values of a model the default comes first. */
export const ACCELERATORS: Readonly<Record<string, GkeAccelerator>> = {
  "nvidia-tesla-k80": { model: "k80", counts: [1, 2, 4, 8], autopilot: false },
  "nvidia-tesla-p100": { model: "p100", counts: [1, 2, 4], autopilot: false },
  "nvidia-tesla-p4": { model: "p4", counts: [1, 2, 4], autopilot: false },
  "nvidia-tesla-v100": { model: "v100-16gb", counts: [1, 2, 4, 8], autopilot: false },
  "nvidia-tesla-t4": { model: "t4", counts: [1, 2, 4], autopilot: true },
  "nvidia-tesla-a100": {
    model: "a100-40gb",
    counts: [1, 2, 4, 8, 16],
    autopilot: true,
    partitions: { "1g.5gb": 7, "2g.10gb": 3, "3g.20gb": 2, "7g.40gb": 1 },
  },
  "nvidia-a100-80gb": {
    model: "a100-80gb",
    counts: [1, 2, 4, 8],
    autopilot: true,
    partitions: { "1g.10gb": 7, "2g.20gb": 3, "3g.40gb": 2, "7g.80gb": 1 },
  },
  "nvidia-l4": { model: "l4", counts: [1, 2, 4, 8], autopilot: true },
  "nvidia-h100-80gb": {
    model: "h100",
    counts: [1, 2, 4, 8],
    autopilot: true,
    partitions: { "1g.10gb": 7, "1g.20gb": 4, "2g.20gb": 3, "3g.40gb": 2, "7g.80gb": 1 },
  },
  "nvidia-h100-mega-80gb": {
    model: "h100",
    counts: [8],
    autopilot: true,
    partitions: { "1g.10gb": 7, "1g.20gb": 4, "2g.20gb": 3, "3g.40gb": 2, "7g.80gb": 1 },
  },
  "nvidia-h200-141gb": {
    model: "h200",
    counts: [8],
    autopilot: true,
    partitions: { "1g.18gb": 7, "1g.35gb": 4, "2g.35gb": 3, "3g.71gb": 2, "7g.141gb": 1 },
  },
  "nvidia-b200": {
    model: "b200",
    counts: [8],
    autopilot: true,
    partitions: { "1g.23gb": 7, "1g.45gb": 4, "2g.45gb": 3, "3g.90gb": 2, "7g.180gb": 1 },
  },
  "nvidia-gb200": {
    model: "gb200",
    counts: [4],
    autopilot: true,
    partitions: { "1g.23gb": 7, "1g.47gb": 4, "2g.47gb": 3, "3g.93gb": 2, "7g.186gb": 1 },
  },
  "nvidia-gb300": { model: "gb300", counts: [4], autopilot: true },
  "nvidia-rtx-pro-6000": {
    model: "rtx-pro-6000",
    counts: [1, 2, 4, 8],
    autopilot: true,
    // GKE also has their variants (+me, +gfx, +me.all, -me), not listed one by one.
    partitions: { "1g.24gb": 4, "2g.48gb": 2, "4g.96gb": 1 },
  },
};

/**
 * Compute Engine machines with their GPUs, by the accelerator value of their nodes. Those with a fraction of a GPU are
 * left out.
 */
export const MACHINES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "nvidia-tesla-a100": {
    "a2-highgpu-1g": 1,
    "a2-highgpu-2g": 2,
    "a2-highgpu-4g": 4,
    "a2-highgpu-8g": 8,
    "a2-megagpu-16g": 16,
  },
  "nvidia-a100-80gb": { "a2-ultragpu-1g": 1, "a2-ultragpu-2g": 2, "a2-ultragpu-4g": 4, "a2-ultragpu-8g": 8 },
  "nvidia-h100-80gb": {
    "a3-highgpu-1g": 1,
    "a3-highgpu-2g": 2,
    "a3-highgpu-4g": 4,
    "a3-highgpu-8g": 8,
    "a3-edgegpu-8g": 8,
  },
  "nvidia-h100-mega-80gb": { "a3-megagpu-8g": 8 },
  "nvidia-h200-141gb": { "a3-ultragpu-8g": 8 },
  "nvidia-b200": { "a4-highgpu-8g": 8 },
  "nvidia-gb200": { "a4x-highgpu-4g": 4 },
  "nvidia-gb300": { "a4x-maxgpu-4g-metal": 4 },
  "nvidia-l4": {
    "g2-standard-4": 1,
    "g2-standard-8": 1,
    "g2-standard-12": 1,
    "g2-standard-16": 1,
    "g2-standard-24": 2,
    "g2-standard-32": 1,
    "g2-standard-48": 4,
    "g2-standard-96": 8,
  },
  "nvidia-rtx-pro-6000": {
    "g4-standard-48": 1,
    "g4-standard-96": 2,
    "g4-standard-192": 4,
    "g4-standard-384": 8,
  },
};

/** A Cloud TPU as GKE's autoscaler knows it. */
export interface GkeTpu {
  /** Value of `cloud.google.com/gke-tpu-accelerator`. */
  readonly type: string;
  /** Machine types by the chips of one machine. */
  readonly machines: Readonly<Record<number, string>>;
  /** The shape that one machine is, by its chips. */
  readonly single: Readonly<Record<number, string>>;
  /** Every shape that was verified; longer lists exist for the larger types. */
  readonly topologies: readonly string[];
}

/** The Cloud TPUs by model. */
export const TPUS: Readonly<Record<string, GkeTpu>> = {
  "tpu-v4": {
    type: "tpu-v4-podslice",
    machines: { 4: "ct4p-hightpu-4t" },
    single: { 4: "2x2x1" },
    topologies: [
      "2x2x1",
      "2x2x2",
      "2x2x4",
      "2x4x4",
      "4x4x4",
      "4x4x8",
      "4x8x8",
      "8x8x8",
      "8x8x12",
      "8x8x16",
      "8x16x16",
    ],
  },
  "tpu-v5e": {
    type: "tpu-v5-lite-podslice",
    machines: { 1: "ct5lp-hightpu-1t", 4: "ct5lp-hightpu-4t", 8: "ct5lp-hightpu-8t" },
    single: { 1: "1x1", 4: "2x2", 8: "2x4" },
    topologies: ["1x1", "2x2", "2x4", "4x4", "4x8", "8x8", "8x16", "16x16"],
  },
  "tpu-v5p": {
    type: "tpu-v5p-slice",
    machines: { 4: "ct5p-hightpu-4t" },
    single: { 4: "2x2x1" },
    topologies: [
      "2x2x1",
      "2x2x2",
      "2x2x4",
      "2x4x4",
      "4x4x4",
      "4x4x8",
      "4x4x12",
      "4x8x8",
      "4x4x20",
      "4x8x12",
      "8x8x8",
      "8x8x12",
      "8x8x16",
      "8x16x16",
      "16x16x16",
    ],
  },
  "tpu-v6e": {
    type: "tpu-v6e-slice",
    machines: { 1: "ct6e-standard-1t", 4: "ct6e-standard-4t", 8: "ct6e-standard-8t" },
    single: { 1: "1x1", 4: "2x2", 8: "2x4" },
    topologies: ["1x1", "2x2", "2x4", "4x4", "4x8", "8x8", "8x16", "16x16"],
  },
  "tpu-v7": {
    type: "tpu7x",
    machines: { 1: "tpu7x-standard-1t", 4: "tpu7x-standard-4t" },
    single: { 1: "1x1x1", 4: "2x2x1" },
    topologies: ["1x1x1", "2x2x1", "2x2x2", "2x2x4", "2x4x4", "4x4x4", "4x4x8", "4x8x8", "8x8x8"],
  },
};
