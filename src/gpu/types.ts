import type { DiagnosticText } from "../kernel/diagnostic.ts";

/** Who makes the accelerator. `other` vendors are recognised (their resources count) but never generated. */
export type Vendor = "nvidia" | "amd" | "intel" | "google" | "aws" | "habana" | "other";

/** How sure a fact is, as in the research notes. Selectors come from `official` and `source-code` only. */
export type Confidence = "official" | "source-code" | "sample" | "secondary" | "general";

/** Where facts were read: a repository and path, or an address. Ids are the ones the research notes use. */
export interface CatalogSource {
  readonly repo?: string;
  readonly path?: string;
  readonly url?: string;
  readonly note?: string;
}

/** Where a row of the catalog comes from: ids of `SOURCES` and the day it was read. */
export interface Provenance {
  readonly source: readonly string[];
  /** ISO date. */
  readonly date: string;
  readonly confidence: Confidence;
}

export interface Toleration {
  readonly key: string;
  readonly operator: "Exists" | "Equal";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

export interface MatchExpression {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
  readonly values?: readonly string[];
}

/** A piece of placement with the reason a user is shown and the catalog row it stands on. */
export interface Fact<T> {
  readonly value: T;
  /** One clause, such as `GKE labels its nodes with the GPU model`. */
  readonly reason: string;
  readonly provenance: Provenance;
}

/** A taint of nodes as far as the catalog knows it. */
export interface KnownTaint {
  readonly key: string;
  /** Null where the value differs from cluster to cluster, or no source tells it. */
  readonly value: string | null;
  /** Null where no source tells the effect, or where it may be any. */
  readonly effect: NonNullable<Toleration["effect"]> | null;
  /** The platform itself, its guides, or nobody: then pods tolerate it because some clusters have it. */
  readonly by: "default" | "convention" | "custom";
}

/** A toleration to write, and the taints that it is for, one at least. */
export interface NeededToleration extends Fact<Toleration> {
  readonly taints: readonly KnownTaint[];
}

/** What the patcher asks: names come from the user and may be wrong. */
export interface PlacementQuestion {
  /** As the user wrote it; `generic` resolves by vendor. */
  readonly platform: string;
  /** Explicit vendor, else that of the model, else what the manifest already asks for, else the platform's default. */
  readonly vendor?: Vendor;
  readonly model?: string;
  /** What the pod asks by, where that is not the platform's resource: a part of a GPU, or a claim. */
  readonly asksBy?: string;
  /** GPUs per pod. */
  readonly count: number;
  /** Ranks talk to each other: one model value only, never a list of unlike machines. */
  readonly uniform: boolean;
  readonly spot: boolean;
  /** MIG profile, such as `1g.10gb`: a part of a GPU in place of whole ones. */
  readonly mig?: string;
  /** Shape of a TPU slice, as the user wrote it. */
  readonly topology?: string;
  /** The shape that the manifest selects: taken where nobody names one and it fits. */
  readonly topologyNow?: string;
  /** The resource that the manifest asks by, whether it stays or not: it tells the driver of the nodes. */
  readonly resourceNow?: string;
  /** Label values that the manifest selects: kept where the platform wants one of several values of a model. */
  readonly valuesNow?: readonly string[];
  /** The manifest selects shared GPUs or parts of them, and goes on doing so: whole ones are not what it asks for. */
  readonly sharesNow?: true;
  /** The manifest selects a model of the platform by its labels, which tells whole GPUs as a model that is named does. */
  readonly selectsModel?: true;
  /** Every value of a model, to compare with, where one would be chosen to write. */
  readonly allValues?: true;
}

/** What the catalog answers. Every part may be empty. */
export interface Placement {
  /** Resolved platform, such as `generic-nvidia`. */
  readonly platform: string;
  readonly vendor: Vendor;
  readonly model: string | null;
  /** Extended resource name, such as `nvidia.com/gpu`. */
  readonly resource: string;
  /** Labels that must all match. */
  readonly nodeSelector: readonly Fact<{ readonly key: string; readonly value: string }>[];
  /** Expressions that belong into every required node affinity term; used where several values mean one model. */
  readonly affinity: readonly Fact<MatchExpression>[];
  /** Tolerations to write; those the platform injects for this very resource are not here. */
  readonly tolerations: readonly NeededToleration[];
  /** Why nothing selects nodes, when nothing does: for `--explain`. */
  readonly noSelectorReason: string | null;
  /** Pod annotations that keep a node autoscaler from evicting the pod. */
  readonly evictionAnnotations: readonly Fact<{ readonly key: string; readonly value: string }>[];
  /**
   * The runtime class that GPU containers of the platform need, or that it comes without any; null where nothing is
   * known of them.
   */
  readonly runtimeClass: Fact<string | null> | null;
  /** Labels that the platform wants together or not at all. */
  readonly labelPairs: readonly Fact<readonly [string, string]>[];
  /** The slice of a TPU that was chosen: one pod runs on each of its hosts. Null for everything else. */
  readonly slice: { readonly topology: string; readonly hosts: number } | null;
  /** What launches nodes by the labels it knows, and only by them, such as `Karpenter`; null elsewhere. */
  readonly launcher: string | null;
  /** Seconds between a spot reclaim notice and the end; null when unknown. */
  readonly spotNoticeSeconds: number | null;
  /** What the user should know about these nodes, such as another CPU architecture. */
  readonly notes?: readonly Fact<string>[];
}

/** What keeps CPU pods off a platform's GPU nodes. */
export interface KeepOff {
  /**
   * `required` where GPU nodes are pools of their own; `preferred` where a cluster may have no other nodes, or one node:
   * then CPU pods use GPU nodes when the others are full.
   */
  readonly strength: "required" | "preferred";
  /** One term: a node that meets them all has no accelerator of any vendor. */
  readonly expressions: readonly Fact<MatchExpression>[];
}

/** Codes of questions to the catalog that have no answer. */
export type CatalogCode =
  | "unknown-platform"
  | "unknown-vendor"
  | "unknown-model"
  | "model-not-on-platform"
  | "count-not-on-platform"
  | "model-needed"
  | "resource-depends-on-driver"
  | "vendor-model-conflict"
  | "vendor-not-on-platform"
  | "spot-not-on-platform"
  | "spot-not-for-model"
  | "topology-not-for-model"
  | "topology-unknown"
  | "mig-unknown"
  | "mig-not-for-model"
  | "mig-not-on-platform";

/** A question that has no answer: the message names what there is. Never thrown. */
export interface CatalogDiagnostic extends DiagnosticText<CatalogCode> {
  readonly advice: string;
}

export type PlacementResult =
  | { readonly ok: true; readonly placement: Placement }
  | { readonly ok: false; readonly problem: CatalogDiagnostic };

/** What an extended resource name means. */
export interface ResourceMeaning {
  readonly vendor: Vendor;
  /**
   * `whole` device; `mig`, `shared` or `partition`: a part of one; `slice`: a share in memory or cores that
   * goes beside a device (HAMi's `nvidia.com/gpumem`); `companion`: only accelerator pods need it (EFA, RDMA).
   */
  readonly kind: "whole" | "mig" | "shared" | "partition" | "slice" | "companion";
  /** The name is not known; its domain holds nothing but accelerators. */
  readonly by?: "domain";
}

/**
 * Why a resource counts as what it does, where its name alone is not enough: `gpu` and `other` are what a config says,
 * `unclear` is a name that nobody knows in a domain of accelerators and other devices.
 */
export type ResourceStanding = "gpu" | "other" | "unclear";

/** What the devices of a device class (DRA) are. */
export type DeviceClassMeaning =
  | {
      readonly kind: "gpu";
      /** Null where a config says no more than that it is a GPU. */
      readonly vendor: Vendor | null;
      /** Whole GPUs, or MIG devices; null where the class may hand out both. */
      readonly part: "whole" | "mig" | null;
    }
  | {
      readonly kind: "other";
      /** In the plural, such as `network devices`. */
      readonly what: string;
    };

/** What a node label key means to GPU scheduling. */
export interface LabelMeaning {
  /** Vendor, where the key tells it. */
  readonly vendor: Vendor | null;
  /** Platforms whose nodes carry it; empty for keys of vendor components that run anywhere. */
  readonly platforms: readonly string[];
  readonly kind:
    | "model"
    | "count"
    | "memory"
    | "partition"
    | "sharing"
    | "presence"
    | "property"
    | "topology"
    | "compute-class"
    | "capacity"
    | "instance-type"
    | "driver";
  /** True when only GPU nodes carry the label, so that a selector on it means "a GPU node". */
  readonly gpuOnly: boolean;
  /** True when the label is GPU-specific only for some values (instance types, compute classes). */
  readonly byValue: boolean;
}

/**
 * The questions that the patcher asks. Implemented by `loadCatalog()`; pure and synchronous.
 */
export interface Catalog {
  placement(question: PlacementQuestion): PlacementResult;
  /** Models that all these values of a node label stand for on a platform, best known first; mostly none or one. */
  modelsOf(platform: string, key: string, values: readonly string[]): readonly string[];
  /** Meaning of an extended resource, or null when it is not an accelerator nor made for one. */
  resource(name: string): ResourceMeaning | null;
  /** What is known of a resource besides its meaning; null where nothing is, as for most. */
  resourceStanding(name: string): ResourceStanding | null;
  /** What a device class of this name hands out, or null when that is not known. */
  deviceClass(name: string): DeviceClassMeaning | null;
  /** What the devices of a DRA driver are, or null when that is not known. */
  deviceDriver(name: string): DeviceClassMeaning | null;
  /** Meaning of a node label key, or null when it has nothing to do with GPUs. */
  label(key: string): LabelMeaning | null;
  /** True when this label value says "a GPU node" (an instance type with GPUs, an accelerator compute class). */
  isGpuLabelValue(key: string, value: string): boolean;
  /** Vendor of a taint that GPU nodes carry (by default or by convention), or null. Spot and team taints are null. */
  gpuTaint(key: string, value: string | null): Vendor | null;
  /** True when this label value says "a spot node". */
  isSpotLabel(key: string, value: string): boolean;
  /** What is written against taints of spot nodes, on every platform that is known. */
  spotTolerations(): readonly Toleration[];
  /** True for an expression that is written, just so, to keep a pod that asks for whole GPUs off parts of them. */
  isWholeGpuExpression(expression: MatchExpression): boolean;
  /** True when this label value says that the node gives parts of GPUs under the resource of whole ones. */
  isPartLabelValue(key: string, value: string): boolean;
  /** True for a runtime class that only GPU containers need. */
  isGpuRuntimeClass(name: string): boolean;
  /** Whose containers such a runtime class is for; null for one that other containers use too. */
  runtimeClassVendor(name: string): Vendor | null;
  /** True for pod annotations against eviction that this tool writes. */
  isEvictionAnnotation(key: string): boolean;
  /**
   * What keeps a CPU pod off a platform's GPU nodes; null where their taint does for certain, where nodes are made for
   * the pod, and where no label tells them.
   */
  keepOff(platform: string): KeepOff | null;
  /** Resolved platform name, or a problem with "did you mean". `generic` needs the vendor to resolve. */
  platform(
    name: string,
    vendor?: Vendor,
  ):
    | { readonly ok: true; readonly name: string }
    | { readonly ok: false; readonly problem: CatalogDiagnostic };
  /** Checks a vendor name from the user. */
  vendor(
    name: string,
  ):
    | { readonly ok: true; readonly vendor: Vendor }
    | { readonly ok: false; readonly problem: CatalogDiagnostic };
}
