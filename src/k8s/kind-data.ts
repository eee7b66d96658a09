import type { Computes, GpuSource, Life } from "./kind-row.ts";

/**
 * A path as rows write it: keys with dots between them, `[]` for each item of a list, `*` for each value of a map; a list of
 * steps where a key has dots itself.
 */
export type PathText = string | readonly string[];

/** A number that multiplies the pods of a set: `spec.replicas ?1` with what counts where none is written, or in full. */
export type CountData =
  | string
  | {
      readonly at: PathText;
      readonly unset: number | null;
      readonly oneLessWith?: PathText;
      readonly over?: PathText;
      readonly orElse?: PathText;
      readonly least?: PathText;
      readonly most?: PathText;
    };

/** A field with the number of a pod's GPUs, as rows write it. */
export type TwinData =
  | string
  | {
      readonly at: PathText;
      readonly over?: readonly PathText[];
      readonly ofFirst?: true;
      readonly needsGpu?: true;
    };

/** A pod set as rows write it. */
export interface PodSetData {
  /** The role; `.name` for the field `name` of the item, `*` for the key, `[]` for the place in the list. */
  readonly role: string;
  readonly at: PathText;
  readonly without?: PathText;
  readonly form?: "template" | "spec";
  readonly merged?: true;
  /** As in `PodSetRow.main`; `.` is the pod spec itself. */
  readonly main?: readonly string[];
  readonly mainName?: string;
  readonly labels?: PathText;
  readonly annotations?: PathText;
  readonly fields?: readonly string[];
  readonly resources?:
    | {
        readonly limits: PathText;
        readonly requests?: PathText;
        readonly short?: Readonly<Record<string, string>>;
        readonly shortType?: PathText;
      }
    | { readonly name: PathText; readonly quantity: PathText };
  readonly elsewhere?: { readonly at: PathText; readonly what: GpuSource };
  /** As in `PodSetRow.twins`; the path alone where there is no more to say. */
  readonly twins?: readonly TwinData[];
  readonly computes?: Computes;
  readonly computesByName?: Readonly<Record<string, Computes>>;
  readonly computesBy?: { readonly at: PathText; readonly no: readonly string[] };
  readonly noUnless?: PathText;
  readonly pods?: readonly CountData[];
  readonly job?: PathText;
  readonly versions?: readonly string[];
}

/** How a changed template reaches running pods, as rows write it. */
export type RolloutData = {
  readonly at: PathText;
  readonly unless?: { readonly at: PathText; readonly is: readonly string[] };
  readonly onlyWith?: PathText;
} & (
  | { readonly form: "surge"; readonly surge: string; readonly unavailable: string }
  | { readonly form: "twice"; readonly why: string }
);

/** A kind as rows write it, and as a config writes its own: `src/k8s/data/kinds.schema.json` says what each field means. */
export interface KindData {
  readonly group: string;
  readonly aliases?: readonly string[];
  readonly kind: string;
  readonly names?: readonly string[];
  readonly life?: Life;
  readonly ends?: boolean;
  readonly perNode?: true;
  readonly versions?: readonly string[];
  readonly sameAs?: string;
  readonly prefix?: string;
  readonly podSets?: readonly PodSetData[];
  readonly objects?: readonly PathText[];
  readonly objectPods?: CountData;
  readonly bases?: readonly {
    readonly name: PathText;
    readonly kinds: readonly string[];
    readonly holdsGpus?: true;
  }[];
  readonly fillsGpus?: string;
  readonly drives?: PathText;
  readonly scale?: "subresource" | "own" | "none";
  readonly rollouts?: readonly RolloutData[];
  readonly retries?: {
    readonly at: PathText;
    readonly unset: "endless" | number;
    readonly note?: string;
  };
  readonly kueue?: "on" | "optional" | "none";
  readonly kueueRefuses?: readonly {
    readonly at: PathText;
    readonly is: readonly string[];
    readonly unless?: PathText;
    readonly why: string;
  }[];
  readonly queue?: PathText;
  readonly sharedMemory?: PathText;
  readonly denied?: {
    readonly fields: Readonly<Record<string, string>>;
    readonly flagsIn: string;
    readonly onlyIf?: { readonly at: PathText; readonly is: readonly string[] };
  };
  readonly kept?: {
    readonly at: PathText;
    readonly is: readonly string[];
    readonly goesWith: string | boolean;
    readonly unless?: readonly PathText[];
    readonly what: string;
    readonly versions?: readonly string[];
  };
  readonly together?: true | { readonly unless: PathText };
  readonly alike?: true;
  readonly workers?: { readonly at: PathText; readonly oneLessWith?: PathText };
  readonly immutable?: readonly PathText[];
  readonly notes?: readonly string[];
  readonly unverified?: readonly string[];
  readonly source?: readonly string[];
}
