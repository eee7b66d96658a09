import type { FieldPath } from "../../../yaml/tree.ts";

/** Where a word of a command is written: a part of the text of a scalar. */
export interface WordPlace {
  /** From the object's top to the scalar. */
  readonly path: FieldPath;
  /** UTF-16 offsets into the scalar's text, the end excluded. */
  readonly start: number;
  readonly end: number;
}

/** A word of a command after its variables are expanded. */
export interface Word {
  readonly text: string;
  /** Set if the value is unknown: what it depends on, such as `the variable TP` or `the placeholder {{ tp }}`. */
  readonly unknown: string | null;
  /** Unquoted and unknown: it may be several words or none. */
  readonly isOpen: boolean;
  readonly place: WordPlace;
}

/** A variable that a process sees. */
export interface Variable {
  /** Null where it comes from elsewhere: a Secret, a field of the pod, a script that is not in the manifest. */
  readonly text: string | null;
  readonly place: WordPlace | null;
}

/** The variables that a process sees, by name. */
export type Variables = ReadonlyMap<string, Variable>;

/** A program that a container starts, with its arguments. */
export interface Process {
  readonly words: readonly Word[];
  readonly variables: Variables;
  /** Variables that are not listed may still be set: by `envFrom`, or a file that the script reads. */
  readonly hasOtherVariables: boolean;
  /** It runs in the background (`&`). */
  readonly isBackground: boolean;
  /** It runs once for each round of a loop. */
  readonly isRepeated: boolean;
  /** It runs in one branch of several. */
  readonly isConditional: boolean;
}
