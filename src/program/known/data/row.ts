/** What a program is for; how much it says about a profile is in `ROLES`. */
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

/** A program that is recognised by its image or its command. */
export interface ProgramRow {
  /** What people call it. */
  readonly what: string;
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
}
