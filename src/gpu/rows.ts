import type {
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

/** A family of machines with accelerators, recognised by the start of the instance type. */
export interface MachineFamilyRow extends Provenance {
  readonly cloud: "aws" | "azure" | "coreweave" | "google" | "oracle";
  /** Pattern of whole instance types. */
  readonly pattern: string;
}

/** A machine type with GPUs. */
export interface MachineRow {
  readonly name: string;
  /** GPUs of the machine. */
  readonly gpus: number;
  /** Machines of one series have the same GPU and the same connection between GPUs. */
  readonly series: string;
}

/** How many GPUs one pod can ask for: up to a machine's GPUs, exactly those of some machine, or not known. */
export type CountRule = "up-to-machine" | "whole-machine" | "unknown";

/** How spot capacity is asked for. */
export interface SpotRow {
  readonly label: Sourced<Label>;
  readonly tolerations: readonly Sourced<Toleration>[];
  /** Seconds that a pod has after the notice; null when no source says so. */
  readonly noticeSeconds: number | null;
}

/** A platform: what its GPU nodes carry and what it demands. */
export interface PlatformRow extends Provenance {
  readonly name: string;
  readonly title: string;
  /** Extended resource by vendor, for vendors that the platform has. */
  readonly resources: Readonly<Partial<Record<Vendor, string>>>;
  /** Tolerations by vendor that are always written. */
  readonly tolerations: Readonly<Partial<Record<Vendor, readonly Sourced<Toleration>[]>>>;
  /** Why no toleration for the resource's own taint is written, where the platform injects it. */
  readonly injected: Sourced<string> | null;
  /** Toleration for models whose nodes are arm64, where such nodes are tainted. */
  readonly arm64Toleration: Sourced<Toleration> | null;
  /** Labels by vendor that the platform guarantees on every GPU node: written when no model is named. */
  readonly vendorLabel: Readonly<Partial<Record<Vendor, Sourced<Label>>>>;
  /** Why nothing is selected without a model, where there is no such label. */
  readonly noModelReason: string;
  /** Why a model must be named, where the platform demands it. */
  readonly modelRequired: Sourced<string> | null;
  readonly spot: SpotRow | null;
  readonly evictionAnnotations: readonly Sourced<Label>[];
  /** What makes a node for a pod, and makes none for a label it does not know; absent where nodes are there first. */
  readonly launcher?: Sourced<string>;
  readonly countRule: CountRule;
}

/** What keeps CPU pods off the GPU nodes of a platform whose GPU nodes carry no taint by default. */
export interface KeepOffRow extends Sourced<MatchExpression> {
  readonly platform: string;
  readonly reason: string;
}

/** One label whose values all mean a model, with the one value for ranks that must be alike. */
export interface ModelLabel extends Provenance {
  readonly key: string;
  readonly values: readonly string[];
  readonly uniform: string;
  /** GPUs per node for each value, where known. */
  readonly counts?: Readonly<Record<string, readonly number[]>>;
}

/** How a model is selected on a platform: by labels that must all match, or by machine types. */
export interface ModelPlacement {
  readonly labels: readonly ModelLabel[];
  /** The machines that have the model; empty where they are not known. */
  readonly machines: readonly MachineRow[];
  /** The label that selects a machine, where the model has no label of its own. */
  readonly machineLabel: (Provenance & { readonly key: string }) | null;
}

/** A GPU model. */
export interface ModelRow extends Provenance {
  readonly name: string;
  readonly vendor: Vendor;
  readonly resource: string;
  /** Nominal size, for display only; null when not known. */
  readonly memoryGib: number | null;
  /** CPU architecture of its nodes when images have to be built for it, else null. */
  readonly arch: "arm64" | null;
  readonly platforms: Readonly<Record<string, ModelPlacement>>;
}

/** What the notes have but the catalog leaves out, with the reason. */
export interface OmittedRow {
  readonly model: string;
  readonly platform: string;
  readonly reason: string;
}
