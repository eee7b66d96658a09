import type { AdmissionRow } from "../admission-rows.ts";
import type { CapacityRow, CountRule, KeepOffRow, Label, MachineFamilyRow, NodeTaintRow } from "../rows.ts";
import type { Provenance, Toleration, Vendor } from "../types.ts";
import type {
  ByVendor,
  DomainEntry,
  EvictionAnnotation,
  ExpressionEntry,
  FileHead,
  Keyed,
  LabelGroup,
  SourcedText,
  WholeGpusEntry,
} from "./entries.ts";

/** What platforms of one provider may share. `components`: as the vendor's file says. */
export interface PlatformFacts {
  readonly resources?: ByVendor<string>;
  readonly tolerations?: ByVendor<readonly ((Toleration & Provenance) | "components")[]>;
  readonly taints?: readonly (NodeTaintRow & {
    readonly tells?: { readonly vendor: Vendor; readonly anyValue?: true };
  })[];
  readonly arm64Toleration?: Toleration & Provenance;
  readonly addsTolerations?: Provenance;
  readonly mig?:
    | "components"
    | (Provenance & {
        readonly offer: "resource" | "label" | "none";
        readonly key?: string;
        readonly reason?: string;
      });
  readonly spot?: {
    readonly label?: (Label & Provenance) | "karpenter";
    readonly tolerations?: readonly (Toleration & Provenance)[];
    readonly notice?: Provenance & { readonly seconds: number };
    readonly longestNotice?: number;
  };
  readonly capacity?: readonly CapacityRow[];
  readonly evictionAnnotations?: readonly EvictionAnnotation[];
  readonly runtimeClass?: Provenance & { readonly name: string | null };
  readonly modelRequired?: ByVendor<SourcedText>;
}

/** Machine types with their devices, by model. */
export type MachinesByModel = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How a platform selects its models. */
export type ModelsWay =
  | { readonly way: "components"; readonly vendors: readonly Vendor[]; readonly only?: readonly string[] }
  | MachinesWay
  | { readonly way: "values"; readonly label: Keyed; readonly values: Readonly<Record<string, string>> }
  | GkeWay
  | Ec2Way;

/** By the types of the machines that have the model. */
export interface MachinesWay {
  readonly way: "machines";
  readonly label: Keyed;
  readonly machines?: MachinesByModel;
  readonly seriesWithout?: string;
  readonly without?: readonly string[];
  readonly neverSpot?: string;
  readonly readLater?: Provenance & { readonly models: readonly string[] };
}

/** By GKE's accelerator label, and a TPU by its type and shape. */
export interface GkeWay {
  readonly way: "gke";
  readonly accelerators: Provenance;
  readonly tpus: Provenance;
  readonly without?: readonly string[];
}

/** By labels with the name of the GPU and the family of the EC2 machine. */
export interface Ec2Way {
  readonly way: "ec2";
  readonly prefix: string;
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  readonly gpuName: Provenance & { readonly values?: readonly string[] };
  readonly family: Provenance;
  readonly machineType: Provenance;
  readonly acceleratorName?: Provenance;
}

/** A file of `platforms/`. */
export interface PlatformFile extends FileHead, PlatformFacts, Provenance {
  readonly name: string;
  readonly title: string;
  readonly brief?: string;
  readonly provider?: "aws" | "azure" | "google";
  readonly genericFor?: readonly Vendor[];
  readonly resourcesByDriver?: readonly Vendor[];
  readonly countRule: CountRule;
  readonly injected?: SourcedText;
  readonly vendorLabel?: ByVendor<Label & Provenance>;
  readonly noLabelReason: string;
  readonly wholeGpus?: ByVendor<WholeGpusEntry | "components">;
  readonly keepOff?: "components" | KeepOffEntry;
  readonly launcher?: Provenance & { readonly name: string };
  readonly neverLaunched?: "karpenter";
  readonly admission?: AdmissionEntry;
  readonly labelPairs?: readonly (Provenance & { readonly keys: readonly [string, string] })[];
  readonly remarks?: readonly SourcedText[];
  readonly domains?: readonly DomainEntry[];
  readonly machineNames?: string;
  readonly machineFamily?: MachineFamilyRow;
  readonly labels?: readonly LabelGroup[];
  readonly models?: ModelsWay;
  readonly omitted?: readonly (Provenance & {
    readonly models: readonly string[];
    readonly reason: string;
  })[];
}

/** `KeepOffRow` as it is written: with `like`, what is not said is as in components.yaml. */
export interface KeepOffEntry {
  readonly like?: "components";
  readonly strength?: KeepOffRow["strength"];
  readonly reason?: string;
  readonly expressions?: readonly ExpressionEntry[];
  readonly vendors?: readonly Vendor[];
}

/** `AdmissionRow` as it is written: without `value`. */
export type AdmissionEntry = {
  readonly [Key in keyof AdmissionRow]: AdmissionRow[Key] extends Provenance & { readonly value: infer Value }
    ? Value & Provenance
    : AdmissionRow[Key];
};
