import type { MachineFamilyRow } from "../rows.ts";
import type { Provenance } from "../types.ts";
import type { DomainEntry, FileHead, Keyed, LabelGroup, PartsEntry } from "./entries.ts";
import type { MachinesByModel, PlatformFacts } from "./platform-file.ts";

/** A family of EC2 machines. */
export interface Ec2Family {
  readonly model: string;
  /** Karpenter's name of the accelerator. */
  readonly label?: string;
  /** Cores of one device, where cores are a resource too. */
  readonly cores?: number;
  /** Devices, and EFA interfaces, by size. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly efa?: Readonly<Record<string, number>>;
}

/** A value of GKE's accelerator label. */
export interface GkeAccelerator {
  readonly model: string;
  readonly counts: readonly number[];
  readonly partitions?: Readonly<Record<string, number>>;
  readonly machines?: Readonly<Record<string, number>>;
}

/** A Cloud TPU as GKE's autoscaler knows it. */
export interface GkeTpu {
  readonly type: string;
  /** Machine types by the chips of one machine. */
  readonly machines: Readonly<Record<string, string>>;
  readonly single: Readonly<Record<string, string>>;
  readonly topologies: readonly string[];
}

/** A file of `providers/`. */
export interface ProviderFile extends FileHead {
  readonly name: "aws" | "azure" | "google";
  readonly platforms: readonly string[];
  readonly common: PlatformFacts;
  readonly domains: readonly DomainEntry[];
  readonly machineNames: string;
  /** Without a pattern it is that of `families`. */
  readonly machineFamily: Omit<MachineFamilyRow, "pattern"> & { readonly pattern?: string };
  readonly labels?: readonly LabelGroup[];
  readonly choices?: readonly (Keyed & { readonly values: readonly string[] })[];
  readonly parts?: readonly PartsEntry[];
  readonly families?: Readonly<Record<string, Ec2Family>>;
  readonly fractionalFamilies?: readonly string[];
  readonly coreResource?: string;
  readonly machines?: { readonly seriesWithout: string; readonly models: MachinesByModel };
  readonly accelerators?: Provenance & {
    readonly label: string;
    readonly values: Readonly<Record<string, GkeAccelerator>>;
  };
  readonly tpus?: {
    readonly label: string;
    readonly topologyLabel: string;
    readonly countLabel: string;
    readonly perHost: number;
    readonly models: Readonly<Record<string, GkeTpu>>;
  };
}
