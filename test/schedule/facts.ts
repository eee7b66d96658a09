import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { PLATFORM_NOTES } from "../data/platform-notes.ts";
import { MACHINES_BEYOND } from "./facts-beyond.ts";

/** The research notes as they are in the file, and what goes beyond them; nothing that the product makes of them. */

/** A taint as the notes write it; a condition is a sentence. */
export interface NotedTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly condition?: string;
  readonly confidence?: string;
}

/** A machine type of a table. `gpus` counts devices of `resource`; Neuron machines have `devices` and `cores`. */
export interface NotedMachine {
  readonly model?: string;
  readonly accelerator?: string;
  readonly gpus?: number;
  readonly devices?: number;
  readonly cores?: number;
  readonly arch?: string;
  readonly resource?: string;
  readonly fractional?: boolean;
  readonly gpu_memory_mib?: number;
}

export interface NotedPlatform {
  readonly resource?: string;
  readonly labels_from?: string;
  readonly inherits?: string;
  readonly default_taints?: readonly NotedTaint[] | string;
  readonly auto_toleration?:
    | string
    | {
        readonly enabled?: boolean;
        readonly covers?: readonly string[] | string;
        readonly confidence?: string;
      };
  readonly instances?: Readonly<Record<string, NotedMachine>>;
  readonly instances_not_in_karpenter_table?: Readonly<Record<string, NotedMachine>>;
  readonly counts_per_node?: Readonly<Record<string, readonly number[]>>;
  readonly supported_models?: readonly string[];
  readonly models_offered?: readonly string[];
  readonly sku_gpu_name_by_size?: Readonly<Record<string, readonly string[]>>;
  readonly tpu?: {
    readonly required_selectors: readonly string[];
    readonly single_host_topology: Readonly<Record<string, string>>;
    readonly chips_per_vm: Readonly<Record<string, number>>;
    readonly all_type_values: readonly string[];
  };
}

export interface NotedModel {
  readonly vendor: string;
  readonly resource?: string;
  readonly resource_alternative?: string;
  readonly memory_gib?: number;
  readonly vram_label?: string;
  readonly arch?: string;
  readonly gfd_product?: readonly string[];
  readonly gke?: readonly string[];
  readonly karpenter_aws?: string;
  readonly karpenter_aws_accelerator?: string;
  readonly select_by?: Readonly<Record<string, string>>;
  readonly eks_instances?: readonly string[];
  readonly aks_instances?: readonly string[];
  readonly coreweave_instances?: readonly string[];
  readonly oke_instances?: readonly string[];
  readonly doks_model?: string;
  readonly gpus_per_node?: number;
  readonly device_ids?: readonly string[];
  readonly vf_device_ids?: readonly string[];
  readonly product_names?: readonly string[];
  readonly label?: Readonly<Record<string, string>>;
  readonly mig?: string;
  readonly gke_tpu_accelerator?: string;
  readonly machines?: readonly string[];
  readonly topologies?: readonly string[];
}

/** What the nodes are built from. */
export interface Facts {
  readonly platforms: Readonly<Record<string, NotedPlatform>>;
  readonly models: Readonly<Record<string, NotedModel>>;
  /** MIG profiles by the name that a model's `mig` gives: how many fit on one GPU. */
  readonly migProfiles: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** GKE's partition sizes by accelerator value. */
  readonly gkePartitions: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}

interface Notes {
  readonly platforms: Readonly<Record<string, NotedPlatform>>;
  readonly gpu_models: Readonly<Record<string, NotedModel>>;
  readonly mig_profiles: Readonly<Record<string, Readonly<Record<string, number>>>> & {
    readonly gke_partition_sizes: Facts["gkePartitions"];
  };
}

/** A section of `platforms:` that lists labels for detection and is no platform. */
const NO_PLATFORM = "other_autoscaler_labels";

let facts: Facts | undefined;

/** The notes, which are read once. */
export function readFacts(): Facts {
  facts ??= factsIn(PLATFORM_NOTES);
  return facts;
}

function factsIn(file: string): Facts {
  const notes = parse(readFileSync(file, "utf8"), { maxAliasCount: 100 }) as Notes;
  const platforms = Object.entries(notes.platforms)
    .filter(([name]) => name !== NO_PLATFORM)
    .map(([name, noted]) => [name, withMachines(noted, MACHINES_BEYOND[name])]);
  return {
    platforms: Object.fromEntries(platforms),
    models: notes.gpu_models,
    migProfiles: notes.mig_profiles,
    gkePartitions: notes.mig_profiles.gke_partition_sizes,
  };
}

function withMachines(noted: NotedPlatform, more: NotedPlatform["instances"]): NotedPlatform {
  return more === undefined ? noted : { ...noted, instances: { ...noted.instances, ...more } };
}

/** A platform's section, or a failure that names it. */
export function notedPlatform(facts: Facts, name: string): NotedPlatform {
  const platform = facts.platforms[name];
  if (platform === undefined) throw new Error(`the notes have no platform ${name}`);
  return platform;
}

/** Models as pairs of name and facts, those that `has` something. */
export function modelsWith<T>(
  facts: Facts,
  has: (model: NotedModel) => T | undefined,
): readonly { readonly name: string; readonly model: NotedModel; readonly value: T }[] {
  return Object.entries(facts.models).flatMap(([name, model]) => {
    const value = has(model);
    return value === undefined ? [] : [{ name, model, value }];
  });
}
