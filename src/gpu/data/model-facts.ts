import type { Label } from "../rows.ts";
import type { Vendor } from "../types.ts";
import type { MigTable } from "./mig.ts";

/** What is known of every model. */
export interface CommonFacts {
  readonly name: string;
  /** Nominal, for display only. */
  readonly memoryGib: number | null;
  /** The size is common knowledge that no source was opened for. */
  readonly memoryIsSourced?: false;
}

/** What is known of an NVIDIA model, wherever it runs. */
export interface NvidiaFacts extends CommonFacts {
  readonly arch?: "arm64";
  /** Values of GPU Feature Discovery's product label; empty where none is verified. */
  readonly gfd: readonly string[];
  /** How MIG cuts it, and which of its products the table is about where not all. */
  readonly mig?: readonly { readonly table: MigTable; readonly products?: readonly string[] }[];
}

/** What is known of an AMD model. */
export interface AmdFacts extends CommonFacts {
  readonly deviceIds: readonly string[];
  readonly virtualIds?: readonly string[];
  readonly productNames?: readonly string[];
}

/** What is known of an Intel GPU model. */
export interface IntelFacts extends CommonFacts {
  readonly label: Label;
}

/** What is known of an accelerator that is no GPU. */
export interface OtherFacts extends CommonFacts {
  readonly vendor: "habana" | "google" | "aws";
  /** Intel's node feature rules label nodes that have it, without telling the model. */
  readonly hasPresenceLabel?: true;
}

/** A model before the platforms have said how they select it: what a placer looks at. */
export interface BareModel {
  readonly name: string;
  readonly vendor: Vendor;
  readonly gfd: readonly string[];
  readonly amd: Pick<AmdFacts, "deviceIds" | "virtualIds" | "productNames"> | null;
  readonly intelLabel: Label | null;
  readonly hasGaudiLabel: boolean;
}
