/** A range of a text in UTF-16 offsets, `end` exclusive. Offsets are never bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where something is in a file: `line` and `column` count from 1, columns in UTF-16 units. */
export interface Location {
  readonly file: string;
  /** Index of the document in its stream, from 0; absent where the file as a whole is meant. */
  readonly document?: number;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly span?: Span;
  /** Field path for people, such as `spec.template.spec.containers[0].resources`. */
  readonly path?: string;
}
