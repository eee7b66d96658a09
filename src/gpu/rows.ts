import type { AdmissionRow, NeverLaunched } from "./admission-rows.ts";
import type {
  DeviceClassMeaning,
  KeepOff,
  LabelMeaning,
  MatchExpression,
  Provenance,
  ResourceMeaning,
  Toleration,
  Vendor,
} from "./types.ts";

/** A value with where it was read. */
export interface Sourced<T> extends Provenance {
  readonly value: T;
}

/** A node label. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

/** Matches one name exactly, or every name that a pattern covers whole. */
export type NameMatch = { readonly name: string } | { readonly pattern: string };

/** An extended resource that only accelerator pods ask for. */
export type ResourceRow = NameMatch & ResourceMeaning & Provenance;

/** What begins the names of extended resources: a domain, or part of what stands behind it. */
export interface ResourceDomainRow extends Provenance {
  /** `gpu.intel.com/`. */
  readonly prefix: string;
  readonly vendor: Vendor;
  /** `accelerators`: nothing else is in it. `mixed`: other devices are too, or nobody says that there are none. */
  readonly holds: "accelerators" | "mixed";
}

/** A device class or a driver of Dynamic Resource Allocation, by its exact name. */
export interface DeviceClassRow extends Provenance {
  readonly name: string;
  readonly meaning: DeviceClassMeaning;
}

/** A node label key that has to do with accelerators or with the capacity they are bought from. */
export type LabelRow = NameMatch &
  LabelMeaning &
  Provenance & {
    /** Patterns of the values that say "a GPU node"; only where `byValue`. */
    readonly gpuValues?: readonly string[];
  };

/** A taint of accelerator nodes; without `value` any value is meant. Keys named like a resource need no row. */
export interface TaintRow extends Provenance {
  readonly key: string;
  readonly value?: string;
  readonly vendor: Vendor;
}

/** A runtime class that only GPU containers need. */
export interface RuntimeClassRow extends Provenance {
  readonly name: string;
  /** Whose devices its containers get. */
  readonly vendor: Vendor;
}

/** A family of machines with accelerators, recognised by the start of the instance type. */
export interface MachineFamilyRow extends Provenance {
  readonly cloud: "aws" | "azure" | "coreweave" | "google" | "oracle";
  /** Pattern of whole instance types. */
  readonly pattern: string;
}

/** A machine type with accelerators. */
export interface MachineRow {
  readonly name: string;
  /** Devices of the machine: GPUs, TPU chips, Neuron devices, Gaudis. */
  readonly gpus: number;
  /** Machines of one series have the same GPU and the same connection between GPUs. */
  readonly series: string;
  /** What else of its accelerators the machine offers, by resource: the cores of its Neuron devices. */
  readonly parts?: Readonly<Record<string, number>>;
  /** EFA interfaces (`vpc.amazonaws.com/efa`); absent where it has none. */
  readonly efa?: number;
  /** It is never sold as spot capacity. */
  readonly neverSpot?: true;
}

/** How many GPUs one pod can ask for: up to a machine's GPUs, exactly those of some machine, or not known. */
export type CountRule = "up-to-machine" | "whole-machine" | "unknown";

/** How spot capacity is asked for. */
export interface SpotRow {
  readonly label: Sourced<Label>;
  readonly tolerations: readonly Sourced<Toleration>[];
  /** Seconds that a pod has after the notice; null when no source says so. */
  readonly notice: Sourced<number> | null;
}

/** A taint that nodes of a platform carry. */
export interface NodeTaintRow extends Provenance {
  readonly key: string;
  /** Null where the value differs or is not known. */
  readonly value: string | null;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute" | null;
  /** By the platform itself, or by what its guides tell administrators to write. */
  readonly by: "default" | "convention";
  /** On which nodes, as a clause: `GPU nodes`, `spot nodes`. */
  readonly on: string;
}

/** A label that tells how capacity was bought, with its values. */
export interface CapacityRow extends Provenance {
  readonly key: string;
  readonly values: readonly string[];
}

/** How nodes with whole GPUs are told from those with parts of them. */
export interface WholeGpuRow {
  /** `any-model`: also where a model is named, because the model's label is on both. */
  readonly when: "any-model" | "no-model";
  readonly expressions: readonly Sourced<MatchExpression>[];
  readonly reason: string;
}

/** A platform: what its GPU nodes carry and what it demands. */
export interface PlatformRow extends Provenance {
  readonly name: string;
  /** For a platform of the config: those whose facts hold where it says nothing, the nearest first. */
  readonly extends?: readonly string[];
  readonly title: string;
  /** Extended resource by vendor, for vendors that the platform has. */
  readonly resources: Readonly<Partial<Record<Vendor, string>>>;
  /** By vendor, every resource that its GPUs may have, where the kernel driver of the node decides: only a model tells. */
  readonly resourcesByDriver?: Readonly<Partial<Record<Vendor, Sourced<readonly string[]>>>>;
  /** Tolerations by vendor that are always written. */
  readonly tolerations: Readonly<Partial<Record<Vendor, readonly Sourced<Toleration>[]>>>;
  /** What repels pods there; recognised and shown. What is written against it is in `tolerations` and `spot`. */
  readonly taints: readonly NodeTaintRow[];
  /** Why no toleration for the resource's own taint is written, where the platform injects it. */
  readonly injected: Sourced<string> | null;
  /** Toleration for models whose nodes are arm64, where such nodes are tainted. */
  readonly arm64Toleration: Sourced<Toleration> | null;
  /** Labels by vendor that the platform guarantees on every GPU node: written when no model is named. */
  readonly vendorLabel: Readonly<Partial<Record<Vendor, Sourced<Label>>>>;
  /** Why nothing is selected without a model where there is no such label: a clause behind "and". */
  readonly noLabelReason: string;
  /**
   * What keeps pods that ask for whole GPUs off nodes that give shares or parts under the same resource, by vendor; no
   * node that gives whole ones fails it. Absent where no label tells them.
   */
  readonly wholeGpus?: Readonly<Partial<Record<Vendor, WholeGpuRow>>>;
  /** Why a model must be named, by vendor, where the platform demands it. */
  readonly modelRequired: Readonly<Partial<Record<Vendor, Sourced<string>>>>;
  readonly spot: SpotRow | null;
  readonly capacity: readonly CapacityRow[];
  readonly evictionAnnotations: readonly Sourced<Label>[];
  /** What makes a node for a pod, and makes none for a label it does not know; absent where nodes are there first. */
  readonly launcher?: Sourced<string>;
  /** Label keys for which that makes no node, whatever the condition on them says; pods with such a key are ignored. */
  readonly neverLaunched?: Sourced<NeverLaunched>;
  /** What is rejected there in any pod; absent where nobody but the API server rejects pods. */
  readonly admission?: AdmissionRow;
  /**
   * The runtime class that GPU containers need; null where they need none and the platform comes without any; absent
   * where that depends on what is installed.
   */
  readonly runtimeClass?: Sourced<string | null>;
  /** Labels that the platform demands or rejects together. */
  readonly labelPairs: readonly Sourced<readonly [string, string]>[];
  /** How parts of a GPU are asked for: by a resource each, by a label, or not at all; null where that is not known. */
  readonly mig:
    | (Provenance &
        (
          | { readonly offer: "resource" }
          | { readonly offer: "label"; readonly key: string }
          | { readonly offer: "none"; readonly reason: string }
        ))
    | null;
  /** What else is worth knowing before a pod goes there. */
  readonly remarks: readonly Sourced<string>[];
  readonly countRule: CountRule;
}

/** What keeps CPU pods off the GPU nodes of a platform. */
export interface KeepOffRow {
  readonly platform: string;
  readonly strength: KeepOff["strength"];
  /** One term: a node that meets them all has no accelerator of any vendor. */
  readonly expressions: readonly Sourced<MatchExpression>[];
  readonly reason: string;
}

/** A label whose values all mean a model. */
interface TellingLabel extends Provenance {
  readonly key: string;
  readonly values: readonly string[];
}

/** A label that manifests may select by and that is never written. */
export interface RecognisedLabel extends TellingLabel {
  /** GPUs by machine type, where the values are machine types that have no row of their own. */
  readonly gpus?: Readonly<Record<string, number>>;
}

/** A label by which a model is selected, with the one value for ranks that must be alike. */
export interface ModelLabel extends TellingLabel {
  readonly uniform: string;
  /** Set where one value is selected for every pod: the platform reads a single value only. */
  readonly oneValue?: true;
  /** GPUs per node for each value, where known. */
  readonly counts?: Readonly<Record<string, readonly number[]>>;
  /** MIG profiles that the platform offers for each value, with the number per GPU. */
  readonly partitions?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How slices of a TPU are asked for: a label beside the model's own, whose value fits the chips. */
export interface TopologyRow extends Provenance {
  readonly key: string;
  /** Every shape, as its label value: `2x4`. The product is the number of chips. */
  readonly values: readonly string[];
  /** By chips of a machine: the shape that one machine is. */
  readonly single: Readonly<Record<string, string>>;
  /** Chips of each machine of a slice that has several. */
  readonly perHost: number;
  /** The label with the chips of a machine, which tells apart the two ways to make one shape. */
  readonly countKey?: string;
}

/** How a model is selected on a platform: by labels that must all match, or by machine types. */
export interface ModelPlacement {
  readonly labels: readonly ModelLabel[];
  /** The machines that have the model; empty where they are not known. */
  readonly machines: readonly MachineRow[];
  /** The label that selects a machine, where the model has no label of its own. */
  readonly machineLabel: (Provenance & { readonly key: string }) | null;
  /** Labels that tell the model too: recognised in manifests, never written. */
  readonly recognised: readonly RecognisedLabel[];
  /** The label whose value is a machine's series, where the model's own label does not keep ranks to one series. */
  readonly seriesLabel?: Provenance & { readonly key: string };
  /** Where the model is sold otherwise than the platform's rule says. */
  readonly countRule?: CountRule;
  /** What the labels leave open: a warning goes with them. */
  readonly caveat?: Sourced<string>;
  readonly topology?: TopologyRow;
}

/** How a GPU can be cut by MIG: instances of each profile that fit on one. */
export interface MigRow extends Provenance {
  readonly instances: Readonly<Record<string, number>>;
  /** Product names that the row is about, where the model has others with another size. */
  readonly products?: readonly string[];
}

/** A model of an accelerator. */
export interface ModelRow extends Provenance {
  readonly name: string;
  readonly vendor: Vendor;
  readonly resource: string;
  /** A config named the model without its resource, which depends on the driver. */
  readonly resourceIsOpen?: true;
  /** Nominal size, for display only; null when not known. */
  readonly memoryGib: number | null;
  /** False where the size is common knowledge that no source was opened for. */
  readonly memoryIsSourced: boolean;
  /** CPU architecture of its nodes when images have to be built for it, else null. */
  readonly arch: "arm64" | null;
  readonly platforms: Readonly<Record<string, ModelPlacement>>;
  /** Empty for models that cannot be cut; null where that is not known. */
  readonly mig: readonly MigRow[] | null;
}

/** A way to ask for a model that may exist, but that no selector is made of, with the reason and where that was read. */
export interface OmittedRow extends Provenance {
  readonly model: string;
  readonly platform: string;
  readonly reason: string;
}

/** A platform that has no row of its own, with the reason and what to take. */
export interface UnsupportedPlatformRow {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  /** The platform that fits where the vendor's components run. */
  readonly instead: string;
}

/** A verified fact of the research notes that the catalog does not have. */
export interface LeftOutRow {
  /** Pattern of paths in the notes: keys behind ` > `, `*` for any one key, `a|b` for either. */
  readonly fact: string;
  readonly reason: string;
}
