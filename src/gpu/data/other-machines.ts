/** Machines by instance type: model and GPUs. */
export type MachineTable = Readonly<Record<string, readonly [model: string, gpus: number]>>;

/** CoreWeave's Instance IDs. */
export const COREWEAVE: MachineTable = {
  "gd-8xh100ib-i128": ["h100", 8],
  "gd-8xh200ib-i128": ["h200", 8],
  "b200-8x": ["b200", 8],
  "gd-8xl40-i128": ["l40", 8],
  "gd-8xl40s-i128": ["l40s", 8],
  "gd-1xgh200": ["gh200", 1],
  "rtxp6000-8x": ["rtx-pro-6000", 8],
  // Not in the notes; in the cluster autoscaler's table (ca-coreweave).
  "b300-8x": ["b300", 8],
};

/** Oracle's shapes. The first are of the notes; the others of Oracle's list (oke-shapes). */
export const OKE: MachineTable = {
  "BM.GPU.H100.8": ["h100", 8],
  "BM.GPU.H200.8": ["h200", 8],
  "BM.GPU.B200.8": ["b200", 8],
  "BM.GPU.B300.8": ["b300", 8],
  "BM.GPU.GB200.4": ["gb200", 4],
  "BM.GPU.GB200-v2.4": ["gb200", 4],
  "BM.GPU.GB200-v3.4": ["gb200", 4],
  "BM.GPU.GB300.4": ["gb300", 4],
  "BM.GPU.A100-v2.8": ["a100-80gb", 8],
  "BM.GPU4.8": ["a100-40gb", 8],
  "BM.GPU.B4.8": ["a100-40gb", 8],
  "BM.GPU.RTXPRO.8": ["rtx-pro-6000", 8],
  "BM.GPU.MI300X.8": ["mi300x", 8],
  "BM.GPU.MI355X.8": ["mi355x", 8],
  "BM.GPU.MI355X-v1.8": ["mi355x", 8],
  "VM.GPU2.1": ["p100", 1],
  "BM.GPU2.2": ["p100", 2],
  "VM.GPU3.1": ["v100-16gb", 1],
  "VM.GPU3.2": ["v100-16gb", 2],
  "VM.GPU3.4": ["v100-16gb", 4],
  "BM.GPU3.8": ["v100-16gb", 8],
  "VM.GPU.A10.1": ["a10", 1],
  "VM.GPU.A10.2": ["a10", 2],
  "BM.GPU.A10.4": ["a10", 4],
  "BM.GPU.L40S.4": ["l40s", 4],
};
