import type { Dtype } from "../weights/types.ts";
import { data as dtypes } from "./dtypes.yaml";
import { data as gpus } from "./gpus.yaml";
import { data as programs } from "./programs.yaml";

/** Vendors of GPUs that the programs have images for. */
export type GpuMaker = "nvidia" | "amd" | "intel" | "habana";

/** Where a fact was read. What is only secondary rules nothing out. */
export interface SupportProof {
  readonly source: string;
  readonly quote?: string;
  readonly confidence: "official" | "source-code" | "secondary";
}

/** A row of `gpus.yaml`, which explains the fields. */
export interface GpuAbilityRow extends SupportProof {
  readonly gpu: string;
  /** `8.9`. */
  readonly capability?: string;
  readonly architecture?: string;
}

/** A row of `programs.yaml`, which explains the fields. */
export interface ProgramSupportRow extends SupportProof {
  readonly program: string;
  readonly title: string;
  readonly vendor: GpuMaker;
  readonly host?: "arm64";
  readonly lowest?: string;
  readonly architectures?: readonly string[];
  readonly since?: string;
  readonly note?: string;
}

/** A row of `dtypes.yaml`, which explains the fields. */
export interface DtypeSupportRow extends SupportProof {
  readonly program: string;
  readonly vendor?: GpuMaker;
  readonly dtypes: readonly Dtype[];
  readonly words?: readonly string[];
  readonly lowest?: string;
  readonly highest?: string;
  readonly architectures?: readonly string[];
  readonly otherwise?: "float16";
  readonly native?: string | readonly string[];
  readonly note?: string;
}

/** What GPU models can compute. */
export function gpuAbilities(): readonly GpuAbilityRow[] {
  return (gpus() as { readonly gpus: readonly GpuAbilityRow[] }).gpus;
}

/** On which GPUs the images of programs run. */
export function programSupport(): readonly ProgramSupportRow[] {
  return (programs() as { readonly programs: readonly ProgramSupportRow[] }).programs;
}

/** Which dtypes programs compute on which GPUs. */
export function dtypeSupport(): readonly DtypeSupportRow[] {
  return (dtypes() as { readonly dtypes: readonly DtypeSupportRow[] }).dtypes;
}
