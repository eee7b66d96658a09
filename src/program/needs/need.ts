import type { Process } from "../command/words/word.ts";
import type { ProgramRow } from "../known/rows.ts";
import type { Options, SaidOption } from "./options.ts";

/** How many GPUs a program asks of one pod. */
export type GpuNeed =
  | {
      readonly kind: "exactly";
      readonly count: number;
      /** What says so; empty where it is the program's default. */
      readonly said: readonly SaidOption[];
      /** How an engine splits one model over them; null for programs that start one process on each. */
      readonly layout: Layout | null;
      /** Only likely: it may also run with more or fewer GPUs. */
      readonly isLoose?: true;
    }
  /** It takes every GPU that it sees. */
  | { readonly kind: "all" }
  /** `why` completes "because". */
  | { readonly kind: "undecided"; readonly why: string }
  /** It says nothing about GPUs, or runs without them. */
  | { readonly kind: "silent" };

/** How one model is split, in numbers of GPUs; their product times `replicas` is what the group of pods has. */
export interface Layout {
  readonly tensor: number;
  readonly pipeline: number;
  /** Copies of the model in one pod. */
  readonly replicas: number;
  /** The option that says `tensor`. */
  readonly tensorSaid: SaidOption | null;
}

/** A known program that a container starts, with what it asks. */
export interface ProgramRun {
  readonly row: ProgramRow;
  readonly started: Process;
  readonly options: Options;
  readonly need: GpuNeed;
}

/** What the object around a container says about it: pods that do the work of one program together. */
export interface PodGroup {
  /** Pods of the group; null if unknown. */
  readonly pods: number | null;
  /** Programs that it starts through MPI run in other pods. */
  readonly startsElsewhere?: true;
  /** Its operator tells torchrun to start a process for each GPU (`PET_NPROC_PER_NODE=auto`). */
  readonly processPerGpu?: true;
  /** GPUs of one pod by the object's own fields, which its operator passes on to the program. */
  readonly perPod?: number;
}

/** What is known of a program when its GPUs are counted. */
export interface Asking {
  readonly row: ProgramRow & { readonly asks: NonNullable<ProgramRow["asks"]> };
  readonly options: Options;
  readonly started: Process;
  readonly group: PodGroup;
  /** The container joins its program to others', with Ray or MPI: what says so. */
  readonly joins: string | null;
}
