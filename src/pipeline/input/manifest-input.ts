/** A manifest as it comes in. `named` by the user (or stdin) as against found by walking a directory. */
export interface ManifestInput {
  /** Name for messages: the path as the user wrote it, `-` or the `--stdin-filename`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly named: boolean;
}
