/** What a program is for. */
export type ProgramRole =
  | "model-server"
  | "pipeline"
  | "trainer"
  | "launcher"
  | "web-server"
  | "consumer"
  | "store"
  | "platform"
  | "monitoring"
  | "interactive"
  | "load-test"
  | "task"
  | "device-check"
  | "stand-in";

/** A program that is recognized by its image or its command. */
export interface ProgramRow {
  /** What people call it. */
  readonly what: string;
  readonly role: ProgramRole;
  /** Databases, caches and brokers that compute on CPUs, whatever their build. */
  readonly cpuOnly?: true;
  /**
   * Image names: words side by side in the last part of the repository (`vllm` is in `vllm-openai`, not in
   * `vllmish`); with a slash, the end of the repository (`triton/server`), where `*` is any part; with a colon, words
   * of the name and words of the tag (`cuda-sample:vectoradd`).
   */
  readonly images: readonly string[];
  /** Commands: words side by side, `*` for any characters, paths by their last part. */
  readonly commands: readonly string[];
  /** Where the image or the command is documented: repository and path, or page. */
  readonly source: string;
  /** What it asks of GPUs by its options; absent if unknown. */
  readonly asks?: AsksRow;
}

/** What a program asks of the GPUs of its pod, and where that is said. */
export interface AsksRow {
  /**
   * Images that start the program, so that `args` without a command are its options: the end of the repository, `*` for
   * any characters; with a colon the tag.
   */
  readonly entrypoint?: readonly string[];
  readonly count: CountRow;
  /** What it does where the pod has fewer GPUs: `refuses` to start, or `unknown`. */
  readonly shortfall?: "refuses" | "unknown";
  /**
   * Images, as in `entrypoint`, that hold builds for GPUs alone, unless their tag says otherwise: they do not run without
   * one. Others build the same servers for CPUs under the same names (`opea/vllm` runs on Xeon).
   */
  readonly gpuOnly?: readonly string[];
  /** `_` and `-` are the same in names of options. */
  readonly underscores?: boolean;
  /** Options that read further options from a file. */
  readonly opens?: readonly string[];
  /** Its own options end where the name of a script stands; these of them take no value. */
  readonly untilScript?: readonly string[];
  readonly options?: Readonly<Record<string, OptionRow>>;
  readonly weights?: WeightsOptions;
  readonly note?: string;
  readonly confidence: "official" | "source-code" | "secondary";
  readonly sources: readonly string[];
}

/** How the number of GPUs of one pod follows from the options. */
export interface CountRow {
  readonly rule:
    | "engine"
    | "sglang"
    | "shards"
    | "product"
    | "processes"
    | "total"
    | "devices"
    | "llama"
    | "deepspeed"
    | "mpi"
    | "nccl"
    | "one"
    | "all"
    | "silent";
  /** The option or options that the number is made of. */
  readonly of?: string | readonly string[];
  /** The option that the number is divided by. */
  readonly over?: string;
  /** What holds where the option is not set. */
  readonly unset?: number | "all" | "silent" | "undecided";
  /** Completes "because" if the number cannot be determined. */
  readonly why?: string;
  /** Values that mean every GPU, and values that mean none. */
  readonly all?: readonly string[];
  readonly none?: readonly string[];
  /** The only commands of the row that it is about. */
  readonly only?: readonly string[];
  /** An option that makes the number unknowable. */
  readonly opens?: string;
}

/** How an option of a program is set. */
export interface OptionRow {
  readonly names: readonly string[];
  /** The variable that is read where the command line does not have it. */
  readonly variable?: string;
  /** A value follows unless it says otherwise. */
  readonly takes?: "nothing" | "optional";
  /** Values that mean every GPU. */
  readonly all?: readonly string[];
}

/** The options and variables that say which model a program loads, and how. */
export interface WeightsOptions {
  /** What the rules of memory and dtypes call the program. */
  readonly engine: string;
  readonly options: readonly string[];
  /** The first word that is no option names it, behind the words of `after`. */
  readonly positional?: boolean;
  readonly after?: readonly string[];
  readonly variables?: readonly string[];
  /** The image's path names it. */
  readonly image?: boolean;
  readonly fraction?: OptionRow;
  readonly length?: OptionRow;
  readonly dtype?: OptionRow;
  readonly quantization?: OptionRow;
  readonly cacheDtype?: OptionRow;
  readonly sequences?: OptionRow;
  /** Options that make it unknowable what is loaded onto the GPUs. */
  readonly unweighed?: readonly string[];
}

/** The programs of data files, each of which follows its schema: the build checks that. */
export function rowsIn(...files: readonly (() => unknown)[]): readonly ProgramRow[] {
  return files.flatMap((data) => (data() as { readonly programs: readonly ProgramRow[] }).programs);
}

/**
 * Words behind or before a program's name that make it another program: `postgres-operator` keeps no data,
 * `vllm-bench-client` serves no model.
 */
export const OTHER_PROGRAM: ReadonlySet<string> = new Set(
  (
    "backup bench benchmark cli client connect connector consumer controller dashboard downloader express exporter " +
    "exporters ingress init loader loadgen manager migration migrations operator producer proxy router sidecar test " +
    "tests tools ui webhook"
  ).split(" "),
);
