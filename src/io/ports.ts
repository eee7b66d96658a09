/**
 * What commands may ask of the world, as types only: commands and tests depend on this file, never on the
 * adapters. Every function throws `Failure` when the world refuses.
 */
export interface Ports {
  /** What the program was called by: kubectl runs plugins by their file name. */
  readonly calledAs: "gpuify" | "kubectl gpuify";
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True where somebody reads a stream at a terminal, or writes to standard input there. */
  readonly isTerminal: (stream: OutputStream | "stdin") => boolean;
  /** Asks a question at the terminal; true for `y` and `yes`, false for anything else. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** What standard input is: `nothing` for a terminal or a closed or null device, which nobody means to pipe. */
  readonly stdinKind: () => "stream" | "nothing";
  /** Finds and reads the inputs, in a stable order, each file once. */
  readonly readInputs: (query: InputQuery) => Promise<InputSet>;
  /** The configs that count for inputs, each with the inputs it counts for. */
  readonly findConfigs: (query: ConfigQuery) => Promise<readonly FoundConfig[]>;
  /** Files that are called nearly as a config is, so that they are not read: for where no config was found. */
  readonly findMisnamedConfigs: (paths: readonly (string | null)[]) => Promise<readonly string[]>;
  /** The config that another one extends. */
  readonly readBaseConfig: (of: ConfigText, reference: string) => Promise<BaseConfigText>;
  /** What files are called wherever gpuify is run: from the top of their repository, else from the working folder. */
  readonly repositoryNames: () => (path: string) => string;
  /** Text of a file that the user's words lead to, such as a schema; null where there is no such file. */
  readonly readText: (path: string) => Promise<string | null>;
  /** Paths of the files with these names in and near below a folder, a bounded number; none where it cannot be opened. */
  readonly findFilesNear: (folder: string, names: readonly string[]) => Promise<readonly string[]>;
  /** Writes text to standard output; a reader that went away is no error. */
  readonly writeStdout: (text: string) => void;
  /** Writes text to standard error. */
  readonly writeStderr: (text: string) => void;
  /** Shows a line on a terminal's standard error until the next message; nothing elsewhere. Empty text wipes it. */
  readonly showProgress: (text: string) => Promise<void>;
  /** Writes all files or none: temporary files beside every target, then renames. */
  readonly writeFiles: (writes: readonly FileWrite[]) => Promise<void>;
  /** Refuses, as a usage error, to write a file that is itself an input. */
  readonly assertNoInput: (
    files: readonly string[],
    inputs: readonly string[],
    advice: string,
  ) => Promise<void>;
  /** Where files land under a folder; a clash, an escape or a folder inside the input is a usage error. */
  readonly placeInFolder: (folder: string, inputs: InputSet) => Promise<readonly PlacedFile[]>;
  /** What kubectl prints on standard output; the only way to a cluster, and only when a flag asks for it. */
  readonly askKubectl: (question: KubectlQuestion) => Promise<string>;
  /** Runs kubectl on a stream; what it prints goes on as it comes. Its exit code. */
  readonly runKubectl: (question: KubectlQuestion & { readonly input: string }) => Promise<number>;
}

/** Where text for people goes. */
export type OutputStream = "stdout" | "stderr";

/** A question to the cluster. */
export interface KubectlQuestion {
  /** Arguments one by one, such as `get`, `nodes`, `-o`, `json`. */
  readonly args: readonly string[];
  /** Context of the kubeconfig; null for the current one. */
  readonly context: string | null;
  /** File; null for where kubectl looks by itself. */
  readonly kubeconfig: string | null;
  readonly timeoutSeconds: number;
}

/** Where to look for manifests. */
export interface InputQuery {
  /** Files, folders, globs and `-`, as the user wrote them. */
  readonly paths: readonly string[];
  /** Globs of what a walk leaves out. */
  readonly exclude: readonly string[];
  /** `skip`: a walk leaves out what git ignores. */
  readonly gitIgnored: "skip" | "read";
  /** Name that standard input goes by in messages; null for `-`. */
  readonly stdinName: string | null;
  /** A walked file that cannot be opened: an error, or left out and told. */
  readonly unreadable: "fail" | "note";
  /** Commands that a missing path may be a misspelling of. */
  readonly commands: readonly string[];
}

/** One input, read. */
export interface InputFile {
  /** Name for messages: the path as the user would write it, or the name of standard input. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Named by the user (or standard input) as against found by a walk or a glob. */
  readonly named: boolean;
  /** The path to write back to; null for standard input. */
  readonly path: string | null;
  /** The path below the named folder, for `--output-dir`; for a named file its last segment. */
  readonly relative: string;
}

/** What the query found. */
export interface InputSet {
  readonly files: readonly InputFile[];
  /** Folders that were walked, as named. */
  readonly folders: readonly string[];
  /** Walked files that could not be opened, with the system's reason. */
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
}

/** Whose config is looked for. */
export interface ConfigQuery {
  /** `path` null for standard input without a name. */
  readonly inputs: readonly { readonly name: string; readonly path: string | null }[];
  /** A config that counts for all of them; null for the nearest of each. */
  readonly named: string | null;
}

/** A config as text. */
export interface ConfigText {
  /** Name for messages. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Whether messages may quote its lines: a file that a config of strangers leads to may hold secrets. */
  readonly lines: "shown" | "shown-if-config" | "hidden";
}

/** A config that another one extends. */
export interface BaseConfigText extends ConfigText {
  /** From its folder to that of the other, ending in `/` or empty; null where the other lies elsewhere. */
  readonly prefix: string | null;
}

/** A config with the inputs it counts for; their paths are from its folder, null for those that lie elsewhere. */
export interface FoundConfig {
  readonly config: ConfigText;
  readonly files: readonly { readonly name: string; readonly path: string | null }[];
}

/** One file to write. */
export interface FileWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The bytes the new ones were made from; the write is refused when the file has changed since. Null: a new file. */
  readonly expected: Uint8Array | null;
  /** Whether missing folders on the way are made; a mistyped path must not leave some behind. */
  readonly folders: "make" | "must-exist";
}

/** An input with the place below `--output-dir` that is its own. */
export interface PlacedFile {
  readonly input: InputFile;
  readonly path: string;
}
