import type { Vendor } from "./types.ts";

/** What users call one device of a vendor: `GPU`, `TPU chip`, `Neuron device`, `Gaudi`. */
export function deviceWord(vendor: Vendor | null): string {
  switch (vendor) {
    case "google":
      return "TPU chip";
    case "aws":
      return "Neuron device";
    case "habana":
      return "Gaudi";
    case "nvidia":
    case "amd":
    case "intel":
    case "other":
    case null:
      return "GPU";
    default:
      return vendor satisfies never;
  }
}

const DEVICES: Readonly<Record<Vendor, string>> = {
  nvidia: "NVIDIA GPUs",
  amd: "AMD GPUs",
  intel: "Intel GPUs",
  habana: "Gaudis",
  google: "TPUs",
  aws: "Neuron devices",
  other: "other accelerators",
};

/** The devices of a vendor in the plural, by the name that tells whose they are: `NVIDIA GPUs`. */
export function devicesOf(vendor: Vendor): string {
  return DEVICES[vendor];
}
